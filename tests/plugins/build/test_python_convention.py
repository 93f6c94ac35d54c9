"""Names that each file makes for itself, as the others of the repository do."""

from __future__ import annotations

NAME = """Traceback (most recent call last):
  File "/srv/shop/views.py", line {line}, in run
    x
NameError: name '{name}' is not defined
"""
VIEW = "import json\n\nfrom flask import Flask\n\n\ndef run():\n    logger.info(json.dumps(1))\n"
MADE = "import logging\n\nlogger = logging.getLogger(__name__)\n"
LOGGED = (
    "import json\nimport logging\n\nfrom flask import Flask\n\nlogger = logging.getLogger(__name__)\n\n\n"
    "def run():\n    logger.info(json.dumps(1))\n"
)


def test_a_logger_is_made_as_the_other_files_make_theirs(fix):
    answer = fix({"views.py": VIEW, "app.py": MADE}, NAME.format(line=7, name="logger"))
    assert answer.files == {"views.py": LOGGED}


def test_a_logger_that_nobody_makes_is_python_s_own(fix):
    assert fix({"views.py": VIEW}, NAME.format(line=7, name="logger")).files == {"views.py": LOGGED}


def test_a_logger_that_other_files_import_is_imported(fix):
    files = {"views.py": VIEW, "log.py": MADE, "app.py": "from log import logger\n\nlogger.info(1)\n"}
    text = fix(files, NAME.format(line=7, name="logger")).files["views.py"]
    assert ("from log import logger" in text, "getLogger" in text) == (True, False)


def test_what_is_used_otherwise_is_no_logger(fix):
    view = VIEW.replace("logger.info(", "logger(")
    assert fix({"views.py": view}, NAME.format(line=7, name="logger")).files == {}


def test_the_model_of_users_is_asked_for_as_elsewhere(fix):
    making = "from django.contrib.auth import get_user_model\n\nUser = get_user_model()\n"
    files = {
        "a.py": making,
        "b.py": making,
        "requirements.txt": "Django==5.0\n",
        "views.py": "from django.http import HttpResponse\n\n\ndef run(request):\n    return User.objects.get(pk=1)\n",
    }
    text = fix(files, NAME.format(line=5, name="User")).files["views.py"]
    assert "from django.contrib.auth import get_user_model\n" in text
    assert "\n\nUser = get_user_model()\n\n\ndef run" in text
