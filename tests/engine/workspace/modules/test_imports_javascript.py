"""Every way of importing is read, with its names and its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]
Names = tuple[tuple[str, str], ...]

NAMES: dict[str, tuple[str, Names]] = {
    "import './x'": ("import './x'", ()),
    "default": ("import a from './x'", (("default", "a"),)),
    "named": ("import { a, b as c, 'd-e' as f } from './x'", (("a", "a"), ("b", "c"), ("d-e", "f"))),
    "namespace": ("import * as a from './x'", (("*", "a"),)),
    "both": ("import a, { b } from './x'", (("default", "a"), ("b", "b"))),
    "import equals": ("import a = require('./x');", (("*", "a"),)),
    "require": ("const a = require('./x')", (("*", "a"),)),
    "require, named": ("const { a, b: c, d = 1 } = require('./x')", (("a", "a"), ("b", "c"), ("d", "d"))),
    "require, a member": ("const a = require('./x').b", (("b", "a"),)),
    "require, bare": ("require('./x');", ()),
    "awaited": ("const { a } = await import('./x');", (("a", "a"),)),
    "export": ("export { a, b as c } from './x'", (("a", "a"), ("b", "c"))),
    "export star": ("export * from './x'", (("*", "*"),)),
    "export star as": ("export * as a from './x'", (("*", "a"),)),
}


@pytest.mark.parametrize("case", NAMES)
def test_names(case: str, opened: Opened) -> None:
    text, names = NAMES[case]
    source = f"// 😀 first\n{text}\nuse(1)\n"
    (found,) = opened({"a.ts": source}).imports("a.ts")

    assert (found.specifier, found.names, found.line) == ("./x", names, 2)
    assert source[found.start : found.end] == text
    assert source[found.specifier_start : found.specifier_end] == "./x"
    assert found.is_export == text.startswith("export")


@pytest.mark.parametrize(
    ("text", "is_type"),
    [
        ("import type { A } from './x'", True),
        ("import { type A } from './x'", True),
        ("import { type A, b } from './x'", False),
        ("export type { A } from './x'", True),
        ("import './x'", False),
    ],
)
def test_types(text: str, is_type: bool, opened: Opened) -> None:
    assert [found.is_type for found in opened({"a.ts": text}).imports("a.ts")] == [is_type]


def test_call_inside_an_expression_is_its_own_place(opened: Opened) -> None:
    source = "const routes = [{ path: '/', component: () => import(/* webpackChunkName: 'x' */ './x') }, { b: 1 }]\n"
    (found,) = opened({"a.js": source}).imports("a.js")

    assert source[found.start : found.end] == "import(/* webpackChunkName: 'x' */ './x')"


def test_one_of_several_declarators_is_not_the_statement(opened: Opened) -> None:
    source = "const a = require('./a'), b = require('./b')\n"
    found = opened({"a.js": source}).imports("a.js")

    assert [source[one.start : one.end] for one in found] == ["require('./a')", "require('./b')"]


def test_order_and_windows_lines(opened: Opened) -> None:
    source = "import a from './a'\r\nconst b = require('./b')\r\nexport * from './c'\r\n"
    found = opened({"a.js": source}).imports("a.js")

    assert [(one.specifier, one.line) for one in found] == [("./a", 1), ("./b", 2), ("./c", 3)]


def test_what_only_looks_like_an_import(opened: Opened) -> None:
    source = "// import a from './a'\nconst s = \"require('./b')\"\nrequire(name)\nx.require('./c')\n"

    assert opened({"a.js": source}).imports("a.js") == ()
