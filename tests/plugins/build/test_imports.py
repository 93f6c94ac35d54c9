"""Imports whose path leads to no file."""

from __future__ import annotations

import pytest

VITE = (
    'error during build:\n[vite]: Rollup failed to resolve import "{0}" from "/app/{1}".\n'
    "This is most likely unintended because it can break your application at runtime.\n"
)
DEV = '[plugin:vite:import-analysis] Failed to resolve import "{0}" from "{1}". Does the file exist?\n'
RESOLVE = (
    "vite v5.4.2 building for production...\nerror during build:\n"
    'Could not resolve "{0}" from "{1}"\nfile: /app/{1}\n    at getRollupError (node_modules/rollup/dist/es/shared/parseAst.js:396:41)\n'
)
CRA = "Failed to compile.\n\nModule not found: Error: Can't resolve '{0}' in '/app/{2}'\n"
WEBPACK = (
    "ERROR in ./{1} {3}:0-40\nModule not found: Error: Can't resolve '{0}' in '/app/{2}'\n @ ./{1} {3}:0-40\n\n"
    "webpack 5.91.0 compiled with 1 error in 512 ms\n"
)
NEXT = (
    "Failed to compile.\n\n./{1}:{3}:1\nModule not found: Can't resolve '{0}'\n\n"
    "https://nextjs.org/docs/messages/module-not-found\n\n> Build failed because of webpack errors\n"
)
TSC = "{1}({3},20): error TS2307: Cannot find module '{0}' or its corresponding type declarations.\n"
ESLINT = "\n/app/{1}\n  {3}:20  error  Unable to resolve path to module '{0}'  import/no-unresolved\n\n✖ 1 problem (1 error, 0 warnings)\n"
BUTTON = "export default function Button() {\n  return null;\n}\n"
CONFIG = '{\n  // aliases\n  "compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}},\n}\n'


def printed(form: str, specifier: str, file: str, line: int = 1) -> str:
    return form.format(specifier, file, file.rpartition("/")[0], line)


@pytest.mark.parametrize("form", [DEV, RESOLVE, VITE, WEBPACK, NEXT, TSC, ESLINT])
def test_another_case_is_corrected_whatever_tool_says_so(fix, form):
    files = {
        "src/App.jsx": "import Button from './components/button';\n\nexport default Button;\n",
        "src/components/Button.jsx": BUTTON,
    }
    got = fix(files, printed(form, "./components/button", "src/App.jsx"))
    assert got.files == {"src/App.jsx": files["src/App.jsx"].replace("components/button", "components/Button")}


@pytest.mark.parametrize(
    ("specifier", "there", "right"),
    [
        ("./components/Header", "src/layout/Header.jsx", "./layout/Header"),
        ("./components/Headr", "src/components/Header.jsx", "./components/Header"),
        ("./component/Header", "src/components/Header.jsx", "./components/Header"),
        ("../components/Header", "src/components/Header.jsx", "./components/Header"),
        ("./Header", "src/components/Header/index.jsx", "./components/Header"),
        ("./components/Header.jsx", "src/components/header.jsx", "./components/header.jsx"),
        ("./components/site-header", "src/components/SiteHeader.tsx", "./components/SiteHeader"),
        ("./components/Header.js", "src/components/Header.jsx", "./components/Header.jsx"),
    ],
)
def test_the_one_file_that_is_meant_is_imported(fix, specifier, there, right):
    text = f'import Header from "{specifier}"\n\nexport default Header\n'
    got = fix({"src/App.jsx": text, there: BUTTON}, printed(DEV, specifier, "src/App.jsx"))
    assert got.files == {"src/App.jsx": text.replace(specifier, right)}


def test_a_specifier_with_js_stays_so_where_the_file_is_typescript(fix):
    text = "import { sum } from './lib/sums.js';\n\nconsole.log(sum);\n"
    files = {"src/main.ts": text, "src/lib/sum.ts": "export const sum = 1;\n"}
    got = fix(files, printed(TSC, "./lib/sums.js", "src/main.ts"))
    assert got.files == {"src/main.ts": text.replace("sums.js", "sum.js")}


def test_an_alias_is_kept(fix):
    files = {
        "tsconfig.json": CONFIG,
        "src/pages/Home.tsx": "import { Card } from '@/components/Card'\nimport { x } from '@/lib/x'\n\nexport default [Card, x]\n",
        "src/ui/Card.tsx": "export const Card = () => null\n",
        "src/lib/x.ts": "export const x = 1\n",
    }
    got = fix(files, printed(TSC, "@/components/Card", "src/pages/Home.tsx"))
    assert got.files == {"src/pages/Home.tsx": files["src/pages/Home.tsx"].replace("@/components/Card", "@/ui/Card")}


def test_an_alias_that_no_other_import_uses_is_known_by_the_configuration(fix):
    files = {
        "tsconfig.json": CONFIG,
        "src/pages/Home.tsx": "import { Card } from '@/components/card'\n\nexport default Card\n",
        "src/components/Card.tsx": "export const Card = () => null\n",
    }
    got = fix(files, printed(TSC, "@/components/card", "src/pages/Home.tsx"))
    assert got.files == {"src/pages/Home.tsx": files["src/pages/Home.tsx"].replace("/card", "/Card")}


def test_a_picture_is_found_where_it_lies(fix):
    text = "import logo from './logo.svg';\n\nexport default logo;\n"
    files = {"src/App.js": text, "src/assets/logo.svg": "<svg/>\n", "src/logo.js": "export default 1;\n"}
    got = fix(files, printed(RESOLVE, "./logo.svg", "src/App.js"))
    assert got.files == {"src/App.js": text.replace("./logo.svg", "./assets/logo.svg")}


def test_a_style_sheet_is_found_where_it_lies(fix):
    text = "import './App.css';\n\nexport default 1;\n"
    got = fix({"src/App.js": text, "src/styles/App.css": "a {}\n"}, printed(RESOLVE, "./App.css", "src/App.js"))
    assert got.files == {"src/App.js": text.replace("./App.css", "./styles/App.css")}


def test_a_component_of_vue_is_imported_with_its_suffix(fix):
    text = "<template><TheNav /></template>\n\n<script setup>\nimport TheNav from './components/Nav.vue'\n</script>\n"
    files = {"src/App.vue": text, "src/components/nav.vue": "<template><p /></template>\n"}
    got = fix(files, printed(DEV, "./components/Nav.vue", "src/App.vue"), {"vue": "^3.4.0"})
    assert got.files == {"src/App.vue": text.replace("Nav.vue", "nav.vue")}


def test_what_else_names_the_module_follows(fix):
    text = (
        "import { get } from '../api/client';\n\njest.mock('../api/client');\n\n"
        "const lazy = () => import('../api/client');\nexport { post } from '../api/client';\nget(lazy);\n"
    )
    files = {"src/setup/mocks.js": text, "src/http/client.js": "export const get = 1;\nexport const post = 2;\n"}
    got = fix(files, printed(DEV, "../api/client", "src/setup/mocks.js"))
    assert got.files == {"src/setup/mocks.js": text.replace("../api/client", "../http/client")}


def test_other_files_with_the_same_broken_import_follow(fix):
    files = {
        "src/a.js": "import { u } from './utils/dates';\nu();\n",
        "src/pages/b.js": "import { u } from '../utils/dates';\nu();\n",
        "src/lib/dates.js": "export const u = () => 1;\n",
    }
    got = fix(files, printed(RESOLVE, "./utils/dates", "src/a.js"))
    assert got.files == {
        "src/a.js": "import { u } from './lib/dates';\nu();\n",
        "src/pages/b.js": "import { u } from '../lib/dates';\nu();\n",
    }


def test_require_is_corrected_as_well(fix):
    text = "const express = require('express');\nconst users = require('./route/users');\nexpress(users);\n"
    files = {"server.js": text, "routes/users.js": "module.exports = 1;\n"}
    got = fix(files, printed(WEBPACK, "./route/users", "server.js", 2), {"express": "^4.0.0"})
    assert got.files == {"server.js": text.replace("./route/", "./routes/")}


def test_the_file_that_exports_what_is_imported_is_preferred(fix):
    text = "import { total } from './helper';\n\ntotal();\n"
    files = {
        "src/a.js": text,
        "src/x/helper.js": "export const other = 1;\n",
        "src/y/helper.js": "export const total = () => 1;\n",
    }
    got = fix(files, printed(DEV, "./helper", "src/a.js"))
    assert got.files == {"src/a.js": text.replace("./helper", "./y/helper")}


def test_a_test_is_left_to_people_even_where_it_has_the_same_import(fix):
    files = {
        "src/a.js": "import { u } from './utils/dates';\nu();\n",
        "src/a.test.js": "import { u } from './utils/dates';\ntest('u', u);\n",
        "src/lib/dates.js": "export const u = () => 1;\n",
    }
    got = fix(files, printed(RESOLVE, "./utils/dates", "src/a.js"))
    assert list(got.files) == ["src/a.js"]


def test_windows_line_ends_stay(fix):
    text = "import a from './Aa';\r\n\r\nexport default a;\r\n"
    got = fix({"src/x.js": text, "src/aa.js": "export default 1;\r\n"}, printed(DEV, "./Aa", "src/x.js"))
    assert got.files == {"src/x.js": text.replace("./Aa", "./aa")}


def test_casing_as_typescript_says_it(fix):
    report = (
        "src/App.tsx(1,20): error TS1261: Already included file name '/app/src/components/header.tsx' differs from file name "
        "'/app/src/components/Header.tsx' only in casing.\n"
    )
    text = "import Header from './components/header';\n\nexport default Header;\n"
    got = fix({"src/App.tsx": text, "src/components/Header.tsx": BUTTON}, report)
    assert got.files == {"src/App.tsx": text.replace("/header", "/Header")}


def test_an_import_of_nothing_that_nothing_uses_goes(fix):
    text = "import React from 'react';\nimport Old from './Old';\n\nexport default React;\n"
    got = fix({"src/App.jsx": text}, printed(DEV, "./Old", "src/App.jsx", 2))
    assert got.files == {"src/App.jsx": "import React from 'react';\n\nexport default React;\n"}


def test_a_style_sheet_that_is_nowhere_is_imported_no_longer(fix):
    text = "import './App.css';\nimport React from 'react';\n\nexport default React;\n"
    got = fix({"src/App.jsx": text}, printed(DEV, "./App.css", "src/App.jsx"))
    assert got.files == {"src/App.jsx": text.replace("import './App.css';\n", "")}


def test_a_monorepos_package_is_told_by_the_path(fix):
    files = {
        "package.json": '{"name": "top", "private": true, "workspaces": ["packages/*"]}\n',
        "packages/a/package.json": '{"name": "a"}\n',
        "packages/b/package.json": '{"name": "b"}\n',
        "packages/a/src/x.ts": "import { q } from './Q';\nq();\n",
        "packages/a/src/q.ts": "export const q = () => 1;\n",
        "packages/b/src/x.ts": "export const other = 1;\n",
    }
    got = fix(files, printed(TSC, "./Q", "packages/a/src/x.ts"))
    assert got.files == {"packages/a/src/x.ts": "import { q } from './q';\nq();\n"}


@pytest.mark.parametrize("others", [0, 1])
def test_a_default_is_found_by_its_own_name_where_one_file_has_it(fix, others):
    files = {
        "src/App.jsx": "import Button from './components/Press';\n\nexport default Button;\n",
        "src/components/Control.jsx": BUTTON,
        **({"src/widgets/Knob.jsx": BUTTON} if others else {}),
    }
    got = fix(files, printed(RESOLVE, "./components/Press", "src/App.jsx"))
    right = files["src/App.jsx"].replace("components/Press", "components/Control")
    assert got.files == ({} if others else {"src/App.jsx": right})
