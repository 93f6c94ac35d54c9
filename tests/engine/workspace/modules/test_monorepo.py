"""A package of the repository is found by its name, as its manifest gives it out."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

UI = {
    "name": "@acme/ui",
    "exports": {
        ".": {"types": "./dist/index.d.ts", "import": "./dist/index.js"},
        "./button": "./src/button.tsx",
        "./icons/*": {"node": [{"import": "./src/icons/*.tsx"}], "default": "./dist/icons/*.js"},
        "./internal/*": None,
    },
}
FILES = {
    "packages/ui/package.json": json.dumps(UI),
    "packages/ui/src/index.ts": "",
    "packages/ui/src/button.tsx": "",
    "packages/ui/src/icons/star.tsx": "",
    "packages/ui/src/internal/secret.ts": "",
    "packages/tools/package.json": '{"name": "tools", "main": "build/main.js"}',
    "packages/tools/src/main.ts": "",
    "packages/tools/src/deep/inner.ts": "",
    "apps/web/package.json": '{"name": "web", "imports": {"#db": "./src/db.ts", "#env/*": {"default": "./env/*.js"}}}',
    "apps/web/src/db.ts": "",
    "apps/web/env/local.js": "",
    "apps/web/main.ts": "",
}

CASES: dict[str, tuple[str, str | None]] = {
    "the package, by the source of what is built": ("@acme/ui", "packages/ui/src/index.ts"),
    "a path it exports": ("@acme/ui/button", "packages/ui/src/button.tsx"),
    "a pattern it exports, below conditions": ("@acme/ui/icons/star", "packages/ui/src/icons/star.tsx"),
    "a path it does not export": ("@acme/ui/src/button", None),
    "a path it withholds": ("@acme/ui/internal/secret", None),
    "by main": ("tools", "packages/tools/src/main.ts"),
    "a path of a package without exports": ("tools/deep/inner", "packages/tools/src/deep/inner.ts"),
    "a subpath import": ("#db", "apps/web/src/db.ts"),
    "a pattern of subpath imports": ("#env/local", "apps/web/env/local.js"),
    "a package that is not here": ("react", None),
}


@pytest.mark.parametrize("case", CASES)
def test_specifier(case: str, opened: Opened) -> None:
    specifier, expected = CASES[case]
    assert opened(FILES).resolve_import("apps/web/main.ts", specifier) == expected


def test_top_package_does_not_take_the_place_of_a_dependency(opened: Opened) -> None:
    snapshot = opened({"package.json": '{"name": "vue", "main": "index.js"}', "index.js": "", "src/a.js": ""})

    assert snapshot.resolve_import("src/a.js", "vue") is None
