"""The names a CommonJS file exports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

CASES: dict[str, tuple[str, set[str]]] = {
    "an object": ("module.exports = { a, 'b': 1, c() {}, get d() { return 1 } }", {"a", "b", "c", "d"}),
    "members": ("exports.a = exports.b = 1\nmodule.exports.c = 2\nexports['d'] = 3", {"a", "b", "c", "d"}),
    "a variable": ("const api = { a: 1 }\napi.b = 2\nmodule.exports = api", {"a", "b"}),
    "both at once": ("exports = module.exports = { a: 1 }", {"a"}),
    "a function with members": ("function f() {}\nf.a = 1\nmodule.exports = f", {"a"}),
    "assigned": ("Object.assign(exports, { a: 1 }, require('./other'))", {"a", "x"}),
    "defined": ("Object.defineProperty(exports, '__esModule', {})\nObject.defineProperty(exports, 'a', {})", {"a"}),
    "spread": ("const o = require('./other')\nmodule.exports = { ...o, ...require('./other'), a: 1 }", {"a", "x"}),
    "passed on": ("module.exports = require('./other')", {"x"}),
    "compiled": ("tslib_1.__exportStar(require('./other'), exports)", {"x"}),
}


@pytest.mark.parametrize("case", CASES)
def test_names(case: str, opened: Opened) -> None:
    text, names = CASES[case]
    found = opened({"a.js": text, "other.js": "module.exports = { x: 1 }"}).exports("a.js")

    assert (found.names - {"default"}, found.is_complete) == (names, True)


def test_module_exports_is_the_default(opened: Opened) -> None:
    snapshot = opened({"a.js": "module.exports = class A {}", "b.js": "exports.a = 1"})

    assert snapshot.exports("a.js").names == {"default"}
    assert snapshot.exports("b.js").names == {"a"}


@pytest.mark.parametrize(
    "text",
    [
        "module.exports = make()",
        "module.exports = { [key]: 1 }",
        "for (const n of names) exports[n] = 1",
        "module.exports = require('package')",
        "module.exports = { ...unknown }",
    ],
)
def test_what_one_cannot_know_all_of(text: str, opened: Opened) -> None:
    assert not opened({"a.js": text}).exports("a.js").is_complete
