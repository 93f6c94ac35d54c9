"""Names that a module of Python does not have, and names that nothing defines."""

from __future__ import annotations

import pytest

IMPORT = """Traceback (most recent call last):
  File "/srv/app/{file}", line {line}, in <module>
    {code}
ImportError: cannot import name '{name}' from '{module}' (/usr/lib/python3/site-packages/x.py)
"""
NAME = """Traceback (most recent call last):
  File "/srv/app/{file}", line {line}, in <module>
    {code}
NameError: name '{name}' is not defined
"""


def unimportable(file: str, code: str, module: str, name: str) -> str:
    return IMPORT.format(file=file, line=1, code=code.split("\n")[0], module=module, name=name)


MOVES = [
    (
        "from flask import Flask, Markup\n",
        "flask",
        "Markup",
        "from flask import Flask\nfrom markupsafe import Markup\n",
    ),
    (
        "from django.utils.translation import ugettext_lazy as _\n\nx = _('a')\n",
        "django.utils.translation",
        "ugettext_lazy",
        "from django.utils.translation import gettext_lazy as _\n\nx = _('a')\n",
    ),
    (
        "from django.conf.urls import url\n\nurlpatterns = [url(r'^$', home)]\n",
        "django.conf.urls",
        "url",
        "from django.urls import re_path\n\nurlpatterns = [re_path(r'^$', home)]\n",
    ),
    (
        "from django.utils.encoding import force_text\n\nprint(force_text(b'a'))\n",
        "django.utils.encoding",
        "force_text",
        "from django.utils.encoding import force_str\n\nprint(force_str(b'a'))\n",
    ),
    ("from collections import Mapping\n", "collections", "Mapping", "from collections.abc import Mapping\n"),
    (
        "from sqlalchemy.ext.declarative import declarative_base\n",
        "sqlalchemy.ext.declarative",
        "declarative_base",
        "from sqlalchemy.orm import declarative_base\n",
    ),
]


MOVES.append(
    (
        "from django.conf.urls import url, include\nfrom django.urls import path\n\nurlpatterns = [url(r'^a')]\n",
        "django.conf.urls",
        "url",
        "from django.conf.urls import include\nfrom django.urls import path, re_path\n\nurlpatterns = [re_path(r'^a')]\n",
    )
)


@pytest.mark.parametrize(("code", "module", "name", "after"), MOVES)
def test_what_a_library_has_moved_is_taken_from_there(fix, code, module, name, after):
    done = fix({"app.py": code}, unimportable("app.py", code, module, name))
    assert done.files == {"app.py": after}


def test_the_settings_of_pydantic_are_a_distribution_of_their_own(fix):
    code = "from pydantic import BaseSettings\n"
    files = {"config.py": code, "requirements.txt": "fastapi\npydantic\n"}
    report = (
        'Traceback (most recent call last):\n  File "/srv/config.py", line 1, in <module>\n'
        "    from pydantic import BaseSettings\n"
        "ImportError: cannot import name 'BaseSettings' from 'pydantic' (/x/pydantic/__init__.py)\n"
    )
    done = fix(files, report)
    assert done.files == {
        "config.py": "from pydantic_settings import BaseSettings\n",
        "requirements.txt": "fastapi\npydantic\npydantic-settings\n",
    }


def test_an_old_library_gets_the_older_other_it_needs(fix):
    files = {"app.py": "from flask import Flask\n", "requirements.txt": "Flask==2.0.1\ngunicorn\n"}
    report = unimportable("app.py", "from flask import Flask\n", "werkzeug.urls", "url_quote")
    done = fix(files, report)
    assert done.files == {"requirements.txt": "Flask==2.0.1\ngunicorn\nWerkzeug<3\n"}


def test_a_name_that_another_module_defines(fix):
    files = {
        "app/main.py": "from app.models import Base, User\n",
        "app/__init__.py": "",
        "app/models.py": "class Base: pass\n",
        "app/users.py": "class User: pass\n",
    }
    done = fix(files, unimportable("app/main.py", files["app/main.py"], "app.models", "User"))
    assert done.files == {"app/main.py": "from app.models import Base\nfrom app.users import User\n"}


def test_a_misspelt_name_and_its_uses(fix):
    files = {
        "app/main.py": "from app.models import Usre\n\nprint(Usre, x.Usre)\n",
        "app/__init__.py": "",
        "app/models.py": "class User: pass\n",
    }
    done = fix(files, unimportable("app/main.py", files["app/main.py"], "app.models", "Usre"))
    assert done.files == {"app/main.py": "from app.models import User\n\nprint(User, x.Usre)\n"}


LEFT = {
    "two exporters": (
        {"app/a.py": "class User: pass\n", "app/b.py": "class User: pass\n", "app/models.py": "x = 1\n"},
        "User",
    ),
    "two alike": ({"app/models.py": "class Users: pass\nclass Userz: pass\n"}, "User"),
    "defined nowhere": ({"app/models.py": "class Order: pass\n"}, "User"),
    "a circle": ({"app/models.py": "x = 1\n", "app/users.py": "import app.main\nclass User: pass\n"}, "User"),
}


@pytest.mark.parametrize("case", LEFT)
def test_a_name_without_one_home_is_left_alone(fix, case):
    others, name = LEFT[case]
    code = f"from app.models import {name}\n"
    files = {"app/main.py": code, "app/__init__.py": "", **others}
    assert not fix(files, unimportable("app/main.py", code, "app.models", name)).files


def test_a_circular_import_is_left_alone(fix):
    files = {
        "app/a.py": "from app.b import B\n",
        "app/b.py": "from app.a import A\nclass B: pass\n",
        "app/__init__.py": "",
    }
    report = (
        'Traceback (most recent call last):\n  File "/srv/app/a.py", line 1, in <module>\n    from app.b import B\n'
        "ImportError: cannot import name 'B' from partially initialized module 'app.b' (most likely due to a circular "
        "import) (/srv/app/b.py)\n"
    )
    done = fix(files, report)
    assert not done.files
    assert "import each other" in done.reason


IMPORTED = [
    ("import sys\n\nprint(os.environ, sys)\n", "os", "import os\nimport sys\n\nprint(os.environ, sys)\n"),
    (
        "from typing import List\n\nx: List[Optional[int]] = []\n",
        "Optional",
        "from typing import List, Optional\n\nx: List[Optional[int]] = []\n",
    ),
    (
        "import os\n\nprint(datetime.now())\n",
        "datetime",
        "import os\nfrom datetime import datetime\n\nprint(datetime.now())\n",
    ),
    (
        "def a():\n    return json.dumps({})\n\n\na()\n",
        "json",
        "import json\n\n\ndef a():\n    return json.dumps({})\n\n\na()\n",
    ),
]


@pytest.mark.parametrize(("code", "name", "after"), IMPORTED)
def test_a_name_with_one_home_is_imported(fix, code, name, after):
    line = next(i for i, row in enumerate(code.split("\n"), 1) if name in row)
    done = fix(
        {"run.py": code}, NAME.format(file="run.py", line=line, code=code.split("\n")[line - 1].strip(), name=name)
    )
    assert done.files == {"run.py": after}


def test_a_name_is_imported_as_the_other_files_do(fix):
    files = {
        "shop/views.py": "from django.shortcuts import render\n\n\ndef a(r):\n    return redirect('/')\n",
        "shop/other.py": "from django.shortcuts import redirect\n",
    }
    done = fix(files, "./shop/views.py:5:12: F821 undefined name 'redirect'\n")
    assert done.files == {"shop/views.py": files["shop/views.py"].replace("import render", "import render, redirect")}


NOT_IMPORTED = {
    "bound below": ("print(total)\ntotal = 1\n", "total"),
    "no home": ("print(frobnicate())\n", "frobnicate"),
    "class or module": ("x = datetime\n", "datetime"),
}


@pytest.mark.parametrize("case", NOT_IMPORTED)
def test_a_name_that_nothing_certainly_gives_is_left_alone(fix, case):
    code, name = NOT_IMPORTED[case]
    report = NAME.format(file="run.py", line=1, code=code.split("\n")[0], name=name)
    assert not fix({"run.py": code}, report).files


def test_a_misspelt_module_of_a_package(fix):
    code = "from app.routes import itmes\n\nuse(itmes.router)\n"
    files = {
        "app/__init__.py": "",
        "app/main.py": code,
        "app/routes/__init__.py": "",
        "app/routes/items.py": "router = 1\n",
    }
    done = fix(files, unimportable("app/main.py", code, "app.routes", "itmes"))
    assert done.files == {"app/main.py": code.replace("itmes", "items")}


ATTRIBUTES = [
    (
        "import collections\n\nisinstance(x, collections.Mapping)\n",
        "collections",
        "Mapping",
        "import collections.abc\n\nisinstance(x, collections.abc.Mapping)\n",
    ),
    ("import numpy as np\n\nx = np.float(3)\n", "numpy", "float", "import numpy as np\n\nx = float(3)\n"),
]


@pytest.mark.parametrize(("code", "module", "name", "after"), ATTRIBUTES)
def test_an_attribute_that_has_moved(fix, code, module, name, after):
    report = (
        f'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in <module>\n    {code.split(chr(10))[2]}\n'
        f"AttributeError: module '{module}' has no attribute '{name}'\n"
    )
    assert fix({"a.py": code}, report).files == {"a.py": after}


def test_an_attribute_that_a_library_never_had_is_left_alone(fix):
    report = (
        'Traceback (most recent call last):\n  File "/srv/a.py", line 2, in <module>\n    x = np.flaot(3)\n'
        "AttributeError: module 'numpy' has no attribute 'flaot'\n"
    )
    assert not fix({"a.py": "import numpy as np\nx = np.flaot(3)\n"}, report).files


BCRYPT = """(trapped) error reading bcrypt version
Traceback (most recent call last):
  File "/srv/venv/lib/python3.11/site-packages/passlib/handlers/bcrypt.py", line 620, in _load_backend_mixin
    version = _bcrypt.__about__.__version__
AttributeError: module 'bcrypt' has no attribute '__about__'
"""


@pytest.mark.parametrize("asked", ["passlib[bcrypt]\n", "passlib==1.7.4\n"])
def test_a_library_without_new_releases_bounds_the_other_however_it_is_asked_for(fix, asked):
    answer = fix({"requirements.txt": asked, "app.py": "import passlib\n"}, BCRYPT)
    assert answer.files == {"requirements.txt": f"{asked}bcrypt<4.1\n"}


def test_a_bound_for_a_library_that_nobody_asks_for_is_not_set(fix):
    assert fix({"requirements.txt": "fastapi\n", "app.py": "import fastapi\n"}, BCRYPT).files == {}


def test_a_library_s_name_with_a_slip(fix):
    code = "from fastapi import APIRouter, Dependsgi\n\nx = Depends(y)\n"
    answer = fix({"app.py": code}, unimportable("app.py", code, "fastapi", "Dependsgi"))
    assert answer.files == {"app.py": code.replace("Dependsgi", "Depends")}


def test_a_library_s_name_as_other_files_take_it(fix):
    code = "from tools_of_others import Reposnse\n\nx = Reposnse(1)\n"
    files = {"app.py": code, "shop/views.py": "from tools_of_others import Response, Request\n"}
    answer = fix(files, unimportable("app.py", code, "tools_of_others", "Reposnse"))
    assert answer.files == {"app.py": code.replace("Reposnse", "Response")}


def test_a_library_s_name_that_others_take_too_is_its_version_s_matter(fix):
    code = "from tools_of_others import Reposnse\n"
    files = {"app.py": code, "shop/views.py": "from tools_of_others import Response, Reposnse\n"}
    assert fix(files, unimportable("app.py", code, "tools_of_others", "Reposnse")).files == {}


def test_the_error_of_pyjwt(fix):
    code = "from jwt.exceptions import JWTError\n\ntry:\n    x()\nexcept JWTError:\n    pass\n"
    answer = fix({"app.py": code}, unimportable("app.py", code, "jwt.exceptions", "JWTError"))
    assert answer.files == {"app.py": code.replace("JWTError", "PyJWTError")}
