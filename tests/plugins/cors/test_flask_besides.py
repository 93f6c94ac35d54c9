"""Flask: headers, methods and credentials that are not allowed to an origin that is let in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

ORIGIN = "http://localhost:5173"
BLOCKED = f"Access to fetch at 'http://localhost:5000/items' from origin '{ORIGIN}' has been blocked by CORS policy: "
HEADER = BLOCKED + (
    "Request header field x-api-key is not allowed by Access-Control-Allow-Headers in preflight response."
)
METHOD = BLOCKED + "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."
CREDENTIALS = BLOCKED + (
    "Response to preflight request doesn't pass access control check: The value of the "
    "'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's "
    "credentials mode is 'include'."
)
HEAD = "from flask import Flask\nfrom flask_cors import CORS, cross_origin\n\napp = Flask(__name__)\n"
ROUTE = "\n@app.route('/items')\ndef items():\n    return {}\n"
SET_UPS = {
    "a header in a list": (
        HEADER,
        f"CORS(app, origins=['{ORIGIN}'], allow_headers=['Content-Type'])\n",
        "allow_headers=['Content-Type', 'x-api-key']",
    ),
    "a header in a text": (
        HEADER,
        f"CORS(app, origins=['{ORIGIN}'], allow_headers='Content-Type')\n",
        "allow_headers='Content-Type,x-api-key'",
    ),
    "a header of a pattern": (
        HEADER,
        f"CORS(app, resources={{r'/*': {{'origins': ['{ORIGIN}'], 'allow_headers': ['Content-Type']}}}})\n",
        "'allow_headers': ['Content-Type', 'x-api-key']",
    ),
    "a header for everybody": (
        HEADER,
        "CORS(app, allow_headers=['Content-Type'])\n",
        "CORS(app, allow_headers=['Content-Type', 'x-api-key'])",
    ),
    "a method": (
        METHOD,
        f"CORS(app, origins=['{ORIGIN}'], methods=['GET', 'POST'])\n",
        "methods=['GET', 'POST', 'PUT']",
    ),
    "credentials": (
        CREDENTIALS,
        f"CORS(app, origins=['{ORIGIN}'])\n",
        f"CORS(app, origins=['{ORIGIN}'], supports_credentials=True)",
    ),
    "credentials that are switched off": (
        CREDENTIALS,
        f"CORS(app, origins=['{ORIGIN}'], supports_credentials=False)\n",
        f"CORS(app, origins=['{ORIGIN}'], supports_credentials=True)",
    ),
    "a header by hand": (
        HEADER,
        f"\n@app.after_request\ndef headers(response):\n    response.headers['Access-Control-Allow-Origin'] = '{ORIGIN}'\n"
        "    response.headers['Access-Control-Allow-Headers'] = 'Content-Type, Authorization'\n    return response\n",
        "'Content-Type, Authorization, x-api-key'",
    ),
    "a star by hand, which does not stand for Authorization": (
        HEADER.replace("x-api-key", "authorization"),
        "\n@app.before_request\ndef ahead():\n    response = app.make_response('')\n"
        "    response.headers.add('Access-Control-Allow-Origin', '*')\n"
        "    response.headers.add('Access-Control-Allow-Headers', '*')\n    return response\n\n\nCORS(app)\n",
        "'Access-Control-Allow-Headers', '*,authorization'",
    ),
    "a method by hand": (
        METHOD,
        f"\n@app.after_request\ndef headers(response):\n    response.headers.add('Access-Control-Allow-Origin', '{ORIGIN}')\n"
        "    response.headers.add('Access-Control-Allow-Methods', 'GET,POST')\n    return response\n",
        "'GET,POST,PUT'",
    ),
}


def change(ask: Callable[[Path, str], Answer], folder: Path, written: str, report: str) -> Answer:
    (folder / "requirements.txt").write_text("flask\nflask-cors\n")
    (folder / "app.py").write_text(HEAD + written + ROUTE)
    return ask(folder, report)


@pytest.mark.parametrize(("report", "written", "expected"), SET_UPS.values(), ids=SET_UPS)
def test_what_is_missing_is_added(
    report: str, written: str, expected: str, ask: Callable[[Path, str], Answer], tmp_path: Path
) -> None:
    answer = change(ask, tmp_path, written, report)
    assert answer.candidate is not None
    text = (tmp_path / "app.py").read_text()
    assert expected in text
    compile(text, "app.py", "exec")


@pytest.mark.parametrize(
    ("report", "written"),
    [
        (CREDENTIALS, "CORS(app, origins=load())\n"),
        (HEADER, f"CORS(app, origins=['{ORIGIN}'])\n"),
        (
            HEADER,
            "\n@app.after_request\ndef headers(response):\n    response.headers['Access-Control-Allow-Origin'] = '*'\n"
            "    response.headers['Access-Control-Allow-Headers'] = '*'\n    return response\n",
        ),
        (METHOD, f"CORS(app, origins=['{ORIGIN}'], methods=load())\n"),
        (HEADER.replace("x-api-key", "access-control-allow-origin"), f"CORS(app, origins=['{ORIGIN}'])\n"),
    ],
    ids=[
        "credentials for whom a call names",
        "every header is allowed",
        "a star by hand",
        "methods that a call makes",
        "an answer's header",
    ],
)
def test_nothing_else_is_changed(report: str, written: str, ask: Callable[[Path, str], Answer], tmp_path: Path) -> None:
    answer = change(ask, tmp_path, written, report)
    assert answer.candidate is None
    assert answer.diagnosis is not None
    assert answer.diagnosis.reason
