"""Pictures that helmet's Cross-Origin-Resource-Policy keeps from the page: how far it is opened, and by which call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Verdict
from autofix.sdk.testing import Answer
from plugins import cors

Ask = Callable[[Path, str], Answer]
BLOCKED = "GET {0}/uploads/1.png net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)\n\nOrigin: {1}\n"
HERE = BLOCKED.format("http://localhost:4000", "http://localhost:5173")
AWAY = BLOCKED.format("http://localhost:4000", "https://album.example")
MANIFEST = json.dumps({"dependencies": {"express": "^4.19.2", "helmet": "^7.0.0"}})
TOP = "const express = require('express');\nconst helmet = require('helmet');\nconst app = express();\n"
END = "app.use('/uploads', express.static('uploads'));\napp.listen(4000);\n"
CROSS, SAME = "{ policy: 'cross-origin' }", "{ policy: 'same-site' }"

CASES: dict[str, tuple[str, str, str]] = {
    "bare": ("app.use(helmet());\n", HERE, f"helmet({{ crossOriginResourcePolicy: {SAME} }})"),
    "page of another site": ("app.use(helmet());\n", AWAY, f"helmet({{ crossOriginResourcePolicy: {CROSS} }})"),
    "server lets another site in": (
        "const origins = ['https://album.example'];\napp.use(helmet());\n",
        HERE,
        f"helmet({{ crossOriginResourcePolicy: {CROSS} }})",
    ),
    "other options": (
        "app.use(helmet({ noSniff: true }));\n",
        HERE,
        f"helmet({{ noSniff: true, crossOriginResourcePolicy: {SAME} }})",
    ),
    "said so": (
        "app.use(helmet({ crossOriginResourcePolicy: { policy: 'same-origin' } }));\n",
        AWAY,
        f"helmet({{ crossOriginResourcePolicy: {CROSS} }})",
    ),
    "middleware of its own": (
        "app.use(helmet());\napp.use(helmet.crossOriginResourcePolicy());\n",
        AWAY,
        f"helmet.crossOriginResourcePolicy({CROSS})",
    ),
}
LEFT = {
    "open already": "app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\n",
    "switched off": "app.use(helmet({ crossOriginResourcePolicy: false }));\n",
    "opened by the next": "app.use(helmet());\napp.use(helmet.crossOriginResourcePolicy({ policy: 'cross-origin' }));\n",
    "no helmet": "",
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_opened(name: str, ask: Ask, tmp_path: Path) -> None:
    middle, report, wanted = CASES[name]
    answer = ask(lay(tmp_path, middle), report)
    assert answer.candidate is not None
    assert wanted in (answer.written["server.js"] or b"").decode()


@pytest.mark.parametrize("name", LEFT)
def test_it_is_left_alone(name: str, ask: Ask, tmp_path: Path) -> None:
    answer = ask(lay(tmp_path, LEFT[name]), AWAY)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.verdict is Verdict.ACTION_RECOMMENDED


def test_somebody_elses_pictures_are_left_alone(ask: Ask, tmp_path: Path) -> None:
    report = BLOCKED.format("https://pictures.example", "http://localhost:5173")
    answer = ask(lay(tmp_path, "app.use(helmet());\n"), report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert "no server of this repository" in answer.diagnosis.reason


def lay(folder: Path, middle: str) -> Path:
    (folder / "package.json").write_text(MANIFEST)
    (folder / "server.js").write_text(TOP + middle + END)
    return folder


def test_an_upload_that_is_not_there_is_no_proof(tmp_path: Path) -> None:
    problem, workspace = read_report(HERE), Snapshot(FolderSource(lay(tmp_path, "app.use(helmet());\n")))
    assert cors.validate(problem, workspace) == ()
