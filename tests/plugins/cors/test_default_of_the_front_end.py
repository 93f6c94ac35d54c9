"""A single default origin that is not where the repository's only front end is served: the default is mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

Ask = Callable[[Path, str], Answer]
OLD, ORIGIN = "http://localhost:3000", "http://localhost:5174"
REPORT = (
    f"Access to fetch at 'http://localhost:5000/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
CONFIG = f'import os\n\n\nclass Config:\n    FRONTEND_URL = os.environ.get("FRONTEND_URL", "{OLD}")\n'
APP = """from config import Config
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
app.config.from_object(Config)
CORS(app, origins=app.config["FRONTEND_URL"])


@app.route("/items")
def items():
    return []
"""
VITE = "export default {{ server: {{ port: {port} }} }};\n"


def lay(folder: Path, **ports: int) -> None:
    (folder / "config.py").write_text(CONFIG)
    (folder / "app.py").write_text(APP)
    for name, port in ports.items():
        (folder / name).mkdir()
        (folder / name / "vite.config.js").write_text(VITE.format(port=port))


def test_the_default_becomes_the_front_end(ask: Ask, tmp_path: Path) -> None:
    lay(tmp_path, web=5174)
    found = ask(tmp_path, REPORT)
    assert found.candidate is not None
    assert (tmp_path / "config.py").read_text() == CONFIG.replace(OLD, ORIGIN)
    assert found.candidate.gives_up == (OLD,)


@pytest.mark.parametrize("ports", [{"web": 5174, "admin": 3000}, {"web": 3000}, {}], ids=["two", "another", "none"])
def test_else_it_stays_and_the_page_is_let_in_beside_it(ask: Ask, tmp_path: Path, ports: dict[str, int]) -> None:
    lay(tmp_path, **ports)
    found = ask(tmp_path, REPORT)
    assert found.candidate is not None
    assert not found.candidate.gives_up
    assert (tmp_path / "config.py").read_text() == CONFIG
