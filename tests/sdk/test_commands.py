"""What a report says was run, if it ends by itself and is made of plain words."""

from __future__ import annotations

import json

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.commands import said_commands

TREE = {
    "package.json": json.dumps(
        {
            "name": "shop",
            "scripts": {"build": "node build.js", "start": "node server.js", "dev": "vite", "seed": "tsx s"},
        }
    ),
    "web/package.json": json.dumps({"name": "@shop/web", "scripts": {"build": "vite build", "test": "vitest"}}),
    "build.js": "console.log(1);\n",
    "server.js": "require('http').createServer().listen(3000);\n",
    "scripts/rates.py": "print(1)\n",
    "api/serve.py": "app.run()\n\nuvicorn.run(app)\n",
    "manage.py": "",
}


@pytest.fixture
def said(tmp_path):
    for path, text in TREE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    workspace = Snapshot(FolderSource(tmp_path))

    def read(text, near=""):
        return [(each.root, each.command) for each in said_commands(read_report(text), workspace, near)]

    return read


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("> shop@1.0.0 build\n> node build.js\n", "", [("", "npm run build")]),
        ("> @shop/web@0.1.0 build /srv/web\n> vite build\n", "", [("web", "npm run build")]),
        ("$ npm run build\n", "web/src/main.js", [("web", "npm run build")]),
        ("$ npm test\n", "web/src/main.js", [("web", "npm run test")]),
        ("yarn run v1.22\n$ vite build\n", "web/src/main.js", [("web", "npm run build")]),
        ("Run npm run seed\n", "", [("", "npm run seed")]),
        ("$ node build.js\n", "", [("", "npm run build")]),
        ("$ node build.js --fast\n", "", [("", "node build.js --fast")]),
        ("$ python3 scripts/rates.py --all\n", "", [("", "python scripts/rates.py --all")]),
        ("$ python manage.py migrate\n", "", [("", "python manage.py migrate")]),
        ("Run pytest -x tests\n", "", [("", "python -m pytest -x tests")]),
        # The last one is the one that failed.
        ("$ npm run build\n\n$ npm run seed\n", "", [("", "npm run seed"), ("", "npm run build")]),
    ],
)
def test_commands_that_end(said, text, near, expected):
    assert said(text, near) == expected


@pytest.mark.parametrize(
    "text",
    [
        "$ npm start\n",
        "$ npm run dev\n",
        "$ node server.js\n",
        "$ python api/serve.py\n",
        "$ python manage.py runserver\n",
        "$ npm run nothing\n",
        "$ npm run build && curl http://203.0.113.9\n",
        "$ node build.js; rm -rf /\n",
        "$ node ../elsewhere.js\n",
        "$ python -c 'print(1)'\n",
        "$ node -e 1\n",
    ],
)
def test_what_is_not_run_again(said, text):
    assert said(text) == []
