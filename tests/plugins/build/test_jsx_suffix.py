"""JSX in files that end with .js, which Vite does not read it in."""

from __future__ import annotations

import pytest

VITE = {"react": "^18.2.0", "vite": "^5.2.0"}
MAIN = "import App from './App.js';\nimport Card from './Card';\nrun(App, Card);\n"
APP = "export default function App() {\n  return <p>hi</p>;\n}\n"
CARD = "export default () => <b />;\n"
REPORT = (
    "vite v5.4.21 building for production...\nerror during build:\n[vite:build-import-analysis] "
    "[plugin vite:build-import-analysis] src/App.js (2:18): Failed to parse source for import analysis because the "
    "content contains invalid JS syntax. If you are using JSX, make sure to name the file with the .jsx or .tsx "
    "extension.\nfile: /app/src/App.js:2:18\n"
)
ROLLUP = (
    "vite v5.2.11 building\nerror during build:\nsrc/App.js (2:9): Expression expected\nfile: /app/src/App.js:2:9\n"
)


@pytest.mark.parametrize("report", [REPORT, ROLLUP])
def test_every_file_that_the_build_would_stop_at_is_renamed(fix, report):
    got = fix({"src/main.js": MAIN, "src/App.js": APP, "src/Card.js": CARD}, report, VITE)
    assert got.files["src/App.jsx"] == APP
    assert got.files["src/Card.jsx"] == CARD
    assert got.files["src/main.js"] == MAIN.replace("./App.js", "./App.jsx")


def test_the_page_names_its_script_anew(fix):
    page = '<script type="module" src="/src/App.js"></script>\n'
    got = fix({"index.html": page, "src/App.js": APP}, REPORT, VITE)
    assert got.files["index.html"] == page.replace("App.js", "App.jsx")


@pytest.mark.parametrize("text", ["export default = 1;\n", "export const a = {;\n"])
def test_a_file_without_jsx_is_left_alone(fix, text):
    assert fix({"src/App.js": text}, ROLLUP, VITE).files == {}


def test_a_file_of_the_other_name_keeps_its_place(fix):
    assert fix({"src/App.js": APP, "src/App.jsx": APP}, REPORT, VITE).files == {}
