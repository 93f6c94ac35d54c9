"""Static files of Django: a place to collect into."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

REPORT = """  File "/usr/lib/python3/site-packages/django/contrib/staticfiles/storage.py", line 39, in path
    raise ImproperlyConfigured(
django.core.exceptions.ImproperlyConfigured: You're using the staticfiles app without having set the STATIC_ROOT setting to a filesystem path.
"""
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{module}")\n'
HEAD = {
    "pathlib": "from pathlib import Path\n\nBASE_DIR = Path(__file__).resolve().parent.parent\n",
    "os": "import os\n\nBASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\n",
}
SET = [
    ("pathlib", "STATIC_URL = 'static/'\n", "STATIC_ROOT = BASE_DIR / 'staticfiles'\n"),
    ("os", "STATIC_URL = '/static/'\n", "STATIC_ROOT = os.path.join(BASE_DIR, 'staticfiles')\n"),
    ("pathlib", 'STATIC_URL = "static/"\nDEBUG = "1"\n', 'STATIC_ROOT = BASE_DIR / "staticfiles"\n'),
    (
        "pathlib",
        "STATIC_URL = 'static/'\nSTATICFILES_DIRS = [BASE_DIR / 'staticfiles']\n",
        "STATIC_ROOT = BASE_DIR / 'static_root'\n",
    ),
]


@pytest.mark.parametrize(("style", "urls", "after"), SET)
def test_the_root_is_set_in_the_idiom_of_the_paths(fix, style, urls, after):
    before = HEAD[style] + urls
    done = fix({"manage.py": MANAGE.format(module="shop.settings"), "shop/settings.py": before}, REPORT)
    first = urls.split("\n")[0] + "\n"
    assert done.files == {"shop/settings.py": before.replace(first, first + after)}


def test_the_settings_that_are_really_used_lead_to_the_base(fix):
    files = {
        "manage.py": MANAGE.format(module="config.settings.production"),
        "config/settings/__init__.py": "",
        "config/settings/production.py": "from .base import *\n\nDEBUG = False\n",
        "config/settings/base.py": HEAD["pathlib"] + "STATIC_URL = '/static/'\n",
    }
    done = fix(files, REPORT)
    assert done.files.keys() == {"config/settings/base.py"}


LEFT = {
    "set already": (
        {
            "manage.py": MANAGE.format(module="shop.settings"),
            "shop/settings.py": HEAD["os"] + "STATIC_URL = '/'\nSTATIC_ROOT = '/srv'\n",
        },
        Verdict.NOT_CODE,
    ),
    "two projects": (
        {
            "a/manage.py": MANAGE.format(module="one.settings"),
            "b/manage.py": MANAGE.format(module="two.settings"),
            "a/one/settings.py": HEAD["os"] + "STATIC_URL = '/'\n",
            "b/two/settings.py": HEAD["os"] + "STATIC_URL = '/'\n",
        },
        Verdict.ACTION_RECOMMENDED,
    ),
    "no base": (
        {"manage.py": MANAGE.format(module="shop.settings"), "shop/settings.py": "STATIC_URL = '/static/'\n"},
        Verdict.ACTION_RECOMMENDED,
    ),
}


@pytest.mark.parametrize("case", LEFT)
def test_settings_without_one_answer_are_left_alone(fix, case):
    files, verdict = LEFT[case]
    done = fix(files, REPORT)
    assert not done.files
    assert done.verdict is verdict


def test_a_file_that_was_not_collected_is_a_step_of_the_deployment(fix):
    done = fix({"manage.py": ""}, "ValueError: Missing staticfiles manifest entry for 'css/site.css'\n")
    assert not done.files
    assert "collectstatic" in done.reason
