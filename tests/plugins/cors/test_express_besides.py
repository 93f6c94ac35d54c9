"""What Express allows besides the origin: request headers, methods, credentials, the preflight's own answer, sockets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
MANIFEST = '{\n  "dependencies": {\n    "cors": "^2.8.5",\n    "express": "^4.21.2"\n  }\n}\n'
FRAME = """const cors = require('cors');
const express = require('express');
%s
const app = express();
%s
app.put('/api/items', (req, res) => { res.json([]); });
app.listen(4000);
"""
BLOCKED = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
)
HEADER = (
    BLOCKED + "Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response."
)
METHOD = BLOCKED + "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."
CREDENTIALS = (
    BLOCKED + "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' "
    "when the request's credentials mode is 'include'."
)
STATUS = BLOCKED + "Response to preflight request doesn't pass access control check: It does not have HTTP ok status."
MISSING = BLOCKED + "No 'Access-Control-Allow-Origin' header is present on the requested resource."
BY_HAND = f"app.use((req, res, next) => {{\n  res.header('Access-Control-Allow-Origin', '{ORIGIN}');\n%s  next();\n}});"
SOCKET = MISSING.replace("/api/items", "/socket.io/?EIO=4&transport=polling")
IO = "const { Server } = require('socket.io');\nconst io = new Server(4000%s);\n"


def lay_out(folder: Path, top: str, mount: str) -> None:
    (folder / "package.json").write_text(MANIFEST)
    (folder / "server.js").write_text(FRAME % (top, mount))


@pytest.mark.parametrize(
    ("top", "mount", "report", "strategy", "written"),
    [
        (
            "",
            f"app.use(cors({{ origin: '{ORIGIN}', allowedHeaders: 'Content-Type' }}));",
            HEADER,
            "express_add_header",
            "allowedHeaders: 'Content-Type, Authorization'",
        ),
        (
            "const headers = ['Content-Type'];",
            f"const corsOptions = {{\n  origin: '{ORIGIN}',\n  allowedHeaders: headers,\n}};\napp.use(cors(corsOptions));",
            HEADER,
            "express_add_header",
            "const headers = ['Content-Type', 'Authorization'];",
        ),
        (
            "",
            f"app.use(cors({{\n  origin: ['{ORIGIN}'],\n  methods: [\n    'GET',\n    'POST',\n  ],\n}}));",
            METHOD,
            "express_add_method",
            "    'POST',\n    'PUT',\n  ],",
        ),
        (
            "",
            f"app.use(cors({{ origin: '{ORIGIN}', methods: 'GET,POST' }}));",
            METHOD,
            "express_add_method",
            "methods: 'GET,POST,PUT'",
        ),
        (
            "",
            f"app.use(cors({{ origin: '{ORIGIN}' }}));",
            CREDENTIALS,
            "express_add_credentials",
            f"cors({{ origin: '{ORIGIN}', credentials: true }})",
        ),
        (
            "",
            BY_HAND % "  res.header('Access-Control-Allow-Headers', 'Origin, Accept');\n",
            HEADER,
            "express_header_header",
            "'Origin, Accept, Authorization'",
        ),
        (
            "",
            BY_HAND % "",
            METHOD,
            "express_header_method",
            "  res.header('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT');\n  next();",
        ),
        (
            "",
            BY_HAND % "  res.header('Access-Control-Allow-Methods', 'PUT');\n",
            STATUS,
            "express_header_preflight",
            "  if (req.method === 'OPTIONS') {\n    return res.sendStatus(204);\n  }\n  next();",
        ),
        (
            IO % ", { cors: { origin: ['http://localhost:3000'] } }",
            "app.use(cors());",
            SOCKET,
            "express_socket_add_origin",
            f"{{ cors: {{ origin: ['http://localhost:3000', '{ORIGIN}'] }} }}",
        ),
        (
            IO % "",
            "app.use(cors());",
            SOCKET,
            "express_socket_add_cors",
            f"new Server(4000, {{ cors: {{ origin: '{ORIGIN}' }} }})",
        ),
        (
            "const allowed = ['http://localhost:3000'];",
            "app.use((req, res, next) => {\n  const origin = req.headers.origin;\n"
            "  const isAllowed = allowed.includes(origin);\n"
            "  if (isAllowed) {\n    res.setHeader('Access-Control-Allow-Origin', origin);\n  }\n  next();\n});",
            MISSING,
            "express_add_origin",
            f"const allowed = ['http://localhost:3000', '{ORIGIN}'];",
        ),
    ],
)
def test_what_is_missing_is_added(
    top: str, mount: str, report: str, strategy: str, written: str, ask: Ask, tmp_path: Path
) -> None:
    lay_out(tmp_path, top, mount)
    answer = ask(tmp_path, report)
    assert answer.candidate is not None, answer.diagnosis
    assert answer.candidate.strategy == f"recipe:{strategy}"
    assert written in (tmp_path / "server.js").read_text()
    again = ask(tmp_path, report)
    assert again.candidate is None


@pytest.mark.parametrize(
    ("mount", "report", "verdict"),
    [
        # Others would get credentials with the one who failed.
        (f"app.use(cors({{ origin: ['http://a.example', '{ORIGIN}'] }}));", CREDENTIALS, Verdict.ACTION_RECOMMENDED),
        ("app.use(cors({ origin: process.env.ORIGIN || '*' }));", CREDENTIALS, Verdict.ACTION_RECOMMENDED),
        # Without the option every header is allowed: something else answered.
        (f"app.use(cors({{ origin: '{ORIGIN}' }}));", HEADER, Verdict.ACTION_RECOMMENDED),
        (f"app.use(cors({{ origin: '{ORIGIN}', allowedHeaders: names() }}));", HEADER, Verdict.ACTION_RECOMMENDED),
        (f"app.use(cors({{ origin: '{ORIGIN}', allowedHeaders: ['authorization'] }}));", HEADER, Verdict.NOT_CODE),
        # What else is asked before the origin is reflected cannot be read.
        (
            "app.use((req, res, next) => {\n  if (isTrusted(req)) res.header('Access-Control-Allow-Origin', "
            "req.headers.origin);\n  next();\n});",
            MISSING,
            Verdict.ACTION_RECOMMENDED,
        ),
        (
            f"app.options('*', cors({{ origin: '{ORIGIN}' }}));\napp.use(cors({{ origin: '{ORIGIN}' }}));",
            MISSING,
            Verdict.NOT_CODE,
        ),
    ],
)
def test_what_is_open_or_right_is_left_alone(
    mount: str, report: str, verdict: Verdict, ask: Ask, tmp_path: Path
) -> None:
    lay_out(tmp_path, "", mount)
    answer = ask(tmp_path, report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is verdict
