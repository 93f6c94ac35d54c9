"""What Python's linters find, and Django's checks."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

LINT = [
    (
        "import os\nimport sys\n\nprint(sys)\n",
        "app.py:1:1: F401 'os' imported but unused",
        "import sys\n\nprint(sys)\n",
    ),
    (
        "from typing import List, Optional\n\nx: List = []\n",
        "app.py:1:26: F401 [*] `typing.Optional` imported but unused",
        "from typing import List\n\nx: List = []\n",
    ),
    (
        "from a import (\n    b,\n    c,\n)\n\nprint(c)\n",
        "app.py:2:5: F401 'a.b' imported but unused",
        "from a import (\n    c,\n)\n\nprint(c)\n",
    ),
    (
        "def a():\n    x = 1\n    return 2\n",
        "app.py:2:5: F841 local variable 'x' is assigned to but never used",
        "def a():\n    return 2\n",
    ),
    (
        "def a():\n    x = run()\n    return 2\n",
        "app.py:2:5: F841 Local variable `x` is assigned to but never used",
        "def a():\n    run()\n    return 2\n",
    ),
    (
        "try:\n    a()\nexcept ValueError as e:\n    pass\n",
        "app.py:3:22: F841 local variable 'e' is assigned to but never used",
        "try:\n    a()\nexcept ValueError:\n    pass\n",
    ),
    ("x = 1   \n", "app.py:1:6: W291 trailing whitespace", "x = 1\n"),
    ("x = 1", "app.py:1:6: W292 no newline at end of file", "x = 1\n"),
    (
        "if x == None:\n    y()\n",
        "app.py:1:6: E711 comparison to None should be 'if cond is None:'",
        "if x is None:\n    y()\n",
    ),
    ('x = f"a"\n', "app.py:1:5: F541 f-string is missing placeholders", 'x = "a"\n'),
]


@pytest.mark.parametrize(("before", "report", "after"), LINT)
def test_a_rule_with_one_answer(fix, before, report, after):
    assert fix({"app.py": before}, report + "\n").files == {"app.py": after}


def test_several_unused_names_of_one_import(fix):
    before = "from typing import Any, Dict, List\n\nx: Dict = {}\n"
    report = "app.py:1:1: F401 'typing.Any' imported but unused\napp.py:1:1: F401 'typing.List' imported but unused\n"
    assert fix({"app.py": before}, report).files == {"app.py": "from typing import Dict\n\nx: Dict = {}\n"}


def test_an_import_of_which_nothing_is_used(fix):
    before = "from typing import Any, List\n\nx = 1\n"
    report = "app.py:1:1: F401 'typing.Any' imported but unused\napp.py:1:1: F401 'typing.List' imported but unused\n"
    assert fix({"app.py": before}, report).files == {"app.py": "x = 1\n"}


LEFT = {
    "a public name of a package": (
        "app/__init__.py",
        "from .a import b\n",
        "app/__init__.py:1:1: F401 '.a.b' imported but unused",
    ),
    "a column": (
        "app.py",
        "q.filter(x == None)\n",
        "app.py:1:12: E711 comparison to None should be 'if cond is None:'",
    ),
    "the only statement": (
        "app.py",
        "try:\n    import x\nexcept ImportError:\n    y()\n",
        "app.py:2:5: F401 'x' imported but unused",
    ),
    "an operation": (
        "app.py",
        "def a():\n    x = b + c\n",
        "app.py:2:5: F841 local variable 'x' is assigned to but never used",
    ),
    "syntax": ("app.py", "def a(:\n    pass\n", "app.py:1:7: E999 SyntaxError: invalid syntax"),
}


@pytest.mark.parametrize("case", LEFT)
def test_a_rule_with_several_answers_is_left_alone(fix, case):
    path, before, report = LEFT[case]
    done = fix({path: before}, report + "\n")
    assert not done.files
    assert done.reason


MODELS = "from django.db import models\n\n\nclass Post(models.Model):\n    title = models.TextField()\n    created_at = models.DateTimeField()\n"
ADMIN = "from django.contrib import admin\n\n\nclass PostAdmin(admin.ModelAdmin):\n    list_display = ('tittle', '{other}')\n"
CHECK = """SystemCheckError: System check identified some issues:

ERRORS:
<class 'blog.admin.PostAdmin'>: (admin.E108) The value of 'list_display[0]' refers to 'tittle', which is not a callable or attribute of 'PostAdmin', or an attribute, method, or field on 'blog.Post'.

System check identified 1 issue (0 silenced).
"""


def test_a_field_that_is_misspelt_in_the_admin(fix):
    before = ADMIN.format(other="created_at")
    done = fix({"blog/models.py": MODELS, "blog/admin.py": before}, CHECK)
    assert done.files == {"blog/admin.py": before.replace("tittle", "title")}


@pytest.mark.parametrize(
    "models", [MODELS.replace("title", "name"), MODELS.replace("title =", "titlex = 1\n    titley =")]
)
def test_a_field_that_nothing_is_like_is_left_alone(fix, models):
    assert not fix({"blog/models.py": models, "blog/admin.py": ADMIN.format(other="created_at")}, CHECK).files


def test_a_clash_of_names_is_a_persons_to_settle(fix):
    report = (
        "SystemCheckError: System check identified some issues:\n\nERRORS:\n"
        "blog.Post.author: (fields.E304) Reverse accessor 'User.post_set' for 'blog.Post.author' clashes with reverse "
        "accessor for 'blog.Post.editor'.\n\tHINT: Add or change a related_name argument to the definition for "
        "'blog.Post.author' or 'blog.Post.editor'.\n"
    )
    done = fix({"blog/models.py": MODELS}, report)
    assert not done.files
    assert "related_name" in done.reason


def test_a_picture_field_needs_its_distribution(fix):
    report = (
        "SystemCheckError: System check identified some issues:\n\nERRORS:\n"
        "blog.Post.cover: (fields.E210) Cannot use ImageField because Pillow is not installed.\n"
        '\tHINT: Get Pillow at https://pypi.org/project/Pillow/ or run command "python -m pip install Pillow".\n'
    )
    done = fix({"blog/models.py": MODELS, "requirements.txt": "django\n"}, report)
    assert done.files == {"requirements.txt": "django\npillow\n"}


def test_a_formatter_is_to_be_run_by_a_person(fix):
    answer = fix({"app.py": "a=1\n"}, "would reformat app.py\n\nOh no!\n1 file would be reformatted.\n")
    assert answer.files == {}
    assert "black app.py" in answer.reason


def test_a_name_that_mypy_misses_is_imported(fix):
    report = 'app.py:5: error: Name "json" is not defined  [name-defined]\nFound 1 error in 1 file\n'
    answer = fix({"app.py": "import os\n\n\ndef a() -> str:\n    return json.dumps(os.sep)\n"}, report)
    assert answer.files["app.py"].startswith("import json\nimport os\n")


def test_a_type_that_does_not_fit_is_left_to_a_person(fix):
    report = 'app.py:1: error: Incompatible types in assignment (expression has type "None")  [assignment]\n'
    answer = fix({"app.py": "a: str = None\n"}, report)
    assert (answer.files, "decide which" in answer.reason) == ({}, True)


@pytest.mark.parametrize(
    ("before", "report", "after"),
    [
        (
            "import os\n\nx = 1\n",
            "app.py:1:0: W0611: Unused import os (unused-import)",
            "x = 1\n",
        ),
        (
            "from a import b, c\n\nprint(c)\n",
            "app.py:1:0: W0611: Unused b imported from a (unused-import)",
            "from a import c\n\nprint(c)\n",
        ),
        (
            "def a():\n    x = run()\n    return 2\n",
            "app.py:2:4: W0612: Unused variable 'x' (unused-variable)",
            "def a():\n    run()\n    return 2\n",
        ),
        ("x = 1  \n", "app.py:1:0: C0303: Trailing whitespace (trailing-whitespace)", "x = 1\n"),
        ("x: List = []\n", "app.py:1:3: E0602: Undefined variable 'List' (undefined-variable)", None),
    ],
)
def test_rules_of_pylint(fix, before, report, after):
    after = "from typing import List\n\nx: List = []\n" if after is None else after
    assert fix({"app.py": before}, report + "\n").files == {"app.py": after}


PACKAGE = {
    "shop/models.py": "class Item:\n    pass\n\n\nclass Sale:\n    pass\n",
    "shop/views.py": "from shop import Item\n",
}
UNUSED = (
    "shop/__init__.py:1:1: F401 '.models.Item' imported but unused\n"
    "shop/__init__.py:1:1: F401 '.models.Sale' imported but unused\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from .models import Item, Sale\n",
            'from .models import Item, Sale\n\n__all__ = [\n    "Item",\n    "Sale",\n]\n',
        ),
        (
            "from .models import Item, Sale, Kind\n\n__all__ = ['Kind']\n",
            "from .models import Item, Sale, Kind\n\n__all__ = ['Kind', 'Item', 'Sale']\n",
        ),
    ],
)
def test_what_a_package_passes_on(fix, before, after):
    assert fix({**PACKAGE, "shop/__init__.py": before}, UNUSED).files == {"shop/__init__.py": after}


def test_a_package_that_is_taken_whole_is_for_a_person(fix):
    files = {**PACKAGE, "shop/__init__.py": "from .models import Item, Sale\n", "app.py": "from shop import *\n"}
    assert fix(files, UNUSED).files == {}


def test_a_library_s_name_that_nobody_takes_from_the_package(fix):
    files = {**PACKAGE, "shop/__init__.py": "from flask import Flask, request\n\napp = Flask('a')\n"}
    answer = fix(files, "shop/__init__.py:1:1: F401 'flask.request' imported but unused\n")
    assert answer.files == {"shop/__init__.py": "from flask import Flask\n\napp = Flask('a')\n"}


def test_an_import_that_is_gone_already(fix):
    answer = fix({"app.py": "import sys\n\nprint(sys)\n"}, "app.py:1:1: F401 'json' imported but unused\n")
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)
