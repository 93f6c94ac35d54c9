"""Which headers the front end's code sends with the failing request, in the shapes that people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from plugins.cors.client_requests import ClientRequest, client_request
from plugins.cors.report import read_cors

REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items/7' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status."
)
BASE = "const base = 'http://localhost:4000/api';\n"
SENT = {
    "fetch": (
        "fetch(`${base}/items/${id}`, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Team': t } })",
        ("PUT", "Content-Type", "X-Team"),
    ),
    "a call within the address": (
        "fetch(`${base}/items/${encodeURIComponent(id)}`, { headers: { Authorization: `Bearer ${token()}` } })",
        ("GET", "Authorization"),
    ),
    "what a browser sends by itself": (
        "fetch(base + '/items/' + id, { headers: { Accept: 'application/json', Cookie: 'a=b' } })",
        ("GET",),
    ),
    "another path": ("fetch(`${base}/orders`, { headers: { 'X-Team': 'a' } })", ()),
    "nothing": ("fetch(`${base}/items/${id}`)", ("GET",)),
}


def request_of(folder: Path, files: dict[str, str]) -> ClientRequest:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    return client_request(workspace, read_cors(read_report(REPORT), workspace))


@pytest.mark.parametrize("name", SENT)
def test_options_of_the_call(tmp_path: Path, name: str) -> None:
    call, expected = SENT[name]
    found = request_of(tmp_path, {"web/api.js": f"{BASE}export const send = (id) => {call};\n"})
    assert (*found.methods, *found.headers) == expected


@pytest.mark.parametrize(
    "shared",
    [
        "axios.create({ baseURL: 'http://localhost:4000/api', headers: { 'X-Team': 'a' } });\n",
        "axios.create({ baseURL: 'http://localhost:4000/api' });\n"
        "client.interceptors.request.use((config) => { config.headers['X-Team'] = 'a'; return config; });\n",
        "axios.create({ baseURL: 'http://localhost:4000/api' });\nclient.defaults.headers.common['X-Team'] = 'a';\n",
    ],
    ids=["its options", "an interceptor", "its defaults"],
)
def test_a_client_of_another_file(tmp_path: Path, shared: str) -> None:
    files = {
        "web/client.js": f"import axios from 'axios';\nexport const client = {shared}",
        "web/items.js": "import { client } from './client';\nexport const get = (id) => client.get(`/items/${id}`);\n",
    }
    assert request_of(tmp_path, files) == ClientRequest(("GET",), ("X-Team",))
