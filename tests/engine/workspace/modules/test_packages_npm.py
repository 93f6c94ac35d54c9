"""The manifests of npm, pnpm, yarn and bun, with their managers and locks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]


def test_what_a_manifest_says(opened: Opened) -> None:
    manifest = {
        "name": "shop",
        "scripts": {"build": "vite build"},
        "dependencies": {"vue": "^3.4.0"},
        "devDependencies": {"vite": "5"},
        "peerDependencies": {"pinia": "*"},
        "optionalDependencies": {"fsevents": "2", "bad": 3},
    }
    (found,) = opened({"web/package.json": json.dumps(manifest)}).packages()

    assert (found.ecosystem, found.path, found.root, found.name) == ("npm", "web/package.json", "web", "shop")
    assert found.scripts == (("build", "vite build"),)
    assert found.dependencies == (
        ("vue", "^3.4.0", "dependencies"),
        ("vite", "5", "devDependencies"),
        ("pinia", "*", "peerDependencies"),
        ("fsevents", "2", "optional"),
    )


@pytest.mark.parametrize(
    ("lock", "manager"),
    [
        ("package-lock.json", "npm"),
        ("npm-shrinkwrap.json", "npm"),
        ("yarn.lock", "yarn"),
        ("pnpm-lock.yaml", "pnpm"),
        ("bun.lock", "bun"),
        ("bun.lockb", "bun"),
    ],
)
def test_lock_tells_the_manager(lock: str, manager: str, opened: Opened) -> None:
    (found,) = opened({"package.json": "{}", lock: ""}).packages()

    assert (found.manager, found.lock) == (manager, lock)


def test_named_manager_before_a_lock_of_another(opened: Opened) -> None:
    files = {"package.json": '{"packageManager": "yarn@4.1.0"}', "package-lock.json": "", "yarn.lock": ""}
    (found,) = opened(files).packages()

    assert (found.manager, found.lock) == ("yarn", "yarn.lock")


@pytest.mark.parametrize(
    "top",
    [
        {"package.json": '{"workspaces": ["packages/*", "apps/**", "!**/old"]}'},
        {"package.json": '{"workspaces": {"packages": ["{packages,apps}/*", "!apps/old"]}}'},
        {"package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n  - apps/*\n  - '!apps/old'\n"},
        {"package.json": "{}", "lerna.json": '{"packages": ["packages/*", "apps/web"]}'},
    ],
)
def test_members(top: dict[str, str], opened: Opened) -> None:
    members = ("apps/old", "apps/web", "packages/ui", "elsewhere/x")
    snapshot = opened({**top, "yarn.lock": "", **{f"{root}/package.json": "{}" for root in members}})
    found = {package.root: package for package in snapshot.packages()}

    assert found[""].workspaces == ("apps/web", "packages/ui")
    assert (found["apps/web"].manager, found["apps/web"].lock) == ("yarn", "yarn.lock")
    assert (found["elsewhere/x"].manager, found["elsewhere/x"].lock) == ("npm", None)


def test_package_of_a_file(opened: Opened) -> None:
    files = {"package.json": "{}", "web/package.json": "{}", "requirements.txt": "flask\n"}
    snapshot = opened(files)

    assert [getattr(snapshot.package_of(path), "path", None) for path in ("web/src/a.ts", "b.js", "web/x.py")] == [
        "web/package.json",
        "package.json",
        "requirements.txt",
    ]


def test_file_without_a_manifest(opened: Opened) -> None:
    assert opened({"web/package.json": "{}"}).package_of("api/a.ts") is None
