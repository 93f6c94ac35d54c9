"""A browser names one header that is not allowed, or none: what else the client's code sends is allowed with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
BLOCKED = (
    f"Access to fetch at 'http://localhost:{{port}}/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
)
HEADER = "Request header field x-team is not allowed by Access-Control-Allow-Headers in preflight response."
STATUS = "Response to preflight request doesn't pass access control check: It does not have HTTP ok status."
CLIENT = (
    "const url = 'http://localhost:{port}/items';\n"
    "export const list = () => fetch(url, {{ headers: {{ 'X-Team': 'a', 'X-Page': '1', Authorization: 'b' }} }});\n"
)
FLASK = """from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["%s"], allow_headers=["Content-Type", "Authorization"])


@app.route("/items")
def items():
    return []
"""
FASTAPI = """from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["%s", "https://shop.test/app"],
    allow_headers=["Authorization"],
)


@app.get("/items")
def items():
    return []
"""
CASES = {
    "Flask": ("app.py", FLASK, 5000, HEADER, 'allow_headers=["Content-Type", "Authorization", "x-team", "X-Page"]'),
    "FastAPI": ("main.py", FASTAPI, 8000, HEADER, 'allow_headers=["Authorization", "x-team", "X-Page"]'),
    "FastAPI says no more than 400": (
        "main.py",
        FASTAPI,
        8000,
        STATUS,
        'allow_headers=["Authorization", "X-Team", "X-Page"]',
    ),
}


def answer(ask: Ask, folder: Path, name: str, client: str) -> Answer:
    file, server, port, why, _ = CASES[name]
    (folder / file).write_text(server % ORIGIN)
    (folder / "api.js").write_text(client.format(port=port))
    return ask(folder, BLOCKED.format(port=port) + why)


@pytest.mark.parametrize("name", CASES)
def test_all_that_are_missing_are_allowed(ask: Ask, tmp_path: Path, name: str) -> None:
    found = answer(ask, tmp_path, name, CLIENT)
    assert found.candidate is not None
    assert CASES[name][-1] in (tmp_path / CASES[name][0]).read_text()


def test_a_preflight_that_fails_for_another_reason_is_left_alone(ask: Ask, tmp_path: Path) -> None:
    client = (
        "export const list = () => fetch('http://localhost:{port}/items', {{ headers: {{ Authorization: 'b' }} }});\n"
    )
    assert answer(ask, tmp_path, "FastAPI says no more than 400", client).candidate is None
