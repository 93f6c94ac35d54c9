"""Django projects: which file starts them, with which settings, and where they listen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

MANAGE = (
    b"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '%s')\n"
    b"from django.core.management import execute_from_command_line\n"
)
WSGI = b"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '%s')\n"
Make = Callable[[dict[str, bytes]], Snapshot]


def manage(module: bytes) -> bytes:
    return MANAGE % module


def test_manage_at_the_top(workspace: Make) -> None:
    made = workspace({"manage.py": manage(b"shop.settings"), "shop/settings.py": b"", "requirements.txt": b"django\n"})
    [found] = made.applications()
    assert (found.framework, found.ecosystem, found.root, found.entry) == ("django", "pip", "", "manage.py")
    assert (found.source, found.variable, found.manifest) == ("shop/settings.py", "shop.settings", "requirements.txt")
    assert found.start == "python manage.py runserver 0.0.0.0:${PORT:-8000} --noreload"
    assert (found.port, found.port_variable) == (8000, "PORT")


def test_manage_in_a_folder_with_its_own_manifest(workspace: Make) -> None:
    files = {
        "backend/manage.py": manage(b"shop.settings.dev"),
        "backend/shop/settings/dev.py": b"from .base import *\n",
        "backend/shop/settings/base.py": b"",
        "backend/Pipfile": b"",
    }
    [found] = workspace(files).applications()
    assert (found.root, found.entry, found.source) == ("backend", "backend/manage.py", "backend/shop/settings/dev.py")
    assert found.start.startswith("python manage.py ")


def test_manifest_above(workspace: Make) -> None:
    files = {"src/manage.py": manage(b"shop.settings"), "src/shop/settings.py": b"", "requirements.txt": b"django\n"}
    [found] = workspace(files).applications()
    assert (found.root, found.start.split(" runserver")[0]) == ("", "python src/manage.py")


def test_folder_of_requirements(workspace: Make) -> None:
    files = {"manage.py": manage(b"shop.settings"), "shop/settings.py": b"", "requirements/base.txt": b"django\n"}
    [found] = workspace(files).applications()
    assert (found.root, found.manifest) == ("", "requirements/base.txt")


def test_wsgi_alone(workspace: Make) -> None:
    [found] = workspace({"shop/wsgi.py": WSGI % b"shop.settings", "shop/settings.py": b""}).applications()
    assert found.start.startswith("python -m django runserver --settings shop.settings")


def test_wsgi_beside_manage_is_the_same_project(workspace: Make) -> None:
    files = {
        "manage.py": manage(b"shop.settings"),
        "shop/wsgi.py": WSGI % b"shop.settings",
        "shop/asgi.py": WSGI % b"shop.settings",
        "shop/settings.py": b"",
    }
    assert len(workspace(files).applications()) == 1


def test_settings_that_are_not_here_make_no_project(workspace: Make) -> None:
    assert workspace({"manage.py": manage(b"other.settings")}).applications() == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docker-compose.yml", b"services:\n  web:\n    command: python manage.py runserver 0.0.0.0:9000\n"),
        ("Dockerfile", b'CMD ["python", "manage.py", "runserver", "0.0.0.0:9000"]\n'),
        ("run.sh", b"python manage.py runserver 9000\n"),
    ],
)
def test_port_of_a_script(path: str, text: bytes, workspace: Make) -> None:
    [found] = workspace({"manage.py": manage(b"shop.settings"), "shop/settings.py": b"", path: text}).applications()
    assert found.port == 9000
