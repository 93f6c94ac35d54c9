"""FastAPI applications: what uvicorn is told, in which folder, and where they listen."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application

HEAD = "from fastapi import FastAPI\n"
APP = f"{HEAD}app = FastAPI()\n"
FACTORY = f"{HEAD}\ndef create_app():\n    app = FastAPI()\n    return app\n"


def applications(folder: Path, files: dict[str, str]) -> list[Application]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return list(Snapshot(FolderSource(folder)).applications())


STARTS: dict[str, tuple[dict[str, str], str, str, int]] = {
    "a module": ({"main.py": APP}, "main.py", "main:app", 8000),
    "another variable": ({"main.py": APP.replace("app =", "api =")}, "main.py", "main:api", 8000),
    "a package": (
        {"app/__init__.py": "", "app/main.py": f"from app.x import y\n{APP}", "app/x.py": ""},
        "app/main.py",
        "app.main:app",
        8000,
    ),
    "a folder that imports from itself": (
        {"api/main.py": f"from routes import y\n{APP}", "api/routes.py": "", "requirements.txt": "fastapi\n"},
        "api/main.py",
        "main:app --app-dir api",
        8000,
    ),
    "src": (
        {"src/shop/__init__.py": "", "src/shop/main.py": APP, "pyproject.toml": ""},
        "src/shop/main.py",
        "shop.main:app --app-dir src",
        8000,
    ),
    "a factory": (
        {"shop/__init__.py": "", "shop/app.py": FACTORY, "requirements.txt": ""},
        "shop/app.py",
        "shop.app:create_app --factory",
        8000,
    ),
    "a factory that a module calls": (
        {
            "shop/__init__.py": "",
            "shop/app.py": FACTORY,
            "asgi.py": "from shop.app import create_app\nsite = create_app()\n",
            "requirements.txt": "",
        },
        "asgi.py",
        "asgi:site",
        8000,
    ),
    "a Procfile": (
        {"main.py": APP, "Procfile": "web: uvicorn main:app --host 0.0.0.0 --port 5001\n"},
        "main.py",
        "main:app",
        5001,
    ),
    "a Dockerfile": (
        {
            "app/main.py": APP,
            "Dockerfile": 'CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "80"]\n',
            "requirements.txt": "",
        },
        "app/main.py",
        "app.main:app",
        80,
    ),
    "gunicorn's worker": (
        {"main.py": APP, "start.sh": "gunicorn -k uvicorn.workers.UvicornWorker -b 0.0.0.0:7000 main:app\n"},
        "main.py",
        "main:app",
        7000,
    ),
    "a main block": (
        {
            "main.py": f'import uvicorn\n{APP}if __name__ == "__main__":\n    uvicorn.run("main:app", port=9001, reload=True)\n'
        },
        "main.py",
        "main:app",
        9001,
    ),
}


@pytest.mark.parametrize(("files", "entry", "target", "port"), STARTS.values(), ids=STARTS)
def test_start(files: dict[str, str], entry: str, target: str, port: int, tmp_path: Path) -> None:
    [found] = applications(tmp_path, files)
    assert found.framework == "fastapi"
    assert (found.entry, found.port) == (entry, port)
    assert found.start == f"python -m uvicorn {target} --host 0.0.0.0 --port ${{PORT:-{port}}}"


def test_a_folder_that_imports_from_itself_by_its_name_is_started_above_it(tmp_path: Path) -> None:
    files = {
        "backend/main.py": f"from backend.routes import y\n{APP}",
        "backend/routes.py": "",
        "backend/requirements.txt": "fastapi\n",
    }

    [found] = applications(tmp_path, files)

    assert found.start == "cd .. && python -m uvicorn backend.main:app --host 0.0.0.0 --port ${PORT:-8000}"


def test_application_that_another_mounts_is_no_server(tmp_path: Path) -> None:
    text = f'{APP}admin = FastAPI()\napp.mount("/admin", admin)\n'
    assert [found.variable for found in applications(tmp_path, {"main.py": text})] == ["app"]


def test_class_of_its_own(tmp_path: Path) -> None:
    text = f"{HEAD}\nclass Shop(FastAPI):\n    pass\n\n\napp = Shop()\nother = FastAPI\n# FastAPI(\n"
    [found] = applications(tmp_path, {"main.py": text})
    assert found.variable == "app"


def test_a_test_is_no_application_beside_the_real_one(tmp_path: Path) -> None:
    files = {"main.py": APP, "tests/test_main.py": APP, "conftest.py": APP}
    assert [application.source for application in applications(tmp_path, files)] == ["main.py"]
