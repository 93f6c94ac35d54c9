"""A path means a file whose ending it may leave out, replace or query."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

CASES: dict[str, tuple[tuple[str, ...], str, str, str | None]] = {
    "left out": (("src/a.tsx",), "src/m.js", "./a", "src/a.tsx"),
    "TypeScript prefers its own": (("src/a.js", "src/a.ts"), "src/m.ts", "./a", "src/a.ts"),
    "JavaScript prefers its own": (("src/a.js", "src/a.ts"), "src/m.js", "./a", "src/a.js"),
    ".js for .ts": (("src/a.ts",), "src/m.ts", "./a.js", "src/a.ts"),
    ".jsx for .tsx": (("src/a.tsx",), "src/m.ts", "./a.jsx", "src/a.tsx"),
    ".mjs for .mts": (("src/a.mts",), "src/m.ts", "./a.mjs", "src/a.mts"),
    "a dot in the name": (("src/user.service.ts",), "src/m.ts", "./user.service", "src/user.service.ts"),
    "a folder": (("src/a/index.ts",), "src/m.ts", "./a", "src/a/index.ts"),
    "a file before a folder": (("src/a.ts", "src/a/index.ts"), "src/m.ts", "./a", "src/a.ts"),
    "a folder by its slash": (("src/a.ts", "src/a/index.ts"), "src/m.ts", "./a/", "src/a/index.ts"),
    "the folder itself": (("src/index.js",), "src/m.js", ".", "src/index.js"),
    "the folder above": (("index.js",), "src/m.js", "..", "index.js"),
    "declarations alone": (("src/types.d.ts",), "src/m.ts", "./types", "src/types.d.ts"),
    "a component": (("src/A.vue",), "src/m.ts", "./A.vue", "src/A.vue"),
    "a component without its ending": (("src/A.vue",), "src/m.ts", "./A", None),
    "from a component": (("src/a.ts",), "src/A.vue", "./a", "src/a.ts"),
    "a style": (("src/a.module.css",), "src/m.ts", "./a.module.css", "src/a.module.css"),
    "a query": (("src/a.svg",), "src/m.ts", "./a.svg?url", "src/a.svg"),
    "two queries": (("src/a.txt",), "src/m.ts", "./a.txt?raw&inline", "src/a.txt"),
    "a loader": (("src/a.txt",), "src/m.js", "!!raw-loader!./a.txt", "src/a.txt"),
    "data": (("src/a.json",), "src/m.js", "./a", "src/a.json"),
    "from the root": (("src/a.ts",), "index.html", "/src/a.ts", "src/a.ts"),
    "a public file": (("public/logo.svg",), "src/m.ts", "/logo.svg", "public/logo.svg"),
    "another case": (("src/A.ts",), "src/m.ts", "./a", None),
}


@pytest.mark.parametrize("case", CASES)
def test_path(case: str, opened: Opened) -> None:
    files, path, specifier, expected = CASES[case]
    assert (
        opened({"package.json": "{}", path: "", **dict.fromkeys(files, "")}).resolve_import(path, specifier) == expected
    )


def test_endings_that_a_configuration_adds(opened: Opened) -> None:
    config = "export default { resolve: { extensions: ['.js', '.vue'] } }"

    assert opened({"vite.config.js": config, "src/A.vue": ""}).resolve_import("src/m.js", "./A") == "src/A.vue"


def test_main_of_a_folder(opened: Opened) -> None:
    files = {"lib/package.json": '{"main": "./own.js"}', "lib/own.js": ""}

    assert opened(files).resolve_import("m.js", "./lib") == "lib/own.js"
