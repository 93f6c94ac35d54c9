"""Modules of Python that are not found: distributions that nothing asks for, and files that are elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.diagnose import diagnose
from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.propose import propose
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Verdict

TRACE = """Traceback (most recent call last):
  File "/srv/app/{file}", line {line}, in <module>
    {code}
ModuleNotFoundError: No module named '{module}'
"""
DJANGO = """Traceback (most recent call last):
  File "/srv/app/manage.py", line 22, in <module>
    main()
  File "/srv/app/manage.py", line 18, in main
    execute_from_command_line(sys.argv)
  File "/usr/local/lib/python3.11/site-packages/django/apps/config.py", line 193, in create
    import_module(entry)
  File "<frozen importlib._bootstrap>", line 1140, in _find_and_load_unlocked
ModuleNotFoundError: No module named '{module}'
"""


def trace(file: str, code: str, module: str, line: int = 1) -> str:
    return TRACE.format(file=file, line=line, code=code, module=module)


DECLARED = [
    (
        "from PIL import Image\n",
        "PIL",
        "flask==3.0.0\nrequests==2.31.0\n",
        "flask==3.0.0\npillow==10.4.0\nrequests==2.31.0\n",
    ),
    ("import yaml\n", "yaml", "flask\nrequests\n", "flask\npyyaml\nrequests\n"),
    ("import cv2\n", "cv2", "numpy\nflask\n", "numpy\nflask\nopencv-python\n"),
    ("from bs4 import BeautifulSoup\n", "bs4", "requests", "requests\nbeautifulsoup4"),
    ("import jwt\n", "jwt", "Flask==3.0.0\r\n", "Flask==3.0.0\r\nPyJWT==2.9.0\r\n"),
    (
        "from dotenv import load_dotenv\n",
        "dotenv",
        "Django>=4.2\n# web\ngunicorn\n",
        "Django>=4.2\n# web\ngunicorn\npython-dotenv\n",
    ),
    ("import psycopg2\n", "psycopg2", "flask\n", "flask\npsycopg2-binary\n"),
    ("import google.cloud.storage\n", "google.cloud.storage", "flask\n", "flask\ngoogle-cloud-storage\n"),
]


@pytest.mark.parametrize(("code", "module", "before", "after"), DECLARED)
def test_the_distribution_is_asked_for_in_the_style_of_the_file(fix, code, module, before, after):
    done = fix({"app.py": code, "requirements.txt": before}, trace("app.py", code.strip(), module))
    assert done.files == {"requirements.txt": after}


def test_pep_621_takes_one_more_string(fix):
    before = '[project]\nname = "x"\ndependencies = [\n    "fastapi>=0.100",\n    "uvicorn",\n]\n'
    files = {"app/main.py": "import yaml\n", "pyproject.toml": before}
    done = fix(files, trace("app/main.py", "import yaml", "yaml"))
    assert done.files == {"pyproject.toml": before.replace('    "uvicorn"', '    "pyyaml",\n    "uvicorn"')}


def test_the_requirements_that_a_file_includes_are_the_ones_to_change(fix):
    files = {
        "requirements.txt": "-r requirements/base.txt\n",
        "requirements/base.txt": "Django==4.2.1\n",
        "requirements/dev.txt": "-r base.txt\npytest\n",
        "shop/views.py": "import bs4\n",
        "manage.py": "",
    }
    done = fix(files, trace("shop/views.py", "import bs4", "bs4"))
    assert done.files.keys() == {"requirements/base.txt"}


def test_an_installed_app_of_django_brings_its_distribution(fix):
    files = {
        "manage.py": "import sys\n",
        "shop/settings.py": "INSTALLED_APPS = [\n    'django.contrib.admin',\n    'corsheaders',\n]\n",
        "requirements.txt": "Django==4.2\n",
    }
    done = fix(files, DJANGO.format(module="corsheaders"))
    assert done.files == {"requirements.txt": "Django==4.2\ndjango-cors-headers==4.4.0\n"} or done.files == {
        "requirements.txt": "Django==4.2\nDjango-Cors-Headers==4.4.0\n"
    }


def test_an_installed_app_that_is_misspelt(fix):
    files = {
        "manage.py": "import sys\n",
        "shop/settings.py": "INSTALLED_APPS = [\n    'accuonts',\n]\n",
        "accounts/apps.py": "class AccountsConfig: pass\n",
        "requirements.txt": "Django==4.2\n",
    }
    done = fix(files, DJANGO.format(module="accuonts"))
    assert done.files == {"shop/settings.py": "INSTALLED_APPS = [\n    'accounts',\n]\n"}


MANIFESTS = {
    "pyproject.toml": (
        '[tool.poetry]\nname = "x"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3.0"\n\n[build-system]\n',
        'flask = "^3.0"\npyyaml = "^6.0.2"\n',
    ),
    "Pipfile": ('[packages]\nflask = "*"\n\n[dev-packages]\npytest = "*"\n', 'flask = "*"\nPyYAML = "*"\n'),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_poetry_and_pipenv_have_tables(tmp_path: Path, name):
    before, part = MANIFESTS[name]
    (tmp_path / name).write_text(before)
    (tmp_path / "app.py").write_text("import yaml\n")
    problem, workspace = read_report(trace("app.py", "import yaml", "yaml")), Snapshot(FolderSource(tmp_path))
    plugins = load_plugins(("plugins.build",))
    diagnosis = diagnose(problem, workspace, plugins)
    assert diagnosis is not None
    found = propose(problem, diagnosis, workspace, plugins)
    contents = make_patch(workspace, found[0]).contents()
    assert part in (contents[name] or b"").decode()


MOVED = [
    (
        "app/main.py",
        "from app.services.user import get_user\n",
        "app.services.user",
        {"app/service/user.py": "def get_user(): pass\n"},
        "from app.service.user import get_user\n",
    ),
    (
        "app/main.py",
        "from app.utlis import slug\n",
        "app.utlis",
        {"app/utils.py": "def slug(): pass\n"},
        "from app.utils import slug\n",
    ),
    (
        "app/api/views.py",
        "from .models import User\n",
        "app.api.models",
        {"app/models.py": "class User: pass\n", "app/api/__init__.py": ""},
        "from ..models import User\n",
    ),
    (
        "server/app.py",
        "import os\nfrom confg import KEY\n",
        "confg",
        {"server/config.py": "KEY = 1\n"},
        "import os\nfrom config import KEY\n",
    ),
]


@pytest.mark.parametrize(("file", "code", "module", "others", "after"), MOVED)
def test_a_module_of_the_repository_is_imported_from_where_it_is(fix, file, code, module, others, after):
    line = code.count("\n")
    files = {file: code, "app/__init__.py": "", "requirements.txt": "flask\n", **others}
    done = fix(files, trace(file, code.split("\n")[line - 1], module, line))
    assert done.files == {file: after}


def test_a_misspelt_import_of_a_library_that_is_asked_for(fix):
    files = {"app.py": "import reqeusts\n\nprint(reqeusts.get('/'))\n", "requirements.txt": "requests\n"}
    done = fix(files, trace("app.py", "import reqeusts", "reqeusts"))
    assert done.files == {"app.py": "import requests\n\nprint(requests.get('/'))\n"}


LEFT = {
    "not installed": ("import yaml\n", "yaml", {"requirements.txt": "PyYAML==6.0\n"}, "that runs it"),
    "installed as source": ("import psycopg2\n", "psycopg2", {"requirements.txt": "psycopg2==2.9\n"}, "that runs it"),
    "unknown": ("import acme_secret\n", "acme_secret", {"requirements.txt": "flask\n"}, "not certain"),
    "compiled": ("import yaml\n", "yaml", {"requirements.txt": "flask==3.0 --hash=sha256:00\n"}, "compile"),
    "two places": (
        "from app.users import a\n",
        "app.users",
        {"app/x/users.py": "a = 1\n", "app/y/users.py": "a = 1\n"},
        "correct the import",
    ),
    "no such name there": (
        "from app.utlis import slug\n",
        "app.utlis",
        {"app/utils.py": "def other(): pass\n"},
        "correct the import",
    ),
    "another folder": ("import app.models\n", "app.models", {"app/models.py": "x = 1\n"}, "PYTHONPATH"),
    "no manifest": ("import yaml\n", "yaml", {}, "Add PyYAML"),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_is_not_certain_is_left_alone(fix, case):
    code, module, others, said = LEFT[case]
    done = fix({"app/main.py": code, "app/__init__.py": "", **others}, trace("app/main.py", code.strip(), module))
    assert not done.files
    assert said in done.reason, done.reason


def test_a_module_of_python_itself_is_the_machines_matter(fix):
    done = fix({"app.py": "import sqlite3\n"}, trace("app.py", "import sqlite3", "_sqlite3"))
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE


def test_a_file_that_is_called_like_the_library_it_wraps_does_not_stand_in_for_it(fix):
    files = {
        "app/__init__.py": "",
        "app/main.py": "import redis\n",
        "app/cache/redis.py": "client = None\n",
        "requirements.txt": "flask\n",
    }
    done = fix(files, trace("app/main.py", "import redis", "redis"))
    assert done.files == {"requirements.txt": "flask\nredis\n"}


DRIVER = "django.core.exceptions.ImproperlyConfigured: Error loading psycopg2 or psycopg module\n"


@pytest.mark.parametrize(("asked", "changed"), [("Django\n", True), ("Django\npsycopg[binary]\n", False)])
def test_the_driver_of_the_database_is_asked_for_once(fix, asked, changed):
    done = fix({"manage.py": "", "requirements.txt": asked}, DRIVER)
    assert done.files == ({"requirements.txt": "Django\npsycopg2-binary\n"} if changed else {})


DIALECT = """Traceback (most recent call last):
  File "/usr/lib/python3.11/site-packages/sqlalchemy/dialects/{name}.py", line 690, in import_dbapi
    import {module}
ModuleNotFoundError: No module named '{module}'
"""


def test_a_driver_that_a_library_loads_by_itself_is_asked_for(fix):
    files = {"requirements.txt": "Flask\nFlask-SQLAlchemy\n", "app.py": "import flask\n"}
    answer = fix(files, DIALECT.format(name="postgresql/psycopg2", module="psycopg2"))
    assert answer.files == {"requirements.txt": "Flask\nFlask-SQLAlchemy\npsycopg2-binary\n"}


def test_a_driver_that_is_asked_for_was_not_installed(fix):
    files = {"requirements.txt": "Flask\npsycopg2\n", "app.py": "import flask\n"}
    assert fix(files, DIALECT.format(name="postgresql/psycopg2", module="psycopg2")).files == {}


def test_what_is_no_driver_is_the_library_s_own_matter(fix):
    files = {"requirements.txt": "Flask\n", "app.py": "import flask\n"}
    assert fix(files, DIALECT.format(name="postgresql/base", module="greenlet")).files == {}
