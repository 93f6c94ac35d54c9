"""What Yarn and pnpm have locked, and the packages of a monorepo together."""

import json

import pytest

from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.sdk.packages import InstallRequest
from autofix.sdk.sandbox import Job

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

# Older than the newest that the range allows: whoever does not follow the lock takes another.
MS = "sha512-sGkPx+VjMtmA6MX27oA4FBFELFCZZ4S4XqeGOXCv68tT+jb3vk/RyaKWP0PTKyWtmLSM0b+adUTEvbs1PEaH2w=="
MANIFEST = {"name": "x", "version": "1.0.0", "dependencies": {"ms": "^2.0.0"}}
YARN_LOCK = f"""\
# yarn lockfile v1


ms@^2.0.0:
  version "2.1.2"
  resolved "https://registry.example/ms/-/ms-2.1.2.tgz#d09d1f357b443f493382a8eb3ccd183872ae6009"
  integrity {MS}
"""
PNPM_LOCK = f"""\
lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      ms:
        specifier: ^2.0.0
        version: 2.1.2

packages:

  ms@2.1.2:
    resolution: {{integrity: {MS}}}

snapshots:

  ms@2.1.2: {{}}
"""


def install(folder, files, **fields):
    encoded = {path: text if isinstance(text, str) else json.dumps(text) for path, text in files.items()}
    request = InstallRequest("npm", "", {p: t.encode() for p, t in encoded.items()}, may_install=True, **fields)
    return PackageProvider(open_sandbox(), folder).provide(request)


def ask(installed, tree, folder, script):
    """What Node prints in ``folder`` of the repository ``tree`` with the installed packages."""
    sandbox = open_sandbox()
    job = Job(argv=(sandbox.tools["node"], "-p", script), tree=tree, cwd=folder, mounts=installed.mounts)
    done = sandbox.run(job)
    return done.stdout.decode().strip() or done.stderr.decode()


@pytest.mark.parametrize(
    ("name", "lock"), [("yarn.lock", YARN_LOCK), ("pnpm-lock.yaml", PNPM_LOCK)], ids=["yarn", "pnpm"]
)
def test_the_lock_is_followed(tmp_path, name, lock):
    (tmp_path / "tree").mkdir()
    installed = install(tmp_path / "cache", {"package.json": MANIFEST, name: lock})

    assert ask(installed, tmp_path / "tree", ".", "require('ms/package.json').version") == "2.1.2"
    assert ask(install(tmp_path / "cache", {"package.json": MANIFEST}), tmp_path / "tree", ".",
               "require('ms/package.json').version") != "2.1.2"  # fmt: skip


def test_a_lock_of_pnpm_is_brought_up_to_date(tmp_path):
    manifest = {**MANIFEST, "dependencies": {"ms": "^2.0.0", "inherits": "2.0.4"}}

    installed = install(
        tmp_path / "cache", {"package.json": manifest, "pnpm-lock.yaml": PNPM_LOCK}, declared=("inherits",)
    )

    lock = installed.locks["pnpm-lock.yaml"].decode()
    assert "inherits@2.0.4" in lock
    assert "ms@2.1.2" in lock
    assert "://" not in lock


@pytest.mark.parametrize("manager", ["npm", "pnpm"])
def test_the_packages_of_a_monorepo_see_each_other_and_what_each_declares(tmp_path, manager):
    wanted = "workspace:*" if manager == "pnpm" else "*"
    files = {
        "package.json": {"name": "top", "private": True, "workspaces": ["packages/*"]},
        "packages/api/package.json": {"name": "api", "dependencies": {"@shop/money": wanted, "ms": "2.1.2"}},
        "packages/money/package.json": {"name": "@shop/money", "version": "1.0.0", "main": "index.js"},
    }
    if manager == "pnpm":
        files["pnpm-workspace.yaml"] = "packages:\n  - packages/*\n"
    tree = tmp_path / "tree"
    for path, content in {**files, "packages/money/index.js": "module.exports = 'a lot';\n"}.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(content if isinstance(content, str) else json.dumps(content))

    installed = install(tmp_path / "cache", files, members=("packages/api", "packages/money"))

    script = "require('@shop/money') + ' ' + require('ms/package.json').version"
    assert ask(installed, tree, "packages/api", script) == "a lot 2.1.2"
