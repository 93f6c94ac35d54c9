"""Modules that import each other while they load: the import that can wait, and circles that a person has to open."""

from __future__ import annotations

HEAD = "Traceback (most recent call last):\n"
TAIL = (
    "ImportError: cannot import name '{name}' from partially initialized module '{module}' "
    "(most likely due to a circular import) (/srv/{file})\n"
)


def said(frames: list[tuple[str, int]], name: str, module: str, file: str) -> str:
    rows = (f'  File "/srv/{path}", line {line}, in <module>\n    x\n' for path, line in frames)
    return HEAD + "".join(rows) + TAIL.format(name=name, module=module, file=file)


MAIN = {"main.py": "from shop.items import Item\n", "shop/__init__.py": ""}
CIRCLE = said([("main.py", 1), ("shop/items.py", 1), ("shop/sales.py", 1)], "Item", "shop.items", "shop/items.py")
ITEMS = "from shop.sales import total\n\n\nclass Item:\n    price = total([])\n"


def test_names_that_functions_use_are_imported_there(fix):
    sales = "from shop.items import Item\n\n\ndef total(a):\n    return 0\n\n\ndef made():\n    return Item()\n"
    answer = fix({**MAIN, "shop/items.py": ITEMS, "shop/sales.py": sales}, CIRCLE)
    after = "def total(a):\n    return 0\n\n\ndef made():\n    from shop.items import Item\n\n    return Item()\n"
    assert answer.files == {"shop/sales.py": after}


def test_the_other_import_of_the_circle_may_wait(fix):
    items = "from shop.sales import Sale\n\n\nclass Item:\n    def sale(self):\n        return Sale()\n"
    sales = "from shop.items import Item\n\n\nclass Sale(Item):\n    pass\n"
    answer = fix({**MAIN, "shop/items.py": items, "shop/sales.py": sales}, CIRCLE)
    after = "class Item:\n    def sale(self):\n        from shop.sales import Sale\n\n        return Sale()\n"
    assert answer.files == {"shop/items.py": after}


def test_an_import_that_nothing_uses(fix):
    sales = "from shop.items import Item\n\n\ndef total(a):\n    return 0\n"
    answer = fix({**MAIN, "shop/items.py": ITEMS, "shop/sales.py": sales}, CIRCLE)
    assert answer.files == {"shop/sales.py": "def total(a):\n    return 0\n"}


def test_what_flask_s_application_is_made_of_comes_first(fix):
    files = {
        "shop/__init__.py": "from flask import Flask\nfrom shop import routes\n\napp = Flask(__name__)\ndb = 1\n",
        "shop/routes.py": "from shop import app, db\n\n\n@app.get('/')\ndef home():\n    return db\n",
        "main.py": "from shop import app\n",
    }
    answer = fix(
        files, said([("main.py", 1), ("shop/__init__.py", 2), ("shop/routes.py", 1)], "app", "shop", "shop/__init__.py")
    )
    after = "from flask import Flask\n\napp = Flask(__name__)\ndb = 1\n\nfrom shop import routes\n"
    assert answer.files == {"shop/__init__.py": after}


def test_two_modules_that_need_each_other_to_load_are_for_a_person(fix):
    items = "from shop.sales import Sale\n\n\nclass Item(Sale):\n    pass\n"
    sales = "from shop.items import Item\n\n\nclass Sale:\n    kind = Item\n"
    answer = fix({**MAIN, "shop/items.py": items, "shop/sales.py": sales}, CIRCLE)
    assert (answer.files, "third" in answer.reason) == ({}, True)
