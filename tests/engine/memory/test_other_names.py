"""What was accepted in one repository is proposed in another of other names, origins and layout."""

import pytest


@pytest.fixture
def lesson(learn, shop, shop_mended):
    lesson = learn(shop, shop_mended)
    assert lesson is not None
    return lesson


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            'SETUP = dict(origins=["https://a.example", "https://b.example"])\nCORS(app, **SETUP)\n',
            'origins=["https://a.example", "https://b.example", "http://localhost:8080"]',
        ),
        (
            "SETUP = dict(origins=['https://a.example'])\nCORS(app, **SETUP)\n",
            "origins=['https://a.example', 'http://localhost:8080']",
        ),
        (
            "SETUP = dict(\n    origins=[\n        'https://a.example',\n    ],\n)\nCORS(app, **SETUP)\n",
            "        'https://a.example',\n        'http://localhost:8080',\n    ],\n",
        ),
        (
            "def make():\n\treturn dict(\n\t\torigins=[\n\t\t\t'https://a.example'\n\t\t]\n\t)\n\nCORS(app, **make())\n",
            "\t\t\t'https://a.example',\n\t\t\t'http://localhost:8080'\n\t\t]\n",
        ),
    ],
    ids=["longer list", "other quotes", "lines and a trailing comma", "tabs, and no trailing comma"],
)
def test_the_origin_that_fails_there_joins_the_list(lesson, remember, make_flask, lines, wanted):
    there = make_flask(lines, name="src/server.py", path="/orders", port=5000, origin="http://localhost:8080")

    (proposed,) = remember(there, lesson)

    assert set(proposed) == {"src/server.py"}
    assert wanted in proposed["src/server.py"]
    assert "5173" not in proposed["src/server.py"] and "3000" not in proposed["src/server.py"]


def test_windows_line_ends_stay(lesson, remember, make_flask):
    there = make_flask("SETUP = dict(\n    origins=[\n        'https://a.example',\n    ],\n)\nCORS(app, **SETUP)\n")
    there.files["app.py"] = there.files["app.py"].replace("\n", "\r\n")

    (proposed,) = remember(there, lesson)

    assert "'https://a.example',\r\n        'http://localhost:5173',\r\n" in proposed["app.py"]
    assert proposed["app.py"].count("\n") == proposed["app.py"].count("\r\n")


@pytest.mark.parametrize(
    ("name", "before", "after", "says", "there", "says_there", "wanted"),
    [
        (
            "a name that the compiler names",
            "export function total(cart?: Cart) {\n  return cart.items;\n}\n",
            "export function total(cart?: Cart) {\n  return cart?.items;\n}\n",
            "(2,10): error TS18048: 'cart' is possibly 'undefined'.",
            "export function size(basket?: Basket) {\n\treturn basket.weights\n}\n",
            "(2,9): error TS18048: 'basket' is possibly 'undefined'.",
            "export function size(basket?: Basket) {\n\treturn basket?.weights\n}\n",
        ),
        (
            "a directive, with quotes and semicolons as they are there",
            "import { useState } from 'react';\n\nexport const a = useState(1);\n",
            "'use client';\n\nimport { useState } from 'react';\n\nexport const a = useState(1);\n",
            "(1,10): error TS2305: Module '\"react\"' has no exported member 'useState'.",
            'import { useReducer } from "preact"\n\nexport const b = "c"\n',
            "(1,10): error TS2305: Module '\"preact\"' has no exported member 'useReducer'.",
            '"use client"\n\nimport { useReducer } from "preact"\n\nexport const b = "c"\n',
        ),
    ],
)
def test_a_compilers_words_fill_the_template(
    learn, remember, make_typescript, name, before, after, says, there, says_there, wanted
):
    lesson = learn(make_typescript("src/a.ts", before, says), {"src/a.ts": after})

    assert lesson is not None
    assert remember(make_typescript("src/views/b.ts", there, says_there), lesson) == [{"src/views/b.ts": wanted}]
