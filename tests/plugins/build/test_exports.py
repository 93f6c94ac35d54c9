"""Imports of names that their module does not export."""

from __future__ import annotations

import pytest

TSC = "src/App.tsx({2},10): error TS2305: Module '\"{1}\"' has no exported member '{0}'.\n"
ROLLUP = (
    'vite v5.4.2 building for production...\nerror during build:\nsrc/App.tsx ({2}:9): "{0}" is not exported by "{3}", imported by "src/App.tsx".\n'
    "file: /app/src/App.tsx:{2}:9\n"
)
CRA = "Failed to compile.\n\n./src/App.tsx\nAttempted import error: '{0}' is not exported from '{1}' (imported as '{0}').\n"
ESBUILD = '✘ [ERROR] No matching export in "{3}" for import "{0}"\n\n    src/App.tsx:{2}:9:\n      {2} │ import\n'
WEBPACK = (
    "ERROR in ./src/App.tsx {2}:0-5\nexport '{0}' (imported as '{0}') was not found in '{1}' (possible exports: a, b)\n"
    "webpack 5.91.0 compiled with 1 error in 512 ms\n"
)
ALL = [TSC, ROLLUP, CRA, ESBUILD, WEBPACK]


@pytest.mark.parametrize("form", ALL)
def test_a_default_imported_by_name_is_imported_as_the_default(fix, form):
    text = "import { Card } from './Card';\n\nexport default Card;\n"
    files = {"src/App.tsx": text, "src/Card.tsx": "export default function Card() {\n  return null;\n}\n"}
    got = fix(files, form.format("Card", "./Card", 1, "src/Card.tsx"))
    assert got.files == {"src/App.tsx": text.replace("{ Card }", "Card")}


@pytest.mark.parametrize(
    "report",
    [
        "src/App.tsx(1,8): error TS2613: Module '\"/app/src/Card\"' has no default export. Did you mean to use 'import { Card } from \"/app/src/Card\"' instead?\n",
        "src/App.tsx(1,8): error TS1192: Module '\"/app/src/Card\"' has no default export.\n",
        'error during build:\n"default" is not exported by "src/Card.tsx", imported by "src/App.tsx".\n',
        "./src/App.tsx\nAttempted import error: './Card' does not contain a default export (imported as 'Card').\n",
    ],
)
def test_a_name_imported_as_the_default_is_imported_by_name(fix, report):
    text = 'import Card from "./Card"\n\nexport default Card\n'
    files = {"src/App.tsx": text, "src/Card.tsx": "export const Card = () => null\nexport const Other = 1\n"}
    assert fix(files, report).files == {"src/App.tsx": text.replace("Card from", "{ Card } from")}


def test_a_default_beside_names_joins_them(fix):
    text = "import api, { get } from './api';\n\napi(get);\n"
    files = {"src/App.tsx": text, "src/api.ts": "export const api = 1;\nexport const get = 2;\n"}
    got = fix(files, 'error during build:\n"default" is not exported by "src/api.ts", imported by "src/App.tsx".\n')
    assert got.files == {"src/App.tsx": text.replace("api, { get }", "{ api, get }")}


def test_a_misspelt_name_is_corrected_with_its_uses(fix):
    text = "import { fetchUser, x } from './api';\n\nfetchUser(x);\nconst y = { fetchUser };\nexport default y;\n"
    files = {"src/App.tsx": text, "src/api.ts": "export const fetchUsers = () => 1;\nexport const x = 2;\n"}
    got = fix(files, TSC.format("fetchUser", "./api", 1))
    assert got.files == {
        "src/App.tsx": "import { fetchUsers, x } from './api';\n\nfetchUsers(x);\nconst y = { fetchUser: fetchUsers };\nexport default y;\n"
    }


def test_the_compilers_suggestion_is_taken(fix):
    report = (
        "src/App.tsx(1,10): error TS2724: '\"./api\"' has no exported member named 'getUsr'. Did you mean 'getUser'?\n"
    )
    text = "import { getUsr } from './api';\n\ngetUsr();\n"
    files = {"src/App.tsx": text, "src/api.ts": "export const getUser = 1;\nexport const getUse = 2;\n"}
    assert fix(files, report).files == {"src/App.tsx": text.replace("getUsr", "getUser")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("const total = () => 1;\n", "export const total = () => 1;\n"),
        (
            "function total() {\n  return 1;\n}\nexport const x = 1;\n",
            "export function total() {\n  return 1;\n}\nexport const x = 1;\n",
        ),
        (
            "const total = 1;\nconst x = 2;\n\nexport { x };\n",
            "const total = 1;\nconst x = 2;\n\nexport { x, total };\n",
        ),
        (
            "interface total {}\nexport {\n  x,\n};\nconst x = 1;\n",
            "interface total {}\nexport {\n  x,\n  total,\n};\nconst x = 1;\n",
        ),
    ],
)
def test_what_is_declared_is_exported_as_the_rest_is(fix, before, after):
    report = "src/App.tsx(1,10): error TS2459: Module '\"./api\"' declares 'total' locally, but it is not exported.\n"
    files = {"src/App.tsx": "import { total } from './api';\n\nconsole.log(total);\n", "src/api.ts": before}
    assert fix(files, report).files == {"src/api.ts": after}


def test_a_component_that_is_declared_and_not_exported_becomes_the_default(fix):
    files = {
        "src/App.tsx": "import Card from './Card';\n\nexport default Card;\n",
        "src/Card.tsx": "const Card = () => null;\n",
    }
    got = fix(files, ROLLUP.format("default", "./Card", 1, "src/Card.tsx"))
    assert got.files == {"src/Card.tsx": "const Card = () => null;\n\nexport default Card;\n"}


def test_a_name_that_another_file_exports_is_imported_from_there(fix):
    text = "import { a, formatDate } from './lib/text';\n\nformatDate(a);\n"
    files = {
        "src/App.tsx": text,
        "src/lib/text.ts": "export const a = 1;\n",
        "src/lib/dates.ts": "export const formatDate = (d: unknown) => d;\n",
    }
    got = fix(files, TSC.format("formatDate", "./lib/text", 1))
    assert got.files == {
        "src/App.tsx": "import { a } from './lib/text';\nimport { formatDate } from './lib/dates';\n\nformatDate(a);\n"
    }


@pytest.mark.parametrize(
    ("barrel", "provider", "added"),
    [
        (
            "export { default as Card } from './Card';\n",
            "export default function List() {}\n",
            "export { default as List } from './List';\n",
        ),
        ("export * from './Card'\n", "export const List = 1\n", "export * from './List'\n"),
        ('export { Card } from "./Card";\n', "export const List = 1;\n", 'export { List } from "./List";\n'),
        ("export { Card } from './Card.js';\n", "export const List = 1;\n", "export { List } from './List.js';\n"),
    ],
)
def test_a_barrel_gets_what_it_lacks_in_its_own_way(fix, barrel, provider, added):
    suffix = "js" if ".js" in barrel else "ts"
    files = {
        "src/App.tsx": "import { Card, List } from './ui';\n\nconsole.log(Card, List);\n",
        f"src/ui/index.{suffix}": barrel,
        f"src/ui/Card.{suffix}": "export default function Card() {}\n"
        if "default" in barrel
        else "export const Card = 1\n",
        f"src/ui/List.{suffix}": provider,
    }
    got = fix(files, CRA.format("List", "./ui", 1, ""))
    assert got.files == {f"src/ui/index.{suffix}": barrel + added}


def test_a_type_that_is_passed_on_is_passed_on_as_one(fix):
    files = {
        "src/App.tsx": "export { Props } from './types';\n",
        "src/types.ts": "export interface Props {\n  a: string;\n}\n",
    }
    got = fix(files, ROLLUP.format("Props", "./types", 1, "src/types.ts"))
    assert got.files == {"src/App.tsx": "export type { Props } from './types';\n"}


@pytest.mark.parametrize(
    ("value", "provider"),
    [
        ("total", "export const first = 1;\nexport const second = 2;\n"),
        ("usersA", "export const usersB = 1;\nexport const usersC = 2;\n"),
        ("default", "export const first = 1;\nexport const second = 2;\n"),
    ],
)
def test_where_nothing_is_alike_nothing_is_offered(fix, value, provider):
    names = "thing" if value == "default" else f"{{ {value} }}"
    text = f"import {names} from './api';\n\nconsole.log({value if value != 'default' else 'thing'});\n"
    got = fix({"src/App.tsx": text, "src/api.ts": provider}, ROLLUP.format(value, "./api", 1, "src/api.ts"))
    assert got.files == {}
    assert "choose what is meant" in got.reason


def test_two_files_that_export_the_name_are_for_a_person_to_choose_from(fix):
    files = {
        "src/App.tsx": "import { total } from './api';\n\ntotal();\n",
        "src/api.ts": "export const q = 1;\n",
        "src/a.ts": "export const total = 1;\n",
        "src/b.ts": "export const total = 1;\n",
    }
    assert fix(files, TSC.format("total", "./api", 1)).files == {}


@pytest.mark.parametrize(("name", "package"), [("Switch", "react-router-dom"), ("render", "react-dom")])
def test_a_package_that_dropped_an_export_is_left(fix, name, package):
    files = {"src/App.tsx": f"import {{ {name} }} from '{package}';\n\n{name}();\n"}
    assert fix(files, TSC.format(name, package, 1), {package: "^6.0.0"}).files == {}


def test_an_export_that_is_there_belongs_to_another_commit(fix):
    files = {"src/App.tsx": "import { a } from './api';\n\na();\n", "src/api.ts": "export const a = () => 1;\n"}
    got = fix(files, TSC.format("a", "./api", 1))
    assert got.files == {}
    assert "another commit" in got.reason


def test_a_type_that_is_imported_as_a_value_is_imported_as_one(fix):
    files = {
        "src/App.tsx": "import { Props } from './types';\n\nexport const a: Props = 1;\n",
        "src/types.ts": "export interface Props {\n  a: string;\n}\n",
    }
    got = fix(files, ROLLUP.format("Props", "./types", 1, "src/types.ts"))
    assert got.files == {"src/App.tsx": files["src/App.tsx"].replace("import {", "import type {")}


def test_a_barrel_passes_a_default_on_by_its_name(fix):
    report = (
        "vite v5.4.21 building for production...\nerror during build:\n"
        'src/ui/index.ts (1:9): "Card" is not exported by "src/ui/Card.tsx", imported by "src/ui/index.ts".\n'
        "file: /app/src/ui/index.ts:1:9\n"
    )
    files = {
        "src/ui/index.ts": "export { Card } from './Card'\n",
        "src/ui/Card.tsx": "export default function Card() {}\n",
    }
    assert fix(files, report).files == {"src/ui/index.ts": "export { default as Card } from './Card'\n"}


def test_a_barrel_does_not_pass_another_default_on(fix):
    report = (
        "vite v5.4.21 building for production...\nerror during build:\n"
        'src/ui/index.ts (1:9): "useCard" is not exported by "src/ui/Card.tsx", imported by "src/ui/index.ts".\n'
        "file: /app/src/ui/index.ts:1:9\n"
    )
    files = {
        "src/ui/index.ts": "export { useCard } from './Card'\n",
        "src/ui/Card.tsx": "export default function Card() {}\n",
    }
    assert fix(files, report).files == {}
