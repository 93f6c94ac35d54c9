"""Modules of the repository that are imported by a path that does not lead to them."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

TRACE = """Traceback (most recent call last):
  File "/srv/shop/{file}", line {line}, in <module>
    x
ModuleNotFoundError: No module named '{module}'
"""
HELPERS = "def load():\n    return 1\n"
SHOP = {
    "src/__init__.py": "",
    "src/routes/__init__.py": "",
    "src/routes/rating/__init__.py": "",
    "src/tools/__init__.py": "",
    "src/tools/loading.py": HELPERS,
}


def said(file: str, module: str, line: int = 1) -> str:
    return TRACE.format(file=file, line=line, module=module)


def test_a_dot_too_few(fix):
    file = "src/routes/rating/views.py"
    answer = fix({**SHOP, file: "from ..tools.loading import load\n"}, said(file, "src.routes.tools"))
    assert answer.files == {file: "from ...tools.loading import load\n"}


def test_the_same_slip_goes_along_elsewhere(fix):
    files = {f"src/routes/rating/{name}.py": "from ..tools.loading import load\n" for name in ("a", "b")}
    answer = fix({**SHOP, **files}, said("src/routes/rating/a.py", "src.routes.tools"))
    assert answer.files == dict.fromkeys(files, "from ...tools.loading import load\n")


@pytest.mark.parametrize(
    ("before", "module", "after"),
    [
        ("from app.stays.models import Stay\n", "app.stays", "from stays.models import Stay\n"),
        ("from shop.stays.models import Stay\n", "shop", "from stays.models import Stay\n"),
    ],
)
def test_a_folder_in_front_that_is_not_there(fix, before, module, after):
    files = {
        "stays/__init__.py": "",
        "stays/models.py": "class Stay:\n    pass\n",
        "staff/__init__.py": "",
        "staff/models.py": "class Person:\n    pass\n",
        "app/__init__.py": "",
        "staff/views.py": f"from staff.models import Person\n{before}",
        "shop/__init__.py": "",
    }
    answer = fix(files, said("staff/views.py", module, 2))
    assert answer.files == {"staff/views.py": f"from staff.models import Person\n{after}"}


def test_two_files_that_fit_are_not_chosen_between(fix):
    files = {
        "a/tools/loading.py": HELPERS,
        "b/tools/loading.py": HELPERS,
        "src/__init__.py": "",
        "src/main.py": "from src.tools.loading import load\n",
    }
    answer = fix(files, said("src/main.py", "src.tools"))
    assert answer.files == {}
    assert "src.tools" in answer.reason


def test_a_module_that_is_there_and_was_not_on_the_path(fix):
    files = {
        "src/backend/modules/log/writer.py": "class Writer:\n    pass\n",
        "tests/modules/test_log.py": "from modules.log.writer import Writer\n",
    }
    answer = fix(files, said("tests/modules/test_log.py", "modules.log"))
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)
    assert "PYTHONPATH" in answer.reason


def test_a_test_that_reaches_the_same_folder_by_its_whole_name(fix):
    before = "from app.shapes.card import Card\nfrom shapes.guest import Guest\n"
    files = {
        "back/app/__init__.py": "",
        "back/app/shapes/__init__.py": "",
        "back/app/shapes/card.py": "class Card:\n    pass\n",
        "back/app/shapes/guest.py": "class Guest:\n    pass\n",
        "back/tests/test_guest.py": before,
    }
    answer = fix(files, said("back/tests/test_guest.py", "shapes", 2))
    assert answer.files == {"back/tests/test_guest.py": before.replace("from shapes", "from app.shapes")}


def test_a_module_that_was_given_another_name_is_known_by_what_it_defines(fix):
    files = {
        "shop/__init__.py": "from shop.settings import load\n",
        "shop/config.py": "def load():\n    return 1\n",
        "shop/views.py": "def home():\n    return 1\n",
    }
    answer = fix(files, said("shop/__init__.py", "shop.settings"))
    assert answer.files == {"shop/__init__.py": "from shop.config import load\n"}


def test_an_import_for_its_effect_alone(fix):
    files = {
        "src/__init__.py": "",
        "src/api/__init__.py": "",
        "src/threads/__init__.py": "from .clean import start\n",
        "src/threads/clean.py": "def start():\n    return 1\n",
        "run.py": "import src.api.threads\n\nprint(1)\n",
    }
    answer = fix(files, said("run.py", "src.api.threads"))
    assert answer.files == {"run.py": "import src.threads\n\nprint(1)\n"}


def test_the_file_that_has_the_names_goes_before_one_that_may(fix):
    files = {
        "app/__init__.py": "",
        "app/shapes/__init__.py": "",
        "app/shapes/box.py": "class Make:\n    pass\n",
        "app/routes/__init__.py": "",
        "app/routes/box.py": "from fastapi import *\n",
        "app/main.py": "from app.schema.box import Make\n",
    }
    assert fix(files, said("app/main.py", "app.schema")).files == {"app/main.py": "from app.shapes.box import Make\n"}


def test_the_name_of_the_package_that_an_import_is_written_in_was_left_out(fix):
    files = {
        "requirements.txt": "flask==3.0.0\n",
        "app/__init__.py": "from app.config import URL\nfrom app.routes import routes\n",
        "app/config.py": "URL = ''\n",
        "app/routes/__init__.py": "from routes.api import api\n\nroutes = [api]\n",
        "app/routes/api.py": "api = 1\n",
    }
    report = (
        'Traceback (most recent call last):\n  File "/app/app/routes/__init__.py", line 1, in <module>\n'
        "    from routes.api import api\nModuleNotFoundError: No module named 'routes'\n"
    )
    assert fix(files, report).files == {"app/routes/__init__.py": "from app.routes.api import api\n\nroutes = [api]\n"}


CITIES = {
    "main.py": "from cities import routes\n",
    "cities/__init__.py": "",
    "cities/models.py": "class City:\n    pass\n",
    "cities/schemas.py": "class Form:\n    pass\n",
}


def test_a_neighbour_is_imported_past_their_package(fix):
    files = {**CITIES, "cities/routes.py": "from models import City\nfrom schemas import Form\nimport os\n"}
    answer = fix(files, said("cities/routes.py", "models"))
    after = "from cities.models import City\nfrom cities.schemas import Form\nimport os\n"
    assert answer.files == {"cities/routes.py": after}


def test_a_neighbour_as_a_whole(fix):
    files = {**CITIES, "cities/routes.py": "import schemas as forms\nfrom .models import City\n"}
    answer = fix(files, said("cities/routes.py", "schemas"))
    assert answer.files == {"cities/routes.py": "from . import schemas as forms\nfrom .models import City\n"}


def test_a_folder_that_is_started_from_is_no_package(fix):
    """Tests from above load the application by its folder, and the server starts inside of it."""
    files = {
        "api/main.py": "import routes\n",
        "api/routes.py": "from models import City\n",
        "api/models.py": "class City:\n    pass\n",
        "tests/test_routes.py": "from api import routes\n",
    }
    answer = fix(files, said("api/routes.py", "models"))
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)


def test_the_folder_that_the_program_starts_in_is_not_named(fix):
    files = {
        "server/manage.py": "import core.urls\n",
        "server/server/__init__.py": "",
        "server/core/__init__.py": "",
        "server/core/urls.py": "",
        "server/notes/__init__.py": "",
        "server/notes/views.py": "from core import urls\n\n\ndef show():\n    from server.notes.texts import TITLE\n",
        "server/notes/texts.py": "TITLE = 1\n",
    }
    answer = fix(files, said("server/notes/views.py", "server.notes", 5))
    after = files["server/notes/views.py"].replace("server.notes", "notes")
    assert answer.files == {"server/notes/views.py": after}


SALES = {
    "app/__init__.py": "",
    "app/models/__init__.py": "from app.models.vouchers.sales import SalesVoucher\n",
    "app/models/vouchers/__init__.py": "",
    "app/models/vouchers/sales.py": "class SalesVoucher:\n    pass\n",
    "app/api.py": "from app.models.sales_voucher_models import SalesVoucher\n",
}


def test_the_one_module_that_defines_the_name(fix):
    answer = fix(SALES, said("app/api.py", "app.models.sales_voucher_models"))
    assert answer.files == {"app/api.py": "from app.models.vouchers.sales import SalesVoucher\n"}


def test_a_name_that_two_modules_define(fix):
    files = {**SALES, "app/models/old.py": "class SalesVoucher:\n    pass\n"}
    assert fix(files, said("app/api.py", "app.models.sales_voucher_models")).files == {}
