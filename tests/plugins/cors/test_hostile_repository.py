"""Repositories made to break a reader: nesting without end, names that go in circles, text that is no code."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

DEEP = 3000
REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
SERVER = """\
const cors = require('cors');
const express = require('express');
{declared}
const app = express();
app.use(cors({{ origin: {value} }}));
app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);
"""
PACKAGE = '{"scripts": {"start": "node server.js"}, "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}'


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("", "(" * DEEP + "'http://localhost:3000'" + ")" * DEEP),
        ("", "[" * DEEP + "'http://localhost:3000'" + "]" * DEEP),
        ("", " || ".join(["process.env.A"] * DEEP)),
        ("", "process.env.A" + ".trim()" * DEEP),
        ("const a = b;\nconst b = a;", "a"),
        ("const a = [...a];", "a"),
        ("function a() { return a(); }", "a"),
    ],
)
def test_it_is_answered_without_an_error(
    declared: str, value: str, ask: Callable[[Path, str], Answer], tmp_path: Path
) -> None:
    (tmp_path / "package.json").write_text(PACKAGE)
    (tmp_path / "server.js").write_text(SERVER.format(declared=declared, value=value))
    assert ask(tmp_path, REPORT).diagnosis is not None


def test_python_nested_without_end(ask: Callable[[Path, str], Answer], tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("flask==3.0.3\nflask-cors==5.0.1\n")
    value = "[" * 150 + '"http://localhost:3000"' + "]" * 150
    (tmp_path / "app.py").write_text(
        "from flask import Flask\nfrom flask_cors import CORS\n\napp = Flask(__name__)\n"
        f"CORS(app, origins={value})\n\n\n@app.get('/api/items')\ndef items():\n    return []\n"
    )
    assert ask(tmp_path, REPORT).diagnosis is not None


@pytest.mark.parametrize("path", ["/" + ":a" * 400, "/" + "*a" * 400])
def test_a_route_made_to_be_slow_to_match(path: str, ask: Callable[[Path, str], Answer], tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(PACKAGE)
    server = SERVER.format(declared="", value="'http://localhost:3000'").replace("/api/items", path)
    (tmp_path / "server.js").write_text(server + f"app.use('{path}', cors());\n")
    started = time.monotonic()
    assert ask(tmp_path, REPORT.replace("/api/items", "/" + "a" * 1500 + "/")).diagnosis is not None
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(("first", "is_written"), [("api%27+x+%27", False), ("api(x)*", False), ("api", True)])
def test_a_path_gets_into_code_only_where_it_is_plain(
    first: str, is_written: bool, ask: Callable[[Path, str], Answer], tmp_path: Path
) -> None:
    (tmp_path / "requirements.txt").write_text("flask==3.0.3\nflask-cors==5.0.1\n")
    (tmp_path / "app.py").write_text(
        "from flask import Flask\nfrom flask_cors import CORS\n\napp = Flask(__name__)\n"
        'CORS(app, resources={r"/admin/*": {"origins": ["http://localhost:3000"]}})\n\n\n'
        "@app.get('/<part>/items')\ndef items(part):\n    return []\n\n\napp.run(port=4000)\n"
    )
    assert (ask(tmp_path, REPORT.replace("/api/", f"/{first}/")).candidate is not None) is is_written
