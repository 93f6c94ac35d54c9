"""Several manifests beside each other: the one that is really installed is the one that has to ask."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

TRACE = """Traceback (most recent call last):
  File "/srv/shop/app.py", line 1, in <module>
    x
ModuleNotFoundError: No module named '{module}'
"""
PIPFILE = '[packages]\nflask = "==3.0.0"\nrequests = "==2.31.0"\nsqlalchemy = "*"\nflask-login = "*"\n'
ROWS = "flask==3.0.0\nrequests==2.31.0\nsqlalchemy==2.0.30\n"
LOGIN = {"app.py": "import flask_login\n", "Pipfile": PIPFILE, "requirements.txt": ROWS}


def test_requirements_that_fell_behind_the_pipfile(fix):
    answer = fix(LOGIN, TRACE.format(module="flask_login"))
    assert answer.files == {
        "requirements.txt": "flask==3.0.0\nflask-login==0.6.3\nrequests==2.31.0\nsqlalchemy==2.0.30\n"
    }


def test_requirements_of_another_kind_say_nothing_of_it(fix):
    answer = fix({**LOGIN, "requirements.txt": "black==24.1.0\n"}, TRACE.format(module="flask_login"))
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)


@pytest.mark.parametrize(
    ("docker", "changed"),
    [
        ("FROM python:3.11\nRUN pip install -r requirements.txt\n", "requirements.txt"),
        ("FROM python:3.11\nRUN pip install pipenv && pipenv install --deploy\n", "Pipfile"),
    ],
)
def test_the_image_says_which_is_installed(fix, docker, changed):
    files = {"app.py": "import yaml\n", "Pipfile": PIPFILE, "requirements.txt": ROWS, "Dockerfile": docker}
    assert list(fix(files, TRACE.format(module="yaml")).files) == [changed]


HEROKU = """2024-05-02T10:12:33.551234+00:00 app[web.1]: bash: gunicorn: command not found
2024-05-02T10:12:33.612345+00:00 heroku[web.1]: Process exited with status 127
"""


def test_the_server_that_a_host_starts_is_asked_for(fix):
    answer = fix({"app.py": "x = 1\n", "requirements.txt": "flask==3.0.0\n"}, HEROKU)
    assert answer.files == {"requirements.txt": "flask==3.0.0\ngunicorn==22.0.0\n"}


def test_a_server_that_is_asked_for_was_not_installed(fix):
    answer = fix({"app.py": "x = 1\n", "requirements.txt": "gunicorn==22.0.0\n"}, HEROKU)
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("Exception: Install 'email_validator' for email validation support.", "email-validator==2.2.0"),
        ("ValueError: the greenlet library is required to use this function. No module named 'greenlet'", "greenlet"),
    ],
)
def test_a_library_says_what_it_lacks(fix, said, row):
    report = f'Traceback (most recent call last):\n  File "/srv/shop/app.py", line 1, in <module>\n    x\n{said}\n'
    answer = fix({"app.py": "x = 1\n", "requirements.txt": "flask==3.0.0\n"}, report)
    assert row in answer.files["requirements.txt"].split("\n")


ROWS_DEV = {"requirements.txt": "django==5.0.6\n", "requirements-dev.txt": "-r requirements.txt\ndjango-extensions\n"}


def test_the_application_needs_what_only_the_developers_list_has(fix):
    files = {**ROWS_DEV, "app.py": "import django_extensions\n"}
    changed = fix(files, TRACE.format(module="django_extensions")).files
    assert "django-extensions==3.2.3" in changed["requirements.txt"].split("\n")


def test_a_tool_of_developers_stays_in_their_list(fix):
    files = {**ROWS_DEV, "requirements-dev.txt": "django-debug-toolbar\n", "app.py": "import debug_toolbar\n"}
    assert fix(files, TRACE.format(module="debug_toolbar")).files == {}


def test_a_developers_file_needs_the_developers_list_installed(fix):
    files = {**ROWS_DEV, "config/local.py": "import django_extensions\n"}
    report = TRACE.format(module="django_extensions").replace("app.py", "config/local.py")
    answer = fix(files, report)
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)


def test_uvicorn_says_that_it_cannot_speak_websocket(fix):
    report = (
        "WARNING:  Unsupported upgrade request.\nWARNING:  No supported WebSocket library detected. Please use "
        "\"pip install 'uvicorn[standard]'\", or install 'websockets' or 'wsproto' manually.\n"
    )
    answer = fix({"app.py": "x = 1\n", "requirements.txt": "fastapi\nuvicorn\n"}, report)
    assert answer.files == {"requirements.txt": "fastapi\nuvicorn\nwebsockets\n"}


def test_an_image_for_developing_does_not_make_their_list_the_application_s(fix):
    files = {
        "app.py": "import yaml\n",
        "requirements/base.txt": "django==5.0.6\nrequests==2.31.0\n",
        "requirements/local.txt": "-r base.txt\nfaker\n",
        "Dockerfile": "FROM python:3.12\nRUN pip install -r requirements/local.txt\n",
    }
    assert list(fix(files, TRACE.format(module="yaml")).files) == ["requirements/base.txt"]
