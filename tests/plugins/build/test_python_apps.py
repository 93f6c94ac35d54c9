"""Models whose app no list of the settings has."""

from __future__ import annotations

import pytest

SAID = """  File "/app/{file}", line 4, in <module>
    class Post(models.Model):
RuntimeError: Model class {model} doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.
"""
MODELS = "from django.db import models\n\n\nclass Post(models.Model):\n    pass\n"
SHOP = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    "shop/__init__.py": "",
    "blog/__init__.py": "",
    "blog/models.py": MODELS,
}
LAYOUTS = [
    (
        'INSTALLED_APPS = [\n    "django.contrib.auth",\n]\n',
        'INSTALLED_APPS = [\n    "django.contrib.auth",\n    "blog",\n]\n',
    ),
    ("INSTALLED_APPS = ['django.contrib.auth']\n", "INSTALLED_APPS = ['django.contrib.auth', 'blog']\n"),
    (
        'THIRD_PARTY_APPS = ["rest_framework"]\nLOCAL_APPS = [\n    "users"\n]\nINSTALLED_APPS = THIRD_PARTY_APPS + LOCAL_APPS\n',
        'THIRD_PARTY_APPS = ["rest_framework"]\nLOCAL_APPS = [\n    "users",\n    "blog"\n]\n'
        "INSTALLED_APPS = THIRD_PARTY_APPS + LOCAL_APPS\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), LAYOUTS)
def test_the_app_is_added_in_the_layout_of_the_list(fix, before, after):
    files = {**SHOP, "users/__init__.py": "", "shop/settings.py": before}
    answer = fix(files, SAID.format(file="blog/models.py", model="blog.models.Post"))
    assert answer.files == {"shop/settings.py": after}


def test_the_others_name_their_configuration(fix):
    before = "INSTALLED_APPS = [\n    'users.apps.UsersConfig',\n]\n"
    files = {
        **SHOP,
        "users/__init__.py": "",
        "users/apps.py": "class UsersConfig(AppConfig):\n    name = 'users'\n",
        "blog/apps.py": "class BlogConfig(AppConfig):\n    name = 'blog'\n",
        "shop/settings.py": before,
    }
    answer = fix(files, SAID.format(file="blog/models.py", model="blog.models.Post"))
    assert answer.files == {"shop/settings.py": before.replace(",\n]", ",\n    'blog.apps.BlogConfig',\n]")}


def test_an_app_that_is_loaded_by_another_path_is_left_alone(fix):
    files = {
        **SHOP,
        "apps/__init__.py": "",
        "apps/blog/__init__.py": "",
        "apps/blog/models.py": MODELS,
        "shop/settings.py": 'INSTALLED_APPS = ["apps.blog"]\n',
    }
    answer = fix(files, SAID.format(file="apps/blog/models.py", model="blog.models.Post"))
    assert (answer.files, "apps.blog" in answer.reason) == ({}, True)
