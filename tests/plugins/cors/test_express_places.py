"""Express: comments are no code, headers may be set in two places, variables change, and manifests stand apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
MISSING = (
    f"Access to fetch at 'http://localhost:4000/api/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
HEADER = MISSING.partition("No '")[0] + (
    "Request header field x-shop is not allowed by Access-Control-Allow-Headers in preflight response."
)
DECLARED = '{"scripts": {"start": "node server.js"}, "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}\n'
FRAME = """const express = require('express');
%s
const app = express();
%s
app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);
"""
CORS = "const cors = require('cors');"
BY_HAND = "app.use((req, res, next) => {\n  res.header('Access-Control-Allow-Origin', '%s');\n  next();\n});"


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def test_an_import_in_a_comment_imports_nothing(ask: Ask, tmp_path: Path) -> None:
    top = "// const cors = require('cors');\n/* import cors from 'cors' */"
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": FRAME % (top, "// app.use(cors());")})
    assert ask(tmp_path, MISSING).candidate is not None
    written = (tmp_path / "server.js").read_text()
    assert "\nconst cors = require('cors');\n" in written
    assert f"app.use(cors({{ origin: '{ORIGIN}' }}));" in written


def test_a_load_in_a_comment_needs_no_package(ask: Ask, tmp_path: Path) -> None:
    manifest = '{"dependencies": {"express": "^4.21.2"}}\n'
    mount = BY_HAND % ORIGIN
    lay_out(tmp_path, {"package.json": manifest, "server.js": FRAME % ("// require('cors')", mount)})
    answer = ask(tmp_path, MISSING)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is Verdict.NOT_CODE


def test_a_header_by_hand_beside_the_package_is_changed_too(ask: Ask, tmp_path: Path) -> None:
    mount = "app.use(cors({ origin: 'http://a.test' }));\n" + BY_HAND % "http://a.test"
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": FRAME % (CORS, mount)})
    assert ask(tmp_path, MISSING).candidate is not None
    written = (tmp_path / "server.js").read_text()
    assert f"origin: ['http://a.test', '{ORIGIN}']" in written
    assert f"req.headers.origin === '{ORIGIN}' ? '{ORIGIN}' : 'http://a.test'" in written


def test_a_header_that_was_turned_away_says_that_the_origin_was_not(ask: Ask, tmp_path: Path) -> None:
    mount = "app.use(cors({ origin: ['http://a.test'], allowedHeaders: ['Content-Type'] }));"
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": FRAME % (CORS, mount)})
    assert ask(tmp_path, HEADER).candidate is not None
    written = (tmp_path / "server.js").read_text()
    assert "allowedHeaders: ['Content-Type', 'X-Shop']" in written
    assert ORIGIN not in written


SWITCH = """let options = {};
if (process.env.NODE_ENV === 'production') {
  options = { origin: ['https://shop.test'] };
} else {
  options = { origin: ['http://localhost:%s'] };
}"""


def test_a_variable_holds_what_its_branch_gives_it(ask: Ask, tmp_path: Path) -> None:
    mount = SWITCH % "3000" + "\napp.use(cors(options));"
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": FRAME % (CORS, mount)})
    assert ask(tmp_path, MISSING).candidate is not None
    assert f"origin: ['http://localhost:3000', '{ORIGIN}']" in (tmp_path / "server.js").read_text()


@pytest.mark.parametrize(
    "mount",
    [
        SWITCH.replace("===", "!==") % "3000" + "\napp.use(cors(options));",
        "let options = {};\nif (isTest()) {\n  options = { origin: ['http://a.test'] };\n}\napp.use(cors(options));",
    ],
    ids=["the condition is the wrong way round", "the condition cannot be told"],
)
def test_a_variable_that_cannot_be_told_is_asked_about(mount: str, ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": FRAME % (CORS, mount)})
    answer = ask(tmp_path, MISSING)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert "by hand" in answer.diagnosis.reason


def test_a_function_that_takes_a_variable_apart(ask: Ask, tmp_path: Path) -> None:
    top = f"{CORS}\nrequire('dotenv').config();\nconst list = (text) => text.split(',').map((each) => each.trim());"
    mount = "app.use(cors({ origin: list(process.env.ORIGINS) }));"
    lay_out(
        tmp_path,
        {"package.json": DECLARED, "server.js": FRAME % (top, mount), ".env": "ORIGINS=http://a.test, http://b.test\n"},
    )
    assert ask(tmp_path, MISSING).candidate is not None
    assert (tmp_path / ".env").read_text() == f"ORIGINS=http://a.test, http://b.test, {ORIGIN}\n"


LOG = "Error: Cannot find module 'cors'\nRequire stack:\n- /srv/api/server.js\n"


def test_a_package_that_only_the_manifest_above_declares(ask: Ask, tmp_path: Path) -> None:
    files = {
        "package.json": '{"dependencies": {"cors": "^2.8.5"}}\n',
        "api/package.json": '{"dependencies": {"express": "^4.21.2"}}\n',
        "api/server.js": FRAME % (CORS, "app.use(cors());"),
    }
    lay_out(tmp_path, files)
    assert ask(tmp_path, LOG).candidate is not None
    assert '"cors": "^2.8.5"' in (tmp_path / "api/package.json").read_text()


def test_a_workspace_installs_what_the_manifest_above_declares(ask: Ask, tmp_path: Path) -> None:
    files = {
        "package.json": '{"workspaces": ["api"], "dependencies": {"cors": "^2.8.5"}}\n',
        "api/package.json": '{"dependencies": {"express": "^4.21.2"}}\n',
        "api/server.js": FRAME % (CORS, "app.use(cors());"),
    }
    lay_out(tmp_path, files)
    answer = ask(tmp_path, LOG)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert "npm install" in answer.diagnosis.reason


PREFLIGHT = MISSING.replace("No '", "Response to preflight request doesn't pass access control check: No '")
GUARD = (
    "module.exports = (req, res, next) => {\n%s  if (!req.headers.token) return res.status(401).end();\n  next();\n};\n"
)
GUARDED = FRAME % (
    f"{CORS}\nconst guard = require('./guard');",
    f"app.use(guard);\napp.use(cors({{ origin: '{ORIGIN}' }}));",
)


def test_a_check_that_turns_the_preflight_away_comes_after_cors(ask: Ask, tmp_path: Path) -> None:
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": GUARDED, "guard.js": GUARD % ""})
    assert ask(tmp_path, PREFLIGHT).candidate is not None
    written = (tmp_path / "server.js").read_text()
    assert written.index("app.use(cors(") < written.index("app.use(guard)")


def test_a_check_that_lets_preflights_pass_stays_where_it_is(ask: Ask, tmp_path: Path) -> None:
    passing = GUARD % "  if (req.method === 'OPTIONS') return next();\n"
    lay_out(tmp_path, {"package.json": DECLARED, "server.js": GUARDED, "guard.js": passing})
    answer = ask(tmp_path, PREFLIGHT)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is Verdict.NOT_CODE
