"""The Python command that is run to see a failure again: the one that was run, else the nearest that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import CommandProbe
from plugins.build.locate import spots
from plugins.build.probe_python import python_probe

FILES = {
    "requirements.txt": "flask\n",
    "shop/__init__.py": "from shop.prices import total\n",
    "shop/prices.py": "total = 1\n",
    "tools/fill.py": "import prices\n",
    "serve.py": "from shop import app\napp.run()\n",
    "tests/test_prices.py": "from shop import total\n",
    "office/manage.py": "",
    "office/letters/apps.py": "",
    "office/requirements.txt": "django\n",
}
NO_NAME = "ImportError: cannot import name 'total' from 'shop.prices' (/app/shop/prices.py)\n"
NO_MODULE = "ModuleNotFoundError: No module named 'prices'\n"
COLLECTING = (
    "============ test session starts ============\n________ ERROR collecting tests/test_prices.py ________\n"
    "tests/test_prices.py:1: in <module>\n    from shop import total\nE   " + NO_NAME
)
FLAKE8 = "./shop/prices.py:3:1: F821 undefined name 'tax'\n"


def frame(file: str, line: int = 1, name: str = "<module>") -> str:
    return f'  File "{file}", line {line}, in {name}\n    from x import y\n'


def probe_of(folder: Path, report: str) -> CommandProbe | None:
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    problem, workspace = read_report(report), Snapshot(FolderSource(folder))
    found = (*spots(workspace, problem, "build"), *spots(workspace, problem, "module_missing"))
    return python_probe(problem, workspace, found)


@pytest.mark.parametrize(
    ("report", "root", "command", "is_guess"),
    [
        pytest.param(
            "$ python -m pytest tests -x\n" + COLLECTING, "", "python -m pytest tests -x", False, id="the one that ran"
        ),
        pytest.param(
            COLLECTING, "", "python -m pytest --collect-only -q tests/test_prices.py", False, id="what was collected"
        ),
        pytest.param("Run flake8 shop\n" + FLAKE8, "", "flake8 shop", False, id="a linter as CI ran it"),
        pytest.param(
            frame("/usr/lib/python3/dist-packages/gunicorn/util.py") + frame("/app/shop/__init__.py") + NO_NAME,
            *("", 'python -c "import shop"', True),
            id="a module that a server loads",
        ),
        pytest.param(
            frame("/app/tools/fill.py") + NO_MODULE,
            *("", 'PYTHONPATH=tools:"$PYTHONPATH" python -c "import fill"', True),
            id="a script, from its own folder",
        ),
        pytest.param(
            frame("/venv/lib/python3.11/site-packages/django/apps/config.py", name="create")
            + "ModuleNotFoundError: No module named 'letter'\n",
            *("office", "python manage.py check", True),
            id="what Django loads",
        ),
        pytest.param(
            "$ cd /app && python manage.py migrate; rm -rf /\n"
            + frame("/venv/lib/python3.11/site-packages/django/core/management/commands/migrate.py", name="handle")
            + "django.db.migrations.exceptions.NodeNotFoundError: Migration letters.0002_x dependencies reference "
            "nonexistent parent node ('letters', '0001_y')\n",
            *("office", "python manage.py migrate", True),
            id="no more of a line than a plain command",
        ),
    ],
)
def test_it_is_chosen(tmp_path: Path, report: str, root: str, command: str, is_guess: bool) -> None:
    probe = probe_of(tmp_path, report)

    assert probe is not None
    assert (probe.root, probe.command, probe.is_guess) == (root, command, is_guess)


def test_importing_what_would_serve_for_ever_is_no_choice(tmp_path: Path) -> None:
    assert (
        probe_of(tmp_path, frame("/app/serve.py") + "ImportError: cannot import name 'app' from 'shop' (x.py)\n")
        is None
    )
