"""What the repository's front end tells of a request that the report leaves out."""

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.diagnose import diagnose
from autofix.engine.plugins import load_plugins
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from plugins.cors.report import read_cors

FIREFOX = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    "http://localhost:4000/api/items. (Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 missing). Status code: 200."
)
SERVER = """\
const express = require('express');
const app = express();
app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);
"""
VITE = "export default { plugins: [] };\n"


def opened(folder: Path, files: dict[str, str]) -> Snapshot:
    """A workspace of ``files`` and a server."""
    for name, text in {"server.js": SERVER, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Snapshot(FolderSource(folder))


@pytest.mark.parametrize(
    ("files", "origin"),
    [
        ({"client/vite.config.js": VITE}, "http://localhost:5173"),
        ({"client/vite.config.js": "export default { server: { port: 5180 } };\n"}, "http://localhost:5180"),
        (
            {"client/vite.config.js": VITE, "client/package.json": '{"scripts": {"dev": "vite --port 3000"}}'},
            "http://localhost:3000",
        ),
        ({"client/package.json": '{"scripts": {"dev": "vite --host --port=3001"}}'}, "http://localhost:3001"),
        (
            {"client/package.json": '{"scripts": {"start": "PORT=3002 react-scripts start"}, "x": "react-scripts"}'},
            "http://localhost:3002",
        ),
    ],
)
def test_the_origin_that_the_front_end_is_served_from(tmp_path, files, origin):
    report = read_cors(read_report(FIREFOX), opened(tmp_path, files))

    assert report.origin == origin
    assert report.origin_from in files


def test_a_guessed_origin_is_an_assumption_and_a_named_one_is_none(tmp_path):
    workspace = opened(tmp_path, {"client/vite.config.js": VITE})
    plugins = load_plugins(("plugins.cors",))

    guessed = diagnose(read_report(FIREFOX), workspace, plugins)
    named = diagnose(read_report(FIREFOX + "\nOrigin: http://localhost:5173\n"), workspace, plugins)

    assert "http://localhost:5173 was taken from client/vite.config.js" in guessed.assumptions[0]
    assert named.assumptions == ()


@pytest.mark.parametrize(
    ("client", "sends"),
    [
        ("axios.create({ baseURL: 'http://localhost:4000/api', withCredentials: true });", True),
        ("fetch('http://localhost:4000/api/items', { credentials: 'include' });", True),
        ("fetch('/api/items', { credentials: \"include\" });", True),
        ("fetch('http://localhost:4000/api/items', { credentials: 'omit' });", False),
        ("fetch('http://localhost:9000/other', { credentials: 'include' });", False),
    ],
)
def test_whether_the_client_sends_credentials(tmp_path, client, sends):
    workspace = opened(tmp_path, {"client/src/api.js": client})

    assert read_cors(read_report(FIREFOX), workspace).has_credentials is sends
