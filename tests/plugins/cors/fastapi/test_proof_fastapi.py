"""FastAPI applications proven for real: the server is started and asked, before and after the change."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry]

REPORT = (
    "Access to fetch at 'http://localhost:8000/api/items' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
ROUTES = """from fastapi import APIRouter

router = APIRouter(prefix="/items")


@router.get("")
def items() -> list[str]:
    return ["tea"]
"""
ABSENT = """from fastapi import FastAPI

from app.routes import router


def create_app() -> FastAPI:
    app = FastAPI(title="Shop")
    app.include_router(router, prefix="/api")
    return app


app = create_app()
"""
LISTED = """import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.routes import router

app = FastAPI(title="Shop")
app.add_middleware(
    CORSMiddleware,
    allow_origins=os.getenv("ALLOWED_ORIGINS", "http://localhost:3000").split(","),
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)
app.include_router(router, prefix="/api")
"""


def repair(bench: Bench, folder: Path, main: str) -> Repair:
    files = {
        "app/__init__.py": "",
        "app/main.py": main,
        "app/routes.py": ROUTES,
        "requirements.txt": "fastapi==0.115.0\nuvicorn==0.30.6\n",
        "Procfile": "web: uvicorn app.main:app --host 0.0.0.0 --port ${PORT:-8000}\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    return Repairer(load_plugins(("plugins.cors",)), bench).repair(read_report(REPORT), workspace)


def test_added_middleware_is_verified(bench: Bench, tmp_path: Path) -> None:
    found = repair(bench, tmp_path, ABSENT)
    assert found.result is Result.VERIFIED, found.reason


def test_default_of_a_variable_is_verified(bench: Bench, tmp_path: Path) -> None:
    found = repair(bench, tmp_path, LISTED)
    assert found.result is Result.VERIFIED, found.reason
