"""Names that a module of the repository does not have: called otherwise there, or defined in another module."""

from __future__ import annotations

IMPORT = """Traceback (most recent call last):
  File "/srv/app/{file}", line 1, in <module>
    x
ImportError: cannot import name '{name}' from '{module}' (/srv/app/x.py)
"""


def said(file: str, module: str, name: str) -> str:
    return IMPORT.format(file=file, module=module, name=name)


RENAMED = {
    "shop/__init__.py": "",
    "shop/types.py": "class BasketParams:\n    pass\n\n\nclass Entry:\n    pass\n",
    "shop/reader.py": "from shop.types import Basket\n\nx = Basket()\n",
    "shop/writer.py": "from shop.types import Basket, Entry\n\ny = (Basket, Entry)\n",
    "shop/old.py": "try:\n    from shop.types import Basket\nexcept ImportError:\n    pass\n",
}


def test_one_class_of_the_module_has_the_word_and_more(fix):
    files = {**RENAMED, "shop/types.py": "class GuestTableRowView:\n    pass\n"}
    files |= {"shop/reader.py": "from shop.types import GuestTableView\n\nx = GuestTableView()\n"}
    answer = fix(files, said("shop/reader.py", "shop.types", "GuestTableView"))
    assert answer.files == {"shop/reader.py": "from shop.types import GuestTableRowView\n\nx = GuestTableRowView()\n"}


def test_every_importer_of_a_name_that_is_spelt_otherwise_follows(fix):
    files = {**RENAMED, "shop/types.py": "class Baskte:\n    pass\n\n\nclass Entry:\n    pass\n"}
    answer = fix(files, said("shop/reader.py", "shop.types", "Basket"))
    assert answer.files == {
        "shop/reader.py": "from shop.types import Baskte\n\nx = Baskte()\n",
        "shop/writer.py": "from shop.types import Baskte, Entry\n\ny = (Baskte, Entry)\n",
    }


def test_two_classes_with_the_words_are_not_chosen_between(fix):
    files = {
        **RENAMED,
        "shop/types.py": "class GuestTableRowView:\n    pass\n\n\nclass GuestNameTableView:\n    pass\n",
    }
    files |= {"shop/reader.py": "from shop.types import GuestTableView\n"}
    assert fix(files, said("shop/reader.py", "shop.types", "GuestTableView")).files == {}


def test_a_name_that_other_files_take_through_a_package_is_passed_on_as_before(fix):
    files = {
        "shop/__init__.py": "",
        "shop/forms/__init__.py": "from .rates import RateForm\n",
        "shop/forms/rates.py": "class WeeklyRateForm:\n    pass\n",
        "shop/views.py": "from .forms import RateForm\n\nx = RateForm\n",
    }
    answer = fix(files, said("shop/forms/__init__.py", "shop.forms.rates", "RateForm"))
    assert answer.files == {"shop/forms/__init__.py": "from .rates import WeeklyRateForm as RateForm\n"}


def test_a_folder_without_an_init_gives_no_names(fix):
    files = {"app/schema/doc.py": "class Doc:\n    pass\n", "app/schema/job.py": "from app.schema import Doc\n"}
    answer = fix(files, said("app/schema/job.py", "app.schema", "Doc"))
    assert answer.files == {"app/schema/job.py": "from app.schema.doc import Doc\n"}


def test_a_file_that_imports_the_same_missing_name_does_not_define_it(fix):
    files = {
        "office/__init__.py": "",
        "office/settings.py": "from office import keys\n\nKEY = keys.KEY\n",
        "mail/__init__.py": "",
        "mail/tasks.py": "from office import keys\n\nx = keys.KEY\n",
    }
    assert fix(files, said("mail/tasks.py", "office", "keys")).files == {}


ROUTERS = {
    "main.py": "from fastapi import FastAPI\nfrom routes.auth import auth\nfrom routes.users import users\n\napp = FastAPI()\n"
    "app.include_router(auth)\napp.include_router(users)\n",
    "routes/__init__.py": "",
    "routes/auth.py": "from fastapi import APIRouter\n\nrouter = APIRouter(prefix='/auth')\n",
    "routes/users.py": "from fastapi import APIRouter\n\nuser = APIRouter()\n",
}


def test_a_router_is_mounted_by_the_name_that_its_module_gives_it(fix):
    answer = fix(ROUTERS, said("main.py", "routes.auth", "auth"))
    text = answer.files["main.py"]
    assert "from routes.auth import router as auth\nfrom routes.users import user as users\n" in text


def test_of_two_routers_none_is_chosen(fix):
    two = ROUTERS["routes/auth.py"] + "inner = APIRouter()\n"
    assert fix({**ROUTERS, "routes/auth.py": two}, said("main.py", "routes.auth", "auth")).files == {}


def test_a_name_that_is_not_mounted_is_no_router(fix):
    main = "from routes.auth import auth\n\nprint(auth.name)\n"
    assert fix({**ROUTERS, "main.py": main}, said("main.py", "routes.auth", "auth")).files == {}


def test_a_name_that_is_nowhere_and_that_nothing_uses_is_left_out(fix):
    files = {"shop/__init__.py": "", "shop/tasks.py": "def tell():\n    pass\n"}
    files |= {"shop/views.py": "from shop.tasks import tell, tell_of_orders_to_all\n\ntell()\n"}
    answer = fix(files, said("shop/views.py", "shop.tasks", "tell_of_orders_to_all"))
    assert answer.files == {"shop/views.py": "from shop.tasks import tell\n\ntell()\n"}


def test_a_name_that_is_nowhere_and_is_used_is_a_person_s(fix):
    files = {"shop/__init__.py": "", "shop/tasks.py": "def tell():\n    pass\n"}
    files |= {"shop/views.py": "from shop.tasks import tell, tell_of_orders_to_all\n\ntell_of_orders_to_all(tell)\n"}
    assert fix(files, said("shop/views.py", "shop.tasks", "tell_of_orders_to_all")).files == {}


def test_all_names_that_are_nowhere_leave_the_import_as_it_stands(fix):
    files = {"shop/__init__.py": "", "shop/models.py": "class User:\n    pass\n\n\nclass Goal:\n    pass\n"}
    files |= {
        "shop/tables.py": "def make(db):\n    from shop.models import (\n        User, Video,\n        Payment,\n        Goal\n    )\n"
        "    db.create_all()\n"
    }
    answer = fix(files, said("shop/tables.py", "shop.models", "Video"))
    assert answer.files == {
        "shop/tables.py": "def make(db):\n    from shop.models import (\n        User,\n        Goal\n    )\n    db.create_all()\n"
    }


def test_a_class_in_capitals_is_bound_by_the_name_that_the_file_uses(fix):
    files = {"shop/__init__.py": "", "shop/models.py": "class LocalMarket:\n    pass\n"}
    files |= {
        "shop/product.py": "from shop.models import localmarket\n\n\nclass Product:\n    localmarket = key(localmarket)\n"
    }
    text = fix(files, said("shop/product.py", "shop.models", "localmarket")).files["shop/product.py"]
    assert text.startswith("from shop.models import LocalMarket as localmarket\n")


def test_a_router_that_has_the_alias_for_its_name(fix):
    files = {
        "app/__init__.py": "",
        "app/stock.py": "stock_router = APIRouter()\n",
        "app/main.py": "from app.stock import router as stock_router\n\napp.include_router(stock_router)\n",
    }
    report = (
        'Traceback (most recent call last):\n  File "/srv/app/main.py", line 1, in <module>\n    x\n'
        "ImportError: cannot import name 'router' from 'app.stock' (/srv/app/stock.py)\n"
    )
    after = "from app.stock import stock_router\n\napp.include_router(stock_router)\n"
    assert fix(files, report).files == {"app/main.py": after}
