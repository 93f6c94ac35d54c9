"""Routes of one file: methods, paths in every notation, lines, and what is not a route."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Route, RouteTable

HEAD = "const express = require('express');\nconst app = express();\n"

CASES: dict[str, tuple[str, list[str]]] = {
    "every method": (
        "app.get('/a', f);\napp.post('/a', f);\napp.put('/a', f);\napp.patch('/a', f);\n"
        "app.delete('/a', f);\napp.options('/a', f);\napp.head('/a', f);\napp.all('/a', f);\n",
        ["GET /a", "POST /a", "PUT /a", "PATCH /a", "DELETE /a", "OPTIONS /a", "HEAD /a", "* /a"],
    ),
    "a chained route": (
        "app.route('/a/:id')\n  .get(f)\n  .post(auth, f);\n",
        ["GET /a/:id", "POST /a/:id"],
    ),
    "a list of paths": ("app.get(['/a', '/b'], f);\n", ["GET /a", "GET /b"]),
    "a template with a constant": ("const P = '/p';\napp.get(`${P}/x`, f);\n", ["GET /p/x"]),
    "a joined string": ("const P = '/p';\napp.get(P + '/x', f);\n", ["GET /p/x"]),
    "an environment's default": ("app.get((process.env.P || '/p') + '/x', f);\n", ["GET /p/x"]),
    "a parameter with a pattern": ("app.get('/a/:id(\\\\d+)', f);\n", ["GET /a/:id"]),
    "an optional parameter": ("app.get('/a/:id?', f);\n", ["GET /a", "GET /a/:id"]),
    "an optional part of Express 5": ("app.get('/a{/:id}', f);\n", ["GET /a", "GET /a/:id"]),
    "a star": ("app.get('*', f);\n", ["GET /*"]),
    "a named star of Express 5": ("app.get('/files/*rest', f);\n", ["GET /files/*"]),
    "a trailing slash": ("app.get('/a/', f);\n", ["GET /a"]),
    "a handler under a path": ("app.use('/x', (req, res) => res.send('ok'));\n", ["* /x", "* /x/*"]),
    "static files": ("app.use('/public', express.static('public'));\n", ["GET /public/*"]),
    "middleware under a path": ("app.use('/x', (req, res, next) => next());\n", []),
    "a package's middleware": ("const limiter = rateLimit({});\napp.use('/api', limiter, cors());\n", []),
    "a final handler is no route": ("app.use((req, res) => res.status(404).end());\n", []),
    "a final handler for all methods": ("app.all('*', (req, res) => res.status(404).end());\n", []),
    "an error handler": ("app.use('/x', (err, req, res, next) => next(err));\n", []),
    "a setting is no route": ("app.get('env');\napp.get('/a', f);\n", ["GET /a"]),
    "another object's get": ("const axios = require('axios');\naxios.get('/x', {});\n", []),
    "another express application": (
        "const admin = express();\nadmin.get('/users', f);\napp.use('/admin', admin);\n",
        ["GET /admin/users"],
    ),
}


def table_of(folder: Path, text: str) -> RouteTable:
    (folder / "app.js").write_text(text)
    workspace = Snapshot(FolderSource(folder))
    return workspace.routes(workspace.applications()[0])


@pytest.mark.parametrize("case", CASES)
def test_routes(case: str, tmp_path: Path) -> None:
    text, expected = CASES[case]
    table = table_of(tmp_path, HEAD + text)
    assert [f"{route.method} {route.path}" for route in table.routes] == expected
    assert table.is_complete


def test_line_and_file_of_a_chained_route(tmp_path: Path) -> None:
    table = table_of(tmp_path, HEAD + "app.route('/a')\n  .get(f)\n  .post(f);\n")
    assert table.routes == (Route("GET", "/a", "app.js", 4), Route("POST", "/a", "app.js", 5))


INCOMPLETE = {
    "a regular expression": ("app.get(/a.*/, f);\napp.get('/b', f);\n", ["GET /b"]),
    "a pattern that is one": ("app.get('/a(b|c)+', f);\napp.get('/b', f);\n", ["GET /b"]),
    "an unknown path": ("app.get(config.path, f);\napp.get('/b', f);\n", ["GET /b"]),
    "files mounted in a loop": (
        "fs.readdirSync('routes').forEach((file) => {\n  app.use('/api', require('./routes/' + file));\n});\n",
        [],
    ),
    "files called in a loop": (
        "for (const file of fs.readdirSync('routes')) {\n  require(`./routes/${file}`)(app);\n}\n",
        [],
    ),
    "a router that does not exist": ("const r = require('./gone');\napp.use('/api', r);\n", []),
    "a router that a caller elsewhere gives": (
        "module.exports.mount = function (router) {\n  app.use('/api', router);\n};\n",
        [],
    ),
    "a router under an unknown path": (
        "const router = express.Router();\nrouter.get('/a', f);\napp.use(settings.apiPrefix, router);\n",
        [],
    ),
    "a loader package": ("const consign = require('consign');\nconsign().include('routes').into(app);\n", []),
}


@pytest.mark.parametrize("case", INCOMPLETE)
def test_what_cannot_be_followed_is_said(case: str, tmp_path: Path) -> None:
    text, expected = INCOMPLETE[case]
    table = table_of(tmp_path, HEAD + text)
    assert [f"{route.method} {route.path}" for route in table.routes] == expected
    assert not table.is_complete


def test_a_router_too_large_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "big.js").write_text(
        "const r = require('express').Router();\n" + "r.get('/a', f);\n" * 7000 + "module.exports = r;\n"
    )
    table = table_of(tmp_path, HEAD + "app.get('/b', f);\napp.use('/api', require('./big'));\n")
    assert [route.path for route in table.routes] == ["/b"]
    assert not table.is_complete


def test_a_long_chain_is_followed(tmp_path: Path) -> None:
    table = table_of(tmp_path, HEAD + "app\n" + "".join(f"  .get('/{n}', f)\n" for n in range(500)) + ";\n")
    assert [route.path for route in table.routes] == [f"/{n}" for n in range(500)]
