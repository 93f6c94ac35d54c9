"""Names that a file binds too late, or inside of another function only."""

from __future__ import annotations

import pytest

NAME = """Traceback (most recent call last):
  File "/srv/shop/app.py", line {line}, in {scope}
    x
NameError: name '{name}' is not defined
"""


def said(line: int, name: str, scope: str = "<module>") -> str:
    return NAME.format(line=line, name=name, scope=scope)


def test_an_import_below_its_use_is_raised_to_the_others(fix):
    code = "import os\n\n\ndef run():\n    return 1\n\n\nsys.path.append(os.getcwd())\nimport sys\n"
    wanted = "import os\nimport sys\n\n\ndef run():\n    return 1\n\n\nsys.path.append(os.getcwd())\n"
    assert fix({"app.py": code}, said(8, "sys")).files == {"app.py": wanted}


def test_a_name_among_others_leaves_them_where_they_are(fix):
    code = "import os\n\n\ndef run():\n    return 1\n\n\nprint(Path(os.getcwd()))\nfrom pathlib import Path, PurePath\n"
    wanted = (
        "import os\nfrom pathlib import Path\n\n\ndef run():\n    return 1\n\n\nprint(Path(os.getcwd()))\n"
        "from pathlib import PurePath\n"
    )
    assert fix({"app.py": code}, said(8, "Path")).files == {"app.py": wanted}


def test_what_one_function_imports_is_imported_for_the_other(fix):
    code = "import os\n\n\ndef one():\n    import json\n    return json.dumps(1)\n\n\ndef two():\n    return json.loads('1')\n"
    text = fix({"app.py": code}, said(10, "json", "two")).files["app.py"]
    assert text == code.replace("import os\n", "import json\nimport os\n", 1)


def test_what_a_function_imports_of_this_repository_stays_there(fix):
    code = (
        "import os\n\n\ndef one():\n    from shop import price\n    return price\n\n\ndef two():\n    return price()\n"
    )
    files = {"app.py": code, "shop.py": "import app\n\n\ndef price():\n    return app\n"}
    assert fix(files, said(10, "price", "two")).files == {}


def test_an_object_is_made_below_the_imports_that_it_needs(fix):
    code = "from flask import Flask\n\n@app.get('/')\ndef run():\n    return 1\n\n\napp = Flask(__name__)\n"
    wanted = "from flask import Flask\n\napp = Flask(__name__)\n\n@app.get('/')\ndef run():\n    return 1\n\n\n"
    assert fix({"app.py": code}, said(3, "app")).files == {"app.py": wanted}


LEFT = {
    "needs what comes later": ("print(total)\nrows = [1]\ntotal = sum(rows)\n", 1, "total"),
    "made twice": ("print(total)\ntotal = sum([1])\ntotal = sum([2])\n", 1, "total"),
    "a plain value": ("print(total)\ntotal = 1\n", 1, "total"),
    "made in time": ("total = sum([1])\nprint(total)\n", 2, "total"),
}


@pytest.mark.parametrize("name", LEFT)
def test_it_stays_where_it_is(fix, name):
    code, line, word = LEFT[name]
    assert fix({"app.py": code}, said(line, word)).files == {}
