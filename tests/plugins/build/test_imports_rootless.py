"""An import from the top of the project, which nothing is configured for."""

from __future__ import annotations

VITE = {"react": "^18.2.0", "vite": "^5.2.0"}
REPORT = (
    "vite v5.4.21 building for production...\nerror during build:\n[vite]: Rollup failed to resolve import "
    '"{specifier}" from "/app/src/pages/Home.jsx".\n'
)


def test_it_is_written_relatively(fix):
    text = "import 'src/Home.css';\nexport const Home = () => null;\n"
    got = fix({"src/pages/Home.jsx": text, "src/pages/Home.css": ""}, REPORT.format(specifier="src/Home.css"), VITE)
    assert got.files == {"src/pages/Home.jsx": text.replace("src/Home.css", "./Home.css")}


def test_a_script_loses_no_suffix_it_never_had(fix):
    text = "import { money } from 'utils/money';\nmoney();\n"
    files = {"src/pages/Home.jsx": text, "src/utils/money.js": "export const money = 1;\n"}
    got = fix(files, REPORT.format(specifier="utils/money"), VITE)
    assert got.files == {"src/pages/Home.jsx": text.replace("utils/money", "../utils/money")}


def test_where_everything_is_written_so_the_configuration_lacks(fix):
    files = {f"src/pages/P{n}.jsx": "import { money } from 'utils/money';\nmoney();\n" for n in range(5)}
    files |= {"src/pages/Home.jsx": files["src/pages/P1.jsx"], "src/utils/money.js": "export const money = 1;\n"}
    assert fix(files, REPORT.format(specifier="utils/money"), VITE).files == {}


def test_a_package_is_no_folder(fix):
    text = "import { money } from 'utils/money';\nmoney();\n"
    files = {"src/pages/Home.jsx": text, "src/utils/money.js": "export const money = 1;\n"}
    assert fix(files, REPORT.format(specifier="utils/money"), {**VITE, "utils": "^0.3.1"}).files == {}
