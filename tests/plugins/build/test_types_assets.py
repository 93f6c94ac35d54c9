"""A picture that is there and that TypeScript does not know."""

from __future__ import annotations

REPORT = (
    "src/App.tsx(1,18): error TS2307: Cannot find module './logo.svg' or its corresponding type declarations.\n"
    "src/App.tsx(2,18): error TS2307: Cannot find module './icon.png' or its corresponding type declarations.\n"
)
FILES = {
    "src/App.tsx": "import logo from './logo.svg';\nimport icon from './icon.png';\nf(logo, icon);\n",
    "src/logo.svg": "<svg/>\n",
    "src/icon.png": "x\n",
}


def test_the_bundlers_declarations_are_referred_to_once(fix):
    got = fix(FILES, REPORT, {"vite": "^5.0.0"})
    assert got.files == {"src/vite-env.d.ts": '/// <reference types="vite/client" />\n'}


def test_where_they_are_referred_to_the_report_is_of_another_commit(fix):
    files = {**FILES, "src/env.d.ts": '/// <reference types="vite/client" />\n'}
    got = fix(files, REPORT, {"vite": "^5.0.0"})
    assert got.files == {}
    assert "another commit" in got.reason


def test_without_a_known_bundler_nothing_is_declared(fix):
    assert fix(FILES, REPORT, {"parcel": "^2.0.0"}).files == {}
