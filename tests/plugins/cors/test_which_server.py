"""Which server was asked: not a test's, not a built copy, a process of sockets alone, or a development proxy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
URL = "http://localhost:4000/api/items"
MISSING = (
    f"Access to fetch at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
MANIFEST = '{"scripts": {"start": "node server.js"}, "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}\n'
SERVER = """const express = require('express');
const app = express();
app.get('/api/items', (req, res) => res.json([]));
app.listen(process.env.PORT || 4000);
"""


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def test_an_application_of_a_test_is_no_rival(ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, {"package.json": MANIFEST, "server.js": SERVER, "tests/items.test.js": SERVER})
    assert ask(tmp_path, MISSING).candidate is not None
    assert ORIGIN in (tmp_path / "server.js").read_text()


def test_what_a_script_starts_is_meant(ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, {"package.json": MANIFEST, "server.js": SERVER, "mocked.js": SERVER})
    assert ask(tmp_path, MISSING).candidate is not None
    assert ORIGIN not in (tmp_path / "mocked.js").read_text()


def test_two_that_nothing_tells_apart_are_asked_about(ask: Ask, tmp_path: Path) -> None:
    manifest = MANIFEST.replace("node server.js", "node $ENTRY")
    lay_out(tmp_path, {"package.json": manifest, "server.js": SERVER, "mocked.js": SERVER})
    answer = ask(tmp_path, MISSING)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert "Say which one failed" in answer.diagnosis.reason


def test_the_source_is_changed_and_not_what_is_built_of_it(ask: Ask, tmp_path: Path) -> None:
    source = SERVER.replace("const express = require('express')", "import express from 'express'")
    lay_out(tmp_path, {"package.json": MANIFEST, "server.js": SERVER, "server.ts": source})
    assert ask(tmp_path, MISSING).candidate is not None
    assert ORIGIN in (tmp_path / "server.ts").read_text()
    assert ORIGIN not in (tmp_path / "server.js").read_text()


SOCKETS = """import { createServer } from 'http';
import { Server } from 'socket.io';
const http = createServer();
const io = new Server(http, { cors: { origin: 'http://a.test' } });
http.listen(5000);
"""


def test_a_process_of_sockets_beside_the_application(ask: Ask, tmp_path: Path) -> None:
    files = {
        "package.json": MANIFEST,
        "server.js": SERVER,
        "socket/package.json": '{"dependencies": {"socket.io": "^4.7.0"}}\n',
        "socket/index.js": SOCKETS,
    }
    lay_out(tmp_path, files)
    report = MISSING.replace(URL, "http://localhost:5000/socket.io/?EIO=4&transport=polling")
    assert ask(tmp_path, report).candidate is not None
    assert f"origin: ['http://a.test', '{ORIGIN}']" in (tmp_path / "socket/index.js").read_text()
    other = report.replace("5000", "6000")
    assert ask(tmp_path, other).candidate is None


PROXIED = {
    "package.json": MANIFEST,
    "server.js": SERVER,
    "client/vite.config.js": "export default { server: { proxy: { '/api': 'http://localhost:4000' } } }\n",
    "client/src/other.js": "export const load = () => fetch('/api/others')\n",
    "client/src/items.js": f"export const load = () => fetch('{URL}')\n",
}


def test_a_call_round_the_development_proxy_becomes_relative(ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, PROXIED)
    answer = ask(tmp_path, MISSING)
    assert answer.candidate is not None
    assert answer.candidate.access == ()
    assert (tmp_path / "client/src/items.js").read_text() == "export const load = () => fetch('/api/items')\n"


def test_the_server_lets_the_page_in_where_no_call_uses_the_proxy(ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, {**PROXIED, "client/src/other.js": f"export const load = () => fetch('{URL}')\n"})
    assert ask(tmp_path, MISSING).candidate is not None
    assert ORIGIN in (tmp_path / "server.js").read_text()


def test_a_path_word_for_word_is_meant_before_a_parameter(ask: Ask, tmp_path: Path) -> None:
    manifest = MANIFEST.replace("node server.js", "node $ENTRY")
    files = {
        "users/package.json": manifest,
        "users/app.js": SERVER,
        "stats/package.json": manifest,
        "stats/app.js": SERVER.replace("/api/items", "/api/:kind"),
    }
    lay_out(tmp_path, files)
    assert ask(tmp_path, MISSING).candidate is not None
    assert ORIGIN in (tmp_path / "users/app.js").read_text()


def test_of_two_in_one_file_the_one_that_listens_is_meant(ask: Ask, tmp_path: Path) -> None:
    source = """const express = require('express');
function start() {
  const server = express();
  const api = makeApi();
  server.use('/api', api);
  return server.listen(4000);
}
function makeApi() {
  const api = express();
  api.get('/api/items', (req, res) => res.json([]));
  api.get('/items', (req, res) => res.json([]));
  return api;
}
start();
"""
    lay_out(tmp_path, {"package.json": MANIFEST, "server.js": source})
    assert ask(tmp_path, MISSING).candidate is not None
    assert f"server = express();\n  server.use(cors({{ origin: '{ORIGIN}'" in (tmp_path / "server.js").read_text()


def test_what_is_started_is_meant_before_what_has_the_route_and_is_not(ask: Ask, tmp_path: Path) -> None:
    started = """const express = require('express');
const app = express();
for (const [method, path, handler] of require('./table')) app[method](path, handler);
app.listen(process.env.PORT || 4000);
"""
    lay_out(tmp_path, {"package.json": MANIFEST, "server.js": started, "old/mocked.js": SERVER})
    assert ask(tmp_path, MISSING).candidate is not None
    assert ORIGIN in (tmp_path / "server.js").read_text()


def test_what_apollo_adds_to_the_application_may_have_answered(ask: Ask, tmp_path: Path) -> None:
    source = """const express = require('express');
const { ApolloServer } = require('apollo-server-express');
const app = express();
app.get('/health', (req, res) => res.json({}));
const graph = new ApolloServer({ typeDefs: '', resolvers: {} });
graph.applyMiddleware({ app });
app.listen(process.env.PORT || 4000);
"""
    lay_out(tmp_path, {"package.json": MANIFEST, "server.js": source})
    assert ask(tmp_path, MISSING.replace("/api/items", "/graphql")).candidate is not None
