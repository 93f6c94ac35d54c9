"""Names of JavaScript and TypeScript files stand for what their declarations and imports say."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot

CASES: dict[str, tuple[dict[str, str], str, str, str]] = {
    "a variable": ({"a.js": "const x = 1;"}, "x", "a.js", "1"),
    "a function": ({"a.js": "function f() {}"}, "f", "a.js", "function f() {}"),
    "a class": ({"a.ts": "export abstract class C {}"}, "C", "a.ts", "abstract class C {}"),
    "module level before local": ({"a.js": "function f() { const x = 1; }\nconst x = 2;"}, "x", "a.js", "2"),
    "local alone": ({"a.js": "function f() { const x = 1; }"}, "x", "a.js", "1"),
    "assigned later": ({"a.js": "let x;\nx = 5;"}, "x", "a.js", "5"),
    "members": ({"a.js": "const c = { cors: { 'origins': [1] } };"}, "c.cors.origins", "a.js", "[1]"),
    "a spread member": ({"a.js": "const b = { x: 1 };\nconst c = { ...b, y: 2 };"}, "c.x", "a.js", "1"),
    "a member assigned later": ({"a.js": "const c = {};\nc.port = 9;"}, "c.port", "a.js", "9"),
    "as const": ({"a.ts": "const x = ['a'] as const;"}, "x", "a.ts", "['a']"),
    "satisfies": ({"a.ts": "const x = (['a'] satisfies string[])!;"}, "x", "a.ts", "['a']"),
    "frozen": ({"a.js": "const x = Object.freeze(['a']);"}, "x", "a.js", "['a']"),
    "an alias": ({"a.js": "const y = [1];\nconst x = y;"}, "x", "a.js", "[1]"),
    "destructured": ({"a.js": "const { p: { q: x } } = { p: { q: 4 } };"}, "x", "a.js", "4"),
    "a destructured default": ({"a.js": "const { x = 4 } = options;"}, "x", "a.js", "4"),
    "an enum": ({"a.ts": "enum E { A = 3 }"}, "E.A", "a.ts", "3"),
    "a static member": ({"a.ts": "class C { static x = 3; }"}, "C.x", "a.ts", "3"),
    "an export of an instance": (
        {"a.ts": "import c from './b';", "b.ts": "class C { x = 3; }\nexport default new C();"},
        "c.x",
        "b.ts",
        "3",
    ),
    "a default import": ({"a.js": "import x from './b';", "b.js": "export default [1];"}, "x", "b.js", "[1]"),
    "a default import of a name": (
        {"a.js": "import x from './b';", "b.js": "const y = [1];\nexport { y as default };"},
        "x",
        "b.js",
        "[1]",
    ),
    "a default import of CommonJS": (
        {"a.js": "import x from './b';", "b.js": "module.exports = [1];"},
        "x",
        "b.js",
        "[1]",
    ),
    "a renamed import": (
        {"a.js": "import { y as x } from './b';", "b.js": "export const y = 1;"},
        "x",
        "b.js",
        "1",
    ),
    "a namespace import": (
        {"a.js": "import * as ns from './b';", "b.js": "export const y = 1;"},
        "ns.y",
        "b.js",
        "1",
    ),
    "required": (
        {"a.js": "const x = require('./b');", "b.js": "module.exports = { y: 1 };"},
        "x.y",
        "b.js",
        "1",
    ),
    "required by name": (
        {"a.js": "const { y } = require('./b');", "b.js": "const y = 1;\nmodule.exports = { y };"},
        "y",
        "b.js",
        "1",
    ),
    "a member of require": (
        {"a.js": "const x = require('./b').y;", "b.js": "exports.y = 1;"},
        "x",
        "b.js",
        "1",
    ),
    "module.exports.y": (
        {"a.js": "const { y } = require('./b');", "b.js": "module.exports.y = 1;"},
        "y",
        "b.js",
        "1",
    ),
    "chained exports": (
        {"a.js": "const x = require('./b');", "b.js": "exports = module.exports = f;"},
        "x",
        "b.js",
        "f",
    ),
    "re-exported": (
        {
            "a.js": "import { x } from './b';",
            "b.js": "export { y as x } from './c';",
            "c.js": "export const y = 1;",
        },
        "x",
        "c.js",
        "1",
    ),
    "export star": (
        {
            "a.ts": "import { x } from './b';",
            "b/index.ts": "export * from './c';",
            "b/c.ts": "export let x = 1;",
        },
        "x",
        "b/c.ts",
        "1",
    ),
    "export star as": (
        {
            "a.ts": "import { ns } from './b';",
            "b.ts": "export * as ns from './c';",
            "c.ts": "export let x = 1;",
        },
        "ns.x",
        "c.ts",
        "1",
    ),
    "TypeScript's import and export assignment": (
        {"a.ts": "import x = require('./b');", "b.ts": "const y = { z: 1 };\nexport = y;"},
        "x.z",
        "b.ts",
        "1",
    ),
    "a field of this": ({"a.ts": "class C { p = 1; q() { return this.p; } }"}, "this.p", "a.ts", "1"),
}


def snapshot(folder: Path, files: dict[str, str]) -> Snapshot:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Snapshot(FolderSource(folder))


@pytest.mark.parametrize("case", CASES)
def test_definition(case: str, tmp_path: Path) -> None:
    files, name, expected_file, expected_text = CASES[case]
    found = snapshot(tmp_path, files).definition(next(iter(files)), name)
    assert found is not None
    assert (found.file, found.node.text()) == (expected_file, expected_text)


def test_files_that_import_each_other_end(tmp_path: Path) -> None:
    files = {
        "a.js": "export { x } from './b';\nexport * from './b';",
        "b.js": "export { x } from './a';\nexport * from './a';",
    }
    workspace = snapshot(tmp_path, {**files, "c.js": "import { x } from './a';\nlet y = y;\n"})
    assert workspace.definition("c.js", "x") is None
    assert workspace.definition("c.js", "gone.member") is None


def test_a_package_and_a_parameter_have_no_definition(tmp_path: Path) -> None:
    workspace = snapshot(tmp_path, {"a.js": "import cors from 'cors';\nfunction f(p) {}\n"})
    assert workspace.definition("a.js", "cors") is None
    assert workspace.definition("a.js", "p") is None


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("./x", "src/x.ts"),
        ("./x.js", "src/x.ts"),
        ("./view.jsx", "src/view.tsx"),
        ("./folder", "src/folder/index.mjs"),
        ("../data.json", "data.json"),
        ("..", "index.js"),
        ("@/x", "src/x.ts"),
        ("folder/index.mjs", "src/folder/index.mjs"),
        ("@shop/shared", "packages/shared/src/index.ts"),
        ("#x", "src/x.ts"),
        ("express", None),
        ("../../outside", None),
        ("/etc/passwd", None),
    ],
)
def test_specifiers(specifier: str, expected: str | None, tmp_path: Path) -> None:
    files = {
        "tsconfig.base.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}, /* c */ "baseUrl": "src"}}',
        "tsconfig.json": '{"extends": "./tsconfig.base.json", "compilerOptions": {"paths": {"@/*": ["../src/*"],},},}',
        "package.json": '{"imports": {"#*": "./src/*.js"}}',
        "packages/shared/package.json": '{"name": "@shop/shared", "main": "dist/index.js"}',
        "packages/shared/src/index.ts": "",
        "src/main.ts": "",
        "src/x.ts": "",
        "src/view.tsx": "",
        "src/folder/index.mjs": "",
        "data.json": "{}",
        "index.js": "",
    }
    assert snapshot(tmp_path, files).resolve_import("src/main.ts", specifier) == expected


def test_deep_nesting_is_no_problem(tmp_path: Path) -> None:
    depth = 20_000
    text = "const x = " + "(" * depth + "1" + ")" * depth + ";\nconst y = " + "[" * depth + "]" * depth + ";\n"
    workspace = snapshot(tmp_path, {"a.js": text})
    found = workspace.definition("a.js", "x")
    assert found is not None
    assert found.node.text() == "1"
