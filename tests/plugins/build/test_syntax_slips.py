"""Slips of the hand that stop every parser."""

from __future__ import annotations

import pytest

ESBUILD = (
    "vite v6.3.5 building for production...\n[vite:esbuild] Transform failed with 1 error:\n/app/src/App.jsx:1:{0}: ERROR: "
    'Expected ";" but found "x"\nfile: /app/src/App.jsx:1:{0}\n'
)
REST = "\n\nexport default a;\n"


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("import a from './a'zz", "import a from './a'"),
        ("gimport a from './a';", "import a from './a';"),
        ('import a from "./a\u201d;', 'import a from "./a";'),
        ("import a from \u2018./a\u2019", "import a from './a'"),
    ],
)
def test_it_is_taken_out(fix, line, right):
    got = fix({"src/App.jsx": line + REST, "src/a.js": "export default 1;\n"}, ESBUILD.format(8))
    assert got.files == {"src/App.jsx": right + REST}


@pytest.mark.parametrize("line", ["const a = 'from it\u2019s own' b;", "important from './a'", "import a b from './a'"])
def test_another_line_is_left_alone(fix, line):
    assert fix({"src/App.jsx": line + REST}, ESBUILD.format(8)).files == {}


SWC = (
    "Failed to compile.\n\n./src/App.jsx\nError: \n  x Unexpected token. Did you mean `{{'>'}}` or `&gt;`?\n"
    "   ,-[/app/src/App.jsx:1:1]\n {0} |       >\n   :       ^\n   `----\n\nCaused by:\n    Syntax Error\n"
)


@pytest.mark.parametrize(("tag", "is_closed"), [('<svg width="1">', True), ("<svg", False)])
def test_a_bracket_below_a_tag_that_is_closed_goes(fix, tag, is_closed):
    rest = "\n        <path />\n      </svg>\n);\nexport default App;\n"
    text = f"const App = () => (\n      {tag}\n      >{rest}"
    got = fix({"src/App.jsx": text}, SWC.format(3), {"next": "14.2.5"})
    assert got.files == ({"src/App.jsx": f"const App = () => (\n      {tag}{rest}"} if is_closed else {})
