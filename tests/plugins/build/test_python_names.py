"""Names that a Python file uses and does not bind: where they come from, or how they are bound there."""

from __future__ import annotations

import pytest

NAME = """Traceback (most recent call last):
  File "/srv/shop/{file}", line {line}, in run
    x
NameError: name '{name}' is not defined
"""
FLASK = "flask==3.0.0\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.30\n"


def said(file: str, line: int, name: str) -> str:
    return NAME.format(file=file, line=line, name=name)


LIBRARY = [
    (
        "from sqlalchemy import func\n\nq = text('a desc')\n",
        "text",
        "from sqlalchemy import func, text\n\nq = text('a desc')\n",
    ),
    (
        "from flask import Flask\n\n\ndef run():\n    try:\n        a()\n    except HTTPException:\n        raise\n",
        "HTTPException",
        "from flask import Flask\nfrom werkzeug.exceptions import HTTPException\n\n\ndef run():\n    try:\n        a()\n"
        "    except HTTPException:\n        raise\n",
    ),
    (
        "from fastapi import APIRouter\n\nrouter = APIRouter()\nrun = HTTPException(404)\n",
        "HTTPException",
        "from fastapi import APIRouter, HTTPException\n\nrouter = APIRouter()\nrun = HTTPException(404)\n",
    ),
    (
        "from django.db import migrations, models\n\nx = models.ForeignKey(on_delete=django.db.models.deletion.CASCADE)\n",
        "django",
        "import django.db.models.deletion\nfrom django.db import migrations, models\n\n"
        "x = models.ForeignKey(on_delete=django.db.models.deletion.CASCADE)\n",
    ),
]


@pytest.mark.parametrize(("before", "name", "after"), LIBRARY)
def test_a_library_that_the_file_uses_gives_the_name(fix, before, name, after):
    line = next(at for at, row in enumerate(before.split("\n"), 1) if f"{name}" in row and "import" not in row)
    answer = fix({"app.py": before, "requirements.txt": FLASK}, said("app.py", line, name))
    assert answer.files == {"app.py": after}


def test_a_common_word_is_not_taken_for_a_library_s(fix):
    before = "from sqlalchemy import func\n\nprint(text)\n"
    assert fix({"app.py": before, "requirements.txt": FLASK}, said("app.py", 3, "text")).files == {}


def test_a_library_that_is_loaded_late_on_purpose_stays_so(fix):
    before = "import os\n\n\ndef a():\n    import torch\n\n\ndef b():\n    return torch.cuda.is_available()\n"
    files = {"app.py": before, "requirements.txt": "torch\n"}
    assert fix(files, said("app.py", 9, "torch")).files == {}


def test_the_import_itself_is_misspelt(fix):
    before = "from dotenv import load_dotenvv\n\nload_dotenv()\n"
    answer = fix({"app.py": before, "requirements.txt": "python-dotenv\n"}, said("app.py", 3, "load_dotenv"))
    assert answer.files == {"app.py": "from dotenv import load_dotenv\n\nload_dotenv()\n"}


def test_what_is_imported_stands_behind_its_module_s_name(fix):
    files = {
        "posts/views.py": "from .services import Posts\n\n\ndef run():\n    return services.Posts.all()\n",
        "posts/services.py": "class Posts:\n    pass\n",
    }
    answer = fix(files, said("posts/views.py", 5, "services"))
    assert answer.files == {"posts/views.py": "from .services import Posts\n\n\ndef run():\n    return Posts.all()\n"}


def test_an_attribute_of_the_object_is_used_as_a_bare_name(fix):
    before = (
        "class A:\n    def __init__(self, errors):\n        self.errors = errors\n\n    def run(self):\n"
        "        if errors:\n            return len(errors)\n"
    )
    answer = fix({"app.py": before}, said("app.py", 6, "errors"))
    assert answer.files["app.py"].endswith("        if self.errors:\n            return len(self.errors)\n")


def test_a_function_has_no_object(fix):
    before = "class A:\n    def __init__(self):\n        self.errors = 1\n\n\ndef run():\n    return errors\n"
    assert fix({"app.py": before}, said("app.py", 7, "errors")).files == {}


SETTINGS = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    "shop/__init__.py": "",
    "shop/settings.py": "INSTALLED_APPS = []\nMAX_AGE = 3\nMIN_AGE = 1\n",
    "api/__init__.py": "",
}


def test_a_setting_of_django_is_read_through_the_settings(fix):
    before = "from django.conf import settings\n\n\ndef run(x):\n    return MIN_AGE < x < MAX_AGE\n"
    answer = fix({**SETTINGS, "api/a.py": before}, said("api/a.py", 5, "MAX_AGE"))
    assert answer.files == {
        "api/a.py": before.replace("MIN_AGE", "settings.MIN_AGE").replace("MAX_AGE", "settings.MAX_AGE")
    }


def test_a_constant_in_capitals_is_the_name_that_is_meant(fix):
    before = "RATES = {}\n\n\ndef run(x):\n    return rates[x]\n"
    assert fix({"app.py": before}, said("app.py", 5, "rates")).files == {"app.py": before.replace("rates[", "RATES[")}


def test_dots_do_not_lead_out_of_the_outermost_package(fix):
    files = {
        "web/api/__init__.py": "",
        "web/api/views.py": "from .forms import Form\n\n\ndef run():\n    return limit_of(Form)\n",
        "web/api/forms.py": "class Form:\n    pass\n",
        "web/core/limits.py": "def limit_of(x):\n    return 1\n",
    }
    changed = fix(files, said("web/api/views.py", 5, "limit_of")).files
    assert "from ..core" not in changed.get("web/api/views.py", "")


def test_an_import_that_is_broken_elsewhere_is_not_copied(fix):
    files = {
        "app/modules/orders/views.py": "def run():\n    raise AppError()\n",
        "app/modules/mail/views.py": "from modules.core.errors import AppError\n\nx = AppError\n",
        "app/modules/core/other.py": "x = 1\n",
    }
    assert fix(files, said("app/modules/orders/views.py", 2, "AppError")).files == {}


def test_a_module_that_the_requirements_name_is_imported(fix):
    before = "import os\n\n\ndef a():\n    return some_codec.crc(os.sep)\n"
    files = {"app.py": before, "requirements.txt": "some-codec==1.0\n"}
    assert "import some_codec\n" in fix(files, said("app.py", 5, "some_codec")).files["app.py"]


VIEW = "from rest_framework import viewsets\nfrom django.contrib import auth\n\n\ndef a():\n    raise PermissionDenied('no')\n"


def test_a_view_raises_the_rest_framework_s_own_exception(fix):
    files = {"app.py": VIEW, "requirements.txt": "django==5.0\ndjangorestframework==3.15\n"}
    answer = fix(files, said("app.py", 6, "PermissionDenied")).files["app.py"]
    assert "from rest_framework.exceptions import PermissionDenied\n" in answer


def test_what_a_view_catches_may_be_of_either(fix):
    view = VIEW.replace("    raise", "    try:\n        b()\n    except PermissionDenied:\n        pass\n    raise")
    files = {"app.py": view, "requirements.txt": "django==5.0\ndjangorestframework==3.15\n"}
    assert fix(files, said("app.py", 8, "PermissionDenied")).files == {}
