"""``require`` where Node runs modules."""

from __future__ import annotations

import pytest

REPORT = (
    "file:///app/tools/a.js:1\nconst x = require('fs')\n          ^\n\nReferenceError: require is not defined in ES module "
    "scope, you can use import instead\n    at file:///app/tools/a.js:1:11\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("const fs = require('fs');\nfs.a();\n", "import fs from 'fs';\nfs.a();\n"),
        (
            "const { join, sep: s } = require('node:path')\njoin(s)\n",
            "import { join, sep as s } from 'node:path'\njoin(s)\n",
        ),
        (
            "const { Pool } = require('pg');\nnew Pool();\n",
            "import pgModule from 'pg';\nconst { Pool } = pgModule;\nnew Pool();\n",
        ),
        ("const { b } = require('./b.js');\nb();\n", "import { b } from './b.js';\nb();\n"),
    ],
)
def test_it_is_written_as_an_import(fix, before, after):
    got = fix({"tools/a.js": before, "tools/b.js": "export const b = 1;\n"}, REPORT)
    assert got.files == {"tools/a.js": after}


@pytest.mark.parametrize(
    "text",
    [
        "const fs = require('fs');\nmodule.exports = fs;\n",
        "const fs = require('fs');\nif (fs) {\n  require('./b.js');\n}\n",
        "const c = require('./b.js');\nc();\n",
        "const b = require('./b');\nb();\n",
        "const { a, ...rest } = require('fs');\na(rest);\n",
    ],
)
def test_what_cannot_be_is_left_alone(fix, text):
    assert fix({"tools/a.js": text, "tools/b.js": "export const b = 1;\n"}, REPORT).files == {}
