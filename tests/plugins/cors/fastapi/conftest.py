"""A small FastAPI application in a folder, and a browser's report about it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

ORIGIN = "http://localhost:5173"
NO_HEADER = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)


@dataclass(frozen=True)
class Changed:
    """What was answered about an application, and the folder with the change made."""

    folder: Path
    answer: Answer

    @property
    def cause(self) -> str | None:
        assert self.answer.diagnosis is not None
        return self.answer.diagnosis.fact("cause")

    @property
    def is_offered(self) -> bool:
        return self.answer.candidate is not None

    @property
    def reason(self) -> str:
        assert not self.is_offered
        assert self.answer.diagnosis is not None
        return self.answer.diagnosis.reason

    def text(self, path: str) -> str:
        return (self.folder / path).read_text()

    def options(self, path: str = "main.py") -> list[dict[str, object]]:
        """The keywords of each call that names CORSMiddleware, those that are literals, in the file's order."""
        found = []
        for node in ast.walk(ast.parse(self.text(path))):
            if isinstance(node, ast.Call) and any("CORSMiddleware" in ast.unparse(a) for a in (node.func, *node.args)):
                found.append({str(k.arg): _literal(k.value) for k in node.keywords})
        return found


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


@pytest.fixture
def settle(ask: Callable[[Path, str], Answer], tmp_path: Path) -> Callable[..., Changed]:
    """Lay an application out, report a blocked request about it, and make the change that is offered."""

    def make(
        files: dict[str, str],
        *,
        origin: str = ORIGIN,
        url: str = "http://localhost:8000/items",
        report: str = NO_HEADER,
    ) -> Changed:
        for name, text in {"requirements.txt": "fastapi\nuvicorn\n", **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return Changed(tmp_path, ask(tmp_path, report.format(url=url, origin=origin)))

    return make


@pytest.fixture
def application() -> Callable[[str], str]:
    """A main module with CORSMiddleware and these arguments."""

    def make(arguments: str, before: str = "") -> str:
        return (
            "import os\nfrom fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n"
            f"{before}\napp = FastAPI()\n\napp.add_middleware(\n    CORSMiddleware,\n{arguments})\n\n"
            '@app.get("/items")\ndef items():\n    return []\n'
        )

    return make
