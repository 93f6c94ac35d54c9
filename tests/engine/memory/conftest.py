"""Repairs that are accepted in one small repository, and what is remembered of them in another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.memory.generalise import generalise
from autofix.engine.memory.lesson import Lesson
from autofix.engine.memory.lesson_json import read_lesson, write_lesson
from autofix.engine.memory.recall import recall
from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.engine.workspace.text import line_edits
from autofix.sdk.candidate import Action, Candidate, Change
from autofix.workbench import BUILT_IN

ID = "les_accepted"


@dataclass(frozen=True)
class Repository:
    """Files, and a report about them."""

    files: Mapping[str, str]
    report: str


@pytest.fixture
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], Snapshot]:
    """A workspace of these files."""

    def make(files: Mapping[str, str]) -> Snapshot:
        folder: Path = tmp_path_factory.mktemp("repository")
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
        return Snapshot(FolderSource(folder))

    return make


@pytest.fixture
def learn(snapshot: Callable[[Mapping[str, str]], Snapshot]) -> Callable[..., Lesson | None]:
    """What the change of ``after`` (whole files) teaches, as it comes out of the database again."""

    def teach(before: Repository, after: Mapping[str, str], **options: Any) -> Lesson | None:
        workspace, problem = snapshot(before.files), read_report(before.report)
        diagnosis = Repairer(load_plugins(BUILT_IN), None).diagnose(problem, workspace)
        assert diagnosis is not None
        changes = [
            Change(name, Action.MODIFY, "", line_edits(before.files[name], text))
            if name in before.files
            else Change(name, Action.CREATE, "", content=text)
            for name, text in after.items()
        ]
        patch = make_patch(workspace, Candidate("model:any", "a change", tuple(changes)))
        lesson = generalise(problem, diagnosis, workspace, patch, **options)
        return None if lesson is None else replace(read_lesson(write_lesson(lesson)), id=ID)

    return teach


@pytest.fixture
def remember(snapshot: Callable[[Mapping[str, str]], Snapshot]) -> Callable[..., list[dict[str, str]]]:
    """What the lessons propose for a repository: the files that each candidate changes, as they would be."""

    def propose(there: Repository, *lessons: Lesson) -> list[dict[str, str]]:
        workspace, problem = snapshot(there.files), read_report(there.report)
        diagnosis = Repairer(load_plugins(BUILT_IN), None).diagnose(problem, workspace)
        patches = [make_patch(workspace, each) for each in recall(lessons, problem, diagnosis, workspace)]
        return [{file.file: (file.after or b"").decode() for file in patch.files} for patch in patches]

    return propose


@pytest.fixture
def shop() -> Repository:
    """A Flask server that lets nobody but one page in, in a way that no recipe reads."""
    return flask('OPTIONS = dict(origins=["http://localhost:3000"])\nCORS(app, **OPTIONS)\n')


@pytest.fixture
def shop_mended(shop: Repository) -> Mapping[str, str]:
    """The file of ``shop`` as a person accepted it."""
    wanted = 'origins=["http://localhost:3000", "http://localhost:5173"]'
    return {"app.py": shop.files["app.py"].replace('origins=["http://localhost:3000"]', wanted)}


@pytest.fixture
def make_flask() -> Callable[..., Repository]:
    """A Flask server with these lines about CORS, and the report of a page that it does not let in."""
    return flask


@pytest.fixture
def make_typescript() -> Callable[..., Repository]:
    """A file of TypeScript, and what the compiler says of it."""

    def make(name: str, text: str, says: str) -> Repository:
        manifest = '{"name": "any", "scripts": {"build": "tsc"}, "devDependencies": {"typescript": "^5"}}'
        options = '{"compilerOptions": {"strict": true}, "include": ["src"]}'
        files = {name: text, "package.json": manifest, "tsconfig.json": options}
        return Repository(files, f"{name}{says}")

    return make


def flask(
    lines: str,
    *,
    name: str = "app.py",
    path: str = "/api/items",
    port: int = 4000,
    origin: str = "http://localhost:5173",
) -> Repository:
    """See ``make_flask``."""
    text = (
        "from flask import Flask, jsonify\nfrom flask_cors import CORS\n\napp = Flask(__name__)\n"
        f'{lines}\n\n@app.get("{path}")\ndef answer():\n    return jsonify([])\n\n\n'
        f'if __name__ == "__main__":\n    app.run(port={port})\n'
    )
    report = (
        f"Access to fetch at 'http://localhost:{port}{path}' from origin '{origin}' has been blocked by CORS policy: "
        "No 'Access-Control-Allow-Origin' header is present on the requested resource."
    )
    return Repository({name: text, "requirements.txt": "flask\nflask-cors\n"}, report)
