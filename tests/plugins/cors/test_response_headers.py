"""A header of answers that a client sends: taken out in every form it is written, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
REPORT = (
    "Access to XMLHttpRequest at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: Request header field access-control-allow-origin is not allowed by Access-Control-Allow-Headers in "
    "preflight response."
)
MANIFEST = '{"scripts": {"start": "node server.js"}, "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}\n'
SERVER = """const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors({ origin: 'http://localhost:5173', allowedHeaders: ['Content-Type'] }));
app.use((req, res, next) => { res.set({ 'Access-Control-Allow-Origin': 'http://localhost:5173' }); next(); });
app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);
"""
URL = "axios.get('http://localhost:4000/api/items', "


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{ headers: { 'Access-Control-Allow-Origin': '*', Accept: 'x' } }", "{ headers: { Accept: 'x' } }"),
        ("{ headers: { Accept: 'x', 'Access-Control-Allow-Origin': '*' } }", "{ headers: { Accept: 'x' } }"),
        ("{ headers: { 'Access-Control-Allow-Origin': '*' } }", "{ headers: {  } }"),
        (
            "{ headers: {\n  'access-control-allow-origin': '*',\n  Accept: 'x',\n} }",
            "{ headers: {\n  Accept: 'x',\n} }",
        ),
    ],
)
def test_it_is_taken_out(before: str, after: str, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(MANIFEST)
    (tmp_path / "server.js").write_text(SERVER)
    (tmp_path / "client.js").write_text(f"import axios from 'axios';\n{URL}{before});\n")
    assert ask(tmp_path, REPORT).candidate is not None
    assert (tmp_path / "client.js").read_text() == f"import axios from 'axios';\n{URL}{after});\n"
    assert (tmp_path / "server.js").read_text() == SERVER


def test_a_server_that_sets_it_is_no_client(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(MANIFEST)
    (tmp_path / "server.js").write_text(SERVER)
    answer = ask(tmp_path, REPORT)
    assert answer.written.get("server.js", SERVER.encode()) == SERVER.encode()
    assert answer.candidate is None
