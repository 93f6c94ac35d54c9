"""Flask applications: which file starts them, with what command, and where they listen."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application

HEAD = "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
FACTORY = "from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n"
MAIN = 'if __name__ == "__main__":\n    '


def applications(folder: Path, files: dict[str, str]) -> list[Application]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return list(Snapshot(FolderSource(folder)).applications())


STARTS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "a main block": ({"server.py": f"{HEAD}{MAIN}app.run()\n"}, "", "server.py", "python server.py"),
    "a main block of another file": (
        {
            "shop/__init__.py": FACTORY,
            "run.py": f"from shop import create_app\napp = create_app()\n{MAIN}app.run()\n",
        },
        "",
        "run.py",
        "python run.py",
    ),
    "a main block that calls main": (
        {"server.py": f"{HEAD}def main():\n    app.run(port=8000)\n\n{MAIN}main()\n"},
        "",
        "server.py",
        "python server.py",
    ),
    "a main block inside a package": (
        {"shop/__init__.py": "", "shop/app.py": f"from .x import y\n{HEAD}{MAIN}app.run()\n"},
        "",
        "shop/app.py",
        "python -m shop.app",
    ),
    "a module alone": ({"app.py": HEAD}, "", "app.py", "python -m flask --app app run"),
    "another variable": (
        {"web.py": HEAD.replace("app =", "site =")},
        "",
        "web.py",
        "python -m flask --app web:site run",
    ),
    "a factory": (
        {"shop/__init__.py": FACTORY, "requirements.txt": "flask\n"},
        "",
        "shop/__init__.py",
        "python -m flask --app shop:create_app run",
    ),
    "a factory in a folder with requirements": (
        {"back/shop/__init__.py": FACTORY, "back/requirements.txt": "flask\n"},
        "back",
        "back/shop/__init__.py",
        "python -m flask --app shop:create_app run",
    ),
    "a factory in a source layout": (
        {"src/shop/__init__.py": FACTORY, "pyproject.toml": ""},
        "",
        "src/shop/__init__.py",
        "python -m flask --app src/shop:create_app run",
    ),
    "a Procfile": (
        {
            "shop/__init__.py": FACTORY,
            "shop/wsgi.py": "from shop import create_app\napp = create_app()\n",
            "Procfile": "web: gunicorn -w 4 --bind 0.0.0.0:$PORT shop.wsgi:app\n",
        },
        "",
        "shop/wsgi.py",
        "python -m flask --app shop.wsgi:app run",
    ),
    "a Procfile that calls the factory": (
        {"shop/__init__.py": FACTORY, "Procfile": "web: gunicorn 'shop:create_app()'\n"},
        "",
        "shop/__init__.py",
        "python -m flask --app 'shop:create_app()' run",
    ),
}


@pytest.mark.parametrize("case", STARTS)
def test_start(case: str, tmp_path: Path) -> None:
    files, root, entry, command = STARTS[case]
    (found,) = applications(tmp_path, files)
    assert (found.root, found.entry, found.start) == (root, entry, command)


PORTS: dict[str, tuple[str, int | None, str | None]] = {
    "default": ("app.run(debug=True)", 5000, None),
    "a number": ("app.run(host='0.0.0.0', port=8000)", 8000, None),
    "by position": ("app.run('0.0.0.0', 8000)", 8000, None),
    "the environment": ("app.run(port=int(os.environ.get('PORT', 8000)))", 8000, "PORT"),
    "getenv": ("app.run(port=int(os.getenv('API_PORT', '8000')))", 8000, "API_PORT"),
    "or": ("app.run(port=int(os.environ.get('PORT') or 8000))", 8000, "PORT"),
    "no default": ("app.run(port=os.environ['PORT'])", None, "PORT"),
    "a variable": ("app.run(port=PORT)", 8001, None),
    "a configuration class": ("app.run(port=Config.PORT)", 8002, "PORT"),
    "waitress": ("serve(app, host='x', port=8000)", 8000, None),
}


@pytest.mark.parametrize("case", PORTS)
def test_port(case: str, tmp_path: Path) -> None:
    text, number, variable = PORTS[case]
    files = {
        "app.py": f"{HEAD}from config import Config\nPORT = 8001\n{MAIN}{text}\n",
        "config.py": "import os\nclass Config:\n    PORT = int(os.environ.get('PORT', 8002))\n",
    }
    (found,) = applications(tmp_path, files)
    assert (found.port, found.port_variable) == (number, variable)


def test_port_of_flask_run(tmp_path: Path) -> None:
    (found,) = applications(tmp_path, {"app.py": HEAD, ".flaskenv": "FLASK_RUN_PORT=5050\n"})
    assert (found.port, found.port_variable) == (5050, "FLASK_RUN_PORT")


def test_every_field(tmp_path: Path) -> None:
    files = {
        "backend/requirements.txt": "flask\n",
        "backend/app.py": f"{HEAD}{MAIN}app.run()\n",
        "backend/tests/test_app.py": "def test_it():\n    pass\n",
    }
    (found,) = applications(tmp_path, files)
    assert found == Application(
        framework="flask",
        ecosystem="pip",
        root="backend",
        entry="backend/app.py",
        source="backend/app.py",
        variable="app",
        manifest="backend/requirements.txt",
        start="python app.py",
        test="python -m pytest",
        port=5000,
    )
