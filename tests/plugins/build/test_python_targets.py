"""Commands that name an application to gunicorn or uvicorn which is not there."""

from __future__ import annotations

import pytest

GUNICORN = """[9] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/app/.heroku/python/lib/python3.11/site-packages/gunicorn/util.py", line 371, in import_app
    mod = importlib.import_module(module)
ModuleNotFoundError: No module named '{module}'
"""
UVICORN = 'ERROR:    Error loading ASGI app. Could not import module "{module}".\n'
NO_NAME = 'ERROR:    Error loading ASGI app. Attribute "{name}" not found in module "{module}".\n'
DJANGO = {
    "requirements.txt": "Django==5.0\ngunicorn==22.0.0\n",
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")\n',
    "site_config/__init__.py": "",
    "site_config/settings.py": "INSTALLED_APPS = []\n",
    "site_config/wsgi.py": "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
    "Procfile": "release: python manage.py migrate\nweb: gunicorn shop.wsgi --log-file -\n",
}
DOCKERFILE = (
    "FROM python:3.11\nWORKDIR /code\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
    'COPY ./app /code/app\nCMD ["uvicorn", "{target}", "--host", "0.0.0.0"]\n'
)
FASTAPI = {
    "requirements.txt": "fastapi==0.111.0\nuvicorn==0.30.0\n",
    "app/__init__.py": "",
    "app/db.py": "URL = ''\n",
    "app/main.py": "from fastapi import FastAPI\n\nfrom app.db import URL\n\napp = FastAPI(title=URL)\n",
}


def test_the_project_that_django_has_is_served(fix):
    answer = fix(DJANGO, GUNICORN.format(module="shop.wsgi"))
    assert answer.files == {"Procfile": DJANGO["Procfile"].replace("shop.wsgi", "site_config.wsgi")}


@pytest.mark.parametrize(
    ("target", "report"),
    [
        ("main:app", UVICORN.format(module="main")),
        ("app.main:api", NO_NAME.format(name="api", module="app.main")),
    ],
)
def test_the_application_is_called_as_the_image_has_it(fix, target, report):
    answer = fix({**FASTAPI, "Dockerfile": DOCKERFILE.format(target=target)}, report)
    assert answer.files == {"Dockerfile": DOCKERFILE.format(target="app.main:app")}


@pytest.mark.parametrize(
    "case",
    [
        {"Procfile": "web: cd site && gunicorn shop.wsgi\n"},
        {"other/wsgi.py": "application = 1\n"},
        {"Procfile": "web: gunicorn --pythonpath site shop.wsgi\n"},
        {"Procfile": "web: python manage.py runserver\n", "docker-compose.yml": "command: gunicorn shop.wsgi\n"},
    ],
    ids=["runs elsewhere", "two of them", "another path", "not to be touched"],
)
def test_what_is_not_certain_is_left_alone(fix, case):
    assert fix({**DJANGO, **case}, GUNICORN.format(module="shop.wsgi")).files == {}


def test_a_target_that_is_right_is_left_alone(fix):
    files = {**DJANGO, "Procfile": "web: gunicorn site_config.wsgi\n"}
    assert fix(files, GUNICORN.format(module="site_config.wsgi")).files == {}
