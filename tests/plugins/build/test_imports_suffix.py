"""Suffixes that Node wants and a bundler does not."""

from __future__ import annotations

REPORT = (
    "node:internal/modules/esm/resolve:275\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n\n"
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/src/db' imported from /app/src/index.js\n"
    "    at finalizeResolution (node:internal/modules/esm/resolve:275:11) {\n  code: 'ERR_MODULE_NOT_FOUND',\n}\n\nNode.js v20.11.0\n"
)
FILES = {
    "src/index.js": "import { db } from './db';\nimport { log } from './log';\n\nlog(db);\n",
    "src/db.js": "import { log } from './log';\nexport const db = log;\n",
    "src/log.js": "export const log = 1;\n",
}


def test_every_import_that_node_would_stop_at_gets_its_suffix(fix):
    got = fix({**FILES, "package.json": '{"name": "api", "type": "module"}\n'}, REPORT)
    assert got.files == {
        "src/index.js": "import { db } from './db.js';\nimport { log } from './log.js';\n\nlog(db);\n",
        "src/db.js": "import { log } from './log.js';\nexport const db = log;\n",
    }


def test_a_package_that_is_no_module_is_left(fix):
    assert fix({**FILES, "package.json": '{"name": "api"}\n'}, REPORT).files == {}


WEBPACK = (
    "Failed to compile.\n\n./src/App.jsx\nModule not found: Can't resolve './rows.js'\n\n"
    "https://nextjs.org/docs/messages/module-not-found\n\n> Build failed because of webpack errors\n"
)


def test_a_file_of_typescript_is_imported_without_the_suffix_of_javascript(fix):
    files = {"src/App.jsx": "import { rows } from './rows.js';\n\nexport default rows;\n"}
    got = fix({**files, "src/rows.ts": "export const rows = 1;\n"}, WEBPACK, {"next": "14.2.5"})
    assert got.files == {"src/App.jsx": "import { rows } from './rows';\n\nexport default rows;\n"}


def test_a_file_that_is_there_by_its_suffix_is_left(fix):
    files = {"src/App.jsx": "import { rows } from './rows.js';\n\nexport default rows;\n"}
    assert fix({**files, "src/rows.js": "export const rows = 1;\n"}, WEBPACK, {"next": "14.2.5"}).files == {}
