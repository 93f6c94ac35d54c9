"""A bare specifier leads where the nearest tsconfig.json or jsconfig.json says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

COMMENTED = """{
  // where the sources are
  "compilerOptions": {
    "baseUrl": ".", /* the top */
    "paths": { "@/*": ["src/*"], "~config": ["src/config/index.ts",], "url": ["http://x//y"], },
  },
}
"""

CASES: dict[str, tuple[dict[str, str], str, str, str | None]] = {
    "paths, comments and trailing commas": (
        {"tsconfig.json": COMMENTED, "src/a/b.ts": ""},
        "src/main.ts",
        "@/a/b",
        "src/a/b.ts",
    ),
    "a pattern without a star": (
        {"tsconfig.json": COMMENTED, "src/config/index.ts": ""},
        "src/main.ts",
        "~config",
        "src/config/index.ts",
    ),
    "baseUrl alone": (
        {"jsconfig.json": '{"compilerOptions": {"baseUrl": "src"}}', "src/components/App.jsx": ""},
        "src/index.js",
        "components/App",
        "src/components/App.jsx",
    ),
    "paths without baseUrl": (
        {"web/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}', "web/src/a.ts": ""},
        "web/src/main.ts",
        "@/a",
        "web/src/a.ts",
    ),
    "extended by path, counted from the parent": (
        {
            "tsconfig.base.json": '{"compilerOptions": {"paths": {"@lib/*": ["libs/*/src"]}}}',
            "apps/web/tsconfig.json": '{"extends": "../../tsconfig.base"}',
            "libs/ui/src/index.ts": "",
        },
        "apps/web/main.ts",
        "@lib/ui",
        "libs/ui/src/index.ts",
    ),
    "several extended, the last wins": (
        {
            "one.json": '{"compilerOptions": {"paths": {"@/*": ["one/*"]}}}',
            "two.json": '{"compilerOptions": {"paths": {"@/*": ["two/*"]}}}',
            "tsconfig.json": '{"extends": ["./one.json", "./two.json"]}',
            "one/a.ts": "",
            "two/a.ts": "",
        },
        "main.ts",
        "@/a",
        "two/a.ts",
    ),
    "extended from a package of the repository": (
        {
            "packages/config/package.json": '{"name": "@acme/config"}',
            "packages/config/react.json": '{"compilerOptions": {"paths": {"@/*": ["${configDir}/src/*"]}}}',
            "apps/web/tsconfig.json": '{"extends": "@acme/config/react.json"}',
            "apps/web/src/a.ts": "",
        },
        "apps/web/src/main.ts",
        "@/a",
        "apps/web/src/a.ts",
    ),
    "referenced": (
        {
            "tsconfig.json": '{"files": [], "references": [{"path": "./tsconfig.app.json"}, {"path": "./node"}]}',
            "tsconfig.app.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
            "node/tsconfig.json": '{"compilerOptions": {"paths": {"#tools/*": ["./tools/*"]}}}',
            "node/tools/t.ts": "",
        },
        "src/main.ts",
        "#tools/t",
        "node/tools/t.ts",
    ),
    "the closest pattern first": (
        {
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["a/*"], "@/ui/*": ["b/*"]}}}',
            "a/ui/x.ts": "",
            "b/x.ts": "",
        },
        "main.ts",
        "@/ui/x",
        "b/x.ts",
    ),
    "the nearest configuration alone": (
        {
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
            "api/tsconfig.json": "{}",
            "x.ts": "",
        },
        "api/main.ts",
        "@/x",
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_specifier(case: str, opened: Opened) -> None:
    files, path, specifier, expected = CASES[case]
    assert opened({path: "", **files}).resolve_import(path, specifier) == expected
