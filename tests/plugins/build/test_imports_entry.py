"""The script that index.html names."""

from __future__ import annotations

import pytest

REPORT = (
    'vite v5.2.11 building for production...\nerror during build:\n[vite]: Rollup failed to resolve import "/src/main.js" '
    'from "/app/index.html".\n'
)
PAGE = '<!doctype html>\n<div id="root"></div>\n<script type="module" src="/src/main.js"></script>\n'


@pytest.mark.parametrize("there", ["src/main.jsx", "src/Main.js", "src/index.tsx"])
def test_the_entry_that_there_is_is_loaded(fix, there):
    got = fix({"index.html": PAGE, there: "a();\n", "src/App.jsx": "b();\n"}, REPORT)
    assert got.files == {"index.html": PAGE.replace("/src/main.js", f"/{there}")}


@pytest.mark.parametrize("others", [("src/main.jsx", "src/main.ts"), ("src/App.jsx",)])
def test_no_one_entry_is_meant(fix, others):
    assert fix({"index.html": PAGE, **dict.fromkeys(others, "a();\n")}, REPORT).files == {}
