"""Flask: what one view says of itself, a repository without a manifest, and where the package is declared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
ORIGIN = "http://localhost:5173"
MISSING = (
    f"Access to fetch at 'http://localhost:5000/%s' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
APP = """from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/open")
def everybody():
    response = jsonify([])
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@app.route("/items")
def items():
    return jsonify([])


if __name__ == "__main__":
    app.run()
"""
SET_UP = f'CORS(app, origins=["{ORIGIN}"])'


def test_a_header_of_another_view_lets_nobody_in_here(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("flask\n")
    assert ask(tmp_path, MISSING % "open").candidate is None
    assert ask(tmp_path, MISSING % "items").candidate is not None
    assert SET_UP in (tmp_path / "app.py").read_text()
    assert (tmp_path / "requirements.txt").read_text() == "flask\nflask-cors\n"


def test_where_nothing_names_packages_the_code_alone_is_changed(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    assert ask(tmp_path, MISSING % "items").candidate is not None
    assert SET_UP in (tmp_path / "app.py").read_text()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["app.py"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Pipfile", '[packages]\nflask = "*"\n', '[packages]\nflask = "*"\nflask-cors = "*"\n'),
        (
            "pyproject.toml",
            '[tool.poetry]\nname = "a"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3.0"\n',
            '[tool.poetry]\nname = "a"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3.0"\nflask-cors = "*"\n',
        ),
    ],
)
def test_the_package_gets_a_row_beside_flask(name: str, before: str, after: str, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / name).write_text(before)
    assert ask(tmp_path, MISSING % "items").candidate is not None
    assert (tmp_path / name).read_text() == after


def test_an_address_in_a_configuration_class_is_mended_there(ask: Ask, tmp_path: Path) -> None:
    head = "import config\nfrom flask_cors import CORS\n\napp = Flask(__name__)\napp.config.from_object(config.Base)\n"
    written = APP.replace("app = Flask(__name__)\n", head + 'CORS(app, origins=[app.config["CLIENT"]])\n')
    (tmp_path / "app.py").write_text(written)
    (tmp_path / "config.py").write_text(f'class Base:\n    CLIENT = "{ORIGIN}/"\n')
    (tmp_path / "requirements.txt").write_text("flask\nflask-cors\n")
    assert ask(tmp_path, MISSING % "items").candidate is not None
    assert (tmp_path / "config.py").read_text() == f'class Base:\n    CLIENT = "{ORIGIN}"\n'


def test_a_list_that_the_extension_reads_from_a_class(ask: Ask, tmp_path: Path) -> None:
    head = "from flask_cors import CORS\n\napp = Flask(__name__)\napp.config.from_object('config.Base')\nCORS(app)\n"
    (tmp_path / "app.py").write_text(APP.replace("app = Flask(__name__)\n", head))
    (tmp_path / "config.py").write_text('class Base:\n    CORS_ORIGINS = ["http://localhost:3000"]\n')
    (tmp_path / "requirements.txt").write_text("flask\nflask-cors\n")
    assert ask(tmp_path, MISSING % "items").candidate is not None
    assert f'CORS_ORIGINS = ["http://localhost:3000", "{ORIGIN}"]' in (tmp_path / "config.py").read_text()
