"""A wildcard serves no request with credentials: the failing origin is named in its place, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
REPORT = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: The "
    "value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's "
    "credentials mode is 'include'."
)
EXPRESS = """const cors = require('cors');
const express = require('express');
const app = express();
%s
app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);
"""
FLASK = """from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
%s


@app.route("/api/items")
def items():
    return []


app.run(port=4000)
"""
FASTAPI = """import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
%s


@app.get("/api/items")
def items():
    return []


uvicorn.run(app, port=4000)
"""
BOTH = f"{{ origin: '{ORIGIN}', credentials: true }}"
CASES = {
    "nothing is said": ("server.js", "app.use(cors());", f"app.use(cors({BOTH}));"),
    "a text for the options": ("server.js", "app.use(cors('*'));", f"app.use(cors({BOTH}));"),
    "a star": ("server.js", "app.use(cors({ origin: '*' }));", f"app.use(cors({BOTH}));"),
    "credentials switched off": ("server.js", "app.use(cors({ origin: true, credentials: false }));", BOTH),
    "options elsewhere": (
        "server.js",
        "const options = {\n  origin: ['*'],\n  maxAge: 60,\n};\napp.use(cors(options));",
        f"  origin: '{ORIGIN}',\n  maxAge: 60,\n  credentials: true,\n",
    ),
    "the preflight apart": (
        "server.js",
        "app.options('*', cors());\napp.use(cors());",
        f"app.options('*', cors({BOTH}));\napp.use(cors({BOTH}));",
    ),
    "headers by hand": (
        "server.js",
        "app.use((req, res, next) => {\n  res.header('Access-Control-Allow-Origin', '*');\n  next();\n});",
        f"  res.header('Access-Control-Allow-Origin', '{ORIGIN}');\n"
        "  res.header('Access-Control-Allow-Credentials', 'true');\n  next();",
    ),
    "flask-cors": ("app.py", "CORS(app)", f'CORS(app, origins=["{ORIGIN}"], supports_credentials=True)'),
    "flask-cors for a path": (
        "app.py",
        'CORS(app, resources={r"/api/*": {"origins": "*"}})',
        f'CORS(app, resources={{r"/api/*": {{"origins": "{ORIGIN}"}}}}, supports_credentials=True)',
    ),
    "CORSMiddleware": (
        "main.py",
        'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"])',
        f'app.add_middleware(CORSMiddleware, allow_origins=["{ORIGIN}"], allow_methods=["*"], allow_credentials=True)',
    ),
    "a header of a middleware": (
        "main.py",
        '@app.middleware("http")\nasync def allow(request, call_next):\n    response = await call_next(request)\n'
        '    response.headers["Access-Control-Allow-Origin"] = "*"\n    return response\n',
        f'    response.headers["Access-Control-Allow-Origin"] = "{ORIGIN}"\n'
        '    response.headers["Access-Control-Allow-Credentials"] = "true"\n    return response',
    ),
}
FRAMES = {"server.js": EXPRESS, "app.py": FLASK, "main.py": FASTAPI}


def lay_out(folder: Path, file: str, written: str) -> None:
    (folder / file).write_text(FRAMES[file] % written)
    if file == "server.js":
        (folder / "package.json").write_text('{"dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}\n')
    else:
        (folder / "requirements.txt").write_text("flask\nflask-cors\n" if file == "app.py" else "fastapi\nuvicorn\n")


@pytest.mark.parametrize("name", CASES)
def test_the_origin_is_named(name: str, ask: Ask, tmp_path: Path) -> None:
    file, written, expected = CASES[name]
    lay_out(tmp_path, file, written)
    answer = ask(tmp_path, REPORT)
    assert answer.candidate is not None, answer.diagnosis
    assert answer.candidate.access == (ORIGIN,)
    # Whoever was let in without credentials is told about, and not dropped in silence.
    assert answer.diagnosis is not None
    assert any("Name those" in assumed for assumed in answer.diagnosis.assumptions)
    assert expected in (tmp_path / file).read_text()
    assert ask(tmp_path, REPORT).candidate is None


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("server.js", "app.use(cors({ origin: process.env.ORIGINS || '*' }));"),
        ("server.js", "app.use(cors({ ...shared, maxAge: 60 }));"),
        ("app.py", "CORS(app, origins=load())"),
        ("main.py", 'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_origin_regex="https://.*")'),
    ],
)
def test_what_the_code_does_not_decide_alone_is_asked_about(file: str, written: str, ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, file, written)
    answer = ask(tmp_path, REPORT)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert ORIGIN in answer.diagnosis.reason


def test_an_open_server_whose_answer_has_no_header_is_not_changed(ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, "server.js", "app.use(cors());")
    (tmp_path / "client.js").write_text("fetch('http://localhost:4000/api/items', { credentials: 'include' });\n")
    missing = REPORT.partition("The value")[0] + "No 'Access-Control-Allow-Origin' header is present on the resource."
    answer = ask(tmp_path, missing)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert "in already" in answer.diagnosis.reason
