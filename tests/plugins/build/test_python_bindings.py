"""Names that are there under another: an unused parameter, a member of an imported object."""

from __future__ import annotations

import pytest

LINT = "views.py:{line}:10: F821 undefined name '{name}'\n"
VIEWS = (
    "def change(request, product_id):\n    return find(id=car_id)\n\n\n"
    "def remove(request, product_id: int):\n    drop(car_id)\n    return car_id\n"
)
URLS = "urlpatterns = [path('cars/<int:{name}>', change), path('cars/<int:{name}>/remove', remove)]\n"


def test_a_parameter_that_the_route_calls_otherwise(fix):
    answer = fix({"views.py": VIEWS, "urls.py": URLS.format(name="car_id")}, LINT.format(line=2, name="car_id"))
    assert answer.files == {"views.py": VIEWS.replace("product_id", "car_id")}


@pytest.mark.parametrize("name", ["product_id", "pk"])
def test_a_route_that_does_not_name_it_is_no_reason(fix, name):
    files = {"views.py": VIEWS, "urls.py": URLS.format(name=name)}
    assert fix(files, LINT.format(line=2, name="car_id")).files == {}


def test_a_parameter_that_is_used_keeps_its_name(fix):
    views = VIEWS.replace("drop(car_id)", "drop(product_id)").replace("find(id=car_id)", "find(product_id, id=car_id)")
    files = {"views.py": views, "urls.py": URLS.format(name="car_id")}
    assert fix(files, LINT.format(line=2, name="car_id")).files == {}


SETTINGS = "from settings import settings\n\n\ndef run():\n    return f(LIFETIME * 60, LIFETIME=LIFETIME)\n"
READ = "from settings import settings\n\nx = settings.LIFETIME\n"


def test_a_value_of_the_settings_is_read_from_them(fix):
    files = {"views.py": SETTINGS, "a.py": READ, "settings.py": "settings = 1\n"}
    after = SETTINGS.replace("LIFETIME * 60, LIFETIME=LIFETIME", "settings.LIFETIME * 60, LIFETIME=settings.LIFETIME")
    assert fix(files, LINT.format(line=5, name="LIFETIME")).files == {"views.py": after}


def test_of_two_objects_with_the_value_none_is_chosen(fix):
    other = "from other import config\n\nx = config.LIFETIME\n"
    files = {
        "views.py": SETTINGS,
        "a.py": READ,
        "b.py": other,
        "settings.py": "settings = 1\n",
        "other.py": "config = 1\n",
    }
    assert fix(files, LINT.format(line=5, name="LIFETIME")).files == {}


GUARD = "class Guard:\n    def may(self, request, item):\n        if request.user.is_staff:\n            return True\n"


def test_a_member_of_a_parameter_is_read_of_it(fix):
    code = f"{GUARD}        return item.owner == user or item.has(user=request.user)\n"
    report = "app.py:5:30: F821 undefined name 'user'\n"
    assert fix({"app.py": code}, report).files == {"app.py": code.replace("== user", "== request.user")}


def test_a_variable_is_no_slip_for_the_class_of_one_word(fix):
    code = "from shop import User\n\n\ndef may(item):\n    return item.owner == user or User is None\n"
    report = "app.py:5:26: F821 undefined name 'user'\n"
    assert fix({"app.py": code, "shop.py": "class User:\n    pass\n"}, report).files == {}


def test_the_variable_of_a_loop_keeps_its_name(fix):
    code = "def run(artists):\n    if not artist:\n        return\n    for artist in artists:\n        print(artist)\n"
    report = "app.py:2:12: F821 undefined name 'artist'\n"
    assert fix({"app.py": code}, report).files == {"app.py": code.replace("if not artist:", "if not artists:")}
