"""A module that is not there, where the other files have the same names from another."""

from __future__ import annotations

import json

REPORT = (
    "src/pages/Home.ts(1,26): error TS2307: Cannot find module '{specifier}' or its corresponding type declarations.\n"
)
HOME = "import { isOpen } from '../lib/guards/open';\nisOpen();\n"
OTHER = "import { isOpen } from '@shop/rules/client';\nisOpen();\n"
RULES = {
    "packages/rules/package.json": json.dumps(
        {"name": "@shop/rules", "exports": {"./client": "./src/client/index.ts"}}
    ),
    "packages/rules/src/client/index.ts": "export * from './open';\n",
    "packages/rules/src/client/open.ts": "export const isOpen = () => true;\n",
}
WEB = json.dumps({"name": "web", "dependencies": {"@shop/rules": "*", "typescript": "^5"}})
TOP = json.dumps({"name": "shop", "workspaces": ["web", "packages/*"]})


def test_it_is_imported_as_the_others_do(fix):
    files = {"package.json": TOP, "web/package.json": WEB, **RULES}
    files |= {"web/src/pages/Home.ts": HOME, "web/src/a.ts": OTHER}
    got = fix(files, REPORT.format(specifier="../lib/guards/open"))
    assert got.files == {"web/src/pages/Home.ts": HOME.replace("../lib/guards/open", "@shop/rules/client")}


def test_another_package_is_never_reached_into_by_a_path(fix):
    rules = {**RULES, "packages/rules/package.json": json.dumps({"name": "@shop/rules", "exports": {}})}
    files = {"package.json": TOP, "web/package.json": WEB, **rules, "web/src/pages/Home.ts": HOME}
    assert fix(files, REPORT.format(specifier="../lib/guards/open")).files == {}


def test_where_the_others_are_divided_nothing_is_offered(fix):
    files = {"src/pages/Home.ts": "import { load } from '../lib/load';\nload();\n"}
    files |= {
        "src/a.ts": "import { load } from './one';\nload();\n",
        "src/b.ts": "import { load } from './two';\nload();\n",
    }
    files |= {"src/one.ts": "export const load = 1;\n", "src/two.ts": "export const load = 2;\n"}
    assert fix(files, REPORT.format(specifier="../lib/load")).files == {}
