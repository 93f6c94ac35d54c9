"""FastAPI: the middleware is missing, for another application, in the wrong order, or allows too little."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ORIGIN = "http://localhost:5173"
PLAIN = """from fastapi import FastAPI

app = FastAPI(
    title="Shop",
)

@app.get("/items")
def items():
    return []

@app.post("/items")
def add():
    return {}
"""
CREDENTIALS = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: Response to preflight "
    "request doesn't pass access control check: The value of the 'Access-Control-Allow-Credentials' header in the "
    "response is '' which must be 'true' when the request's credentials mode is 'include'."
)
STATUS = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: Response to preflight request "
    "doesn't pass access control check: It does not have HTTP ok status."
)
HEADER = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: Request header field x-api-key "
    "is not allowed by Access-Control-Allow-Headers in preflight response."
)
METHOD = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    "Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response."
)


def test_middleware_is_added(settle: Callable[..., Any]) -> None:
    changed = settle({"main.py": PLAIN})
    assert changed.cause == "absent"
    assert changed.options() == [
        {
            "allow_origins": [ORIGIN],
            "allow_methods": ["GET", "POST"],
            "allow_headers": ["Authorization", "Content-Type"],
        }
    ]
    assert "from fastapi.middleware.cors import CORSMiddleware" in changed.text("main.py")
    assert list(changed.answer.written) == ["main.py"]


def test_middleware_is_added_in_the_factory(settle: Callable[..., Any]) -> None:
    main = (
        "from fastapi import FastAPI\nfrom starlette.requests import Request\n\ndef create_app() -> FastAPI:\n"
        '    app = FastAPI()\n\n    @app.get("/items")\n    def items():\n        return []\n    return app\n\n'
        "app = create_app()\n"
    )
    changed = settle({"main.py": main})
    assert changed.options()[0]["allow_origins"] == [ORIGIN]
    compile(changed.text("main.py"), "main.py", "exec")


def test_starlette_takes_its_own_import(settle: Callable[..., Any]) -> None:
    main = (
        "from starlette.applications import Starlette\nfrom starlette.responses import JSONResponse\n\n"
        'app = Starlette()\n\n@app.route("/items")\nasync def items(request):\n    return JSONResponse([])\n'
    )
    changed = settle({"main.py": main, "requirements.txt": "starlette\nuvicorn\n"})
    assert "from starlette.middleware.cors import CORSMiddleware" in changed.text("main.py")


def test_another_application_has_it(settle: Callable[..., Any]) -> None:
    main = (
        "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\n"
        "app = FastAPI()\nadmin = FastAPI()\n"
        f'admin.add_middleware(CORSMiddleware, allow_origins=["{ORIGIN}"])\n'
        'app.mount("/admin", admin)\n\n@app.get("/items")\ndef items():\n    return []\n'
    )
    changed = settle({"main.py": main})
    assert changed.cause == "path_limited"
    assert "app.add_middleware(\n    CORSMiddleware" in changed.text("main.py")
    assert changed.text("main.py").count("import CORSMiddleware") == 1


def test_middleware_that_answers_first_is_put_inside(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    guard = (
        '\n@app.middleware("http")\nasync def guard(request, call_next):\n'
        '    if "authorization" not in request.headers:\n        return JSONResponse({}, status_code=401)\n'
        "    return await call_next(request)\n"
    )
    changed = settle({"main.py": application(f'    allow_origins=["{ORIGIN}"],\n') + guard})
    assert changed.cause == "order"
    text = changed.text("main.py")
    assert text.index("async def guard") < text.index("add_middleware(")
    assert text.count("CORSMiddleware,") == 1
    compile(text, "main.py", "exec")


def test_middleware_that_only_looks_is_left_where_it_is(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    timing = '\n@app.middleware("http")\nasync def timing(request, call_next):\n    return await call_next(request)\n'
    changed = settle({"main.py": application(f'    allow_origins=["{ORIGIN}"],\n') + timing})
    assert "in already" in changed.reason


def test_credentials_are_allowed(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    changed = settle({"main.py": application(f'    allow_origins=["{ORIGIN}"],\n')}, report=CREDENTIALS)
    assert changed.cause == "credentials"
    assert changed.options() == [{"allow_origins": [ORIGIN], "allow_credentials": True}]


def test_credentials_come_with_the_origin(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    client = 'fetch("http://localhost:8000/items", { credentials: "include" })\n'
    changed = settle({"main.py": application('    allow_origins=["http://a.test"],\n'), "web/src/api.js": client})
    assert changed.options() == [{"allow_origins": ["http://a.test", ORIGIN], "allow_credentials": True}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("", ["x-api-key"]), ('    allow_headers=["content-type"],\n', ["content-type", "x-api-key"])],
    ids=["no headers yet", "a list"],
)
def test_header_is_allowed(
    written: str, expected: list[str], settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    changed = settle({"main.py": application(f'    allow_origins=["{ORIGIN}"],\n{written}')}, report=HEADER)
    assert changed.cause == "header"
    assert changed.options()[0]["allow_headers"] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("", ["GET", "DELETE"]), ('    allow_methods=["GET", "POST"],\n', ["GET", "POST", "DELETE"])],
    ids=["no methods yet", "a list"],
)
def test_method_is_allowed(
    written: str, expected: list[str], settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    changed = settle({"main.py": application(f'    allow_origins=["{ORIGIN}"],\n{written}')}, report=METHOD)
    assert changed.cause == "method"
    assert changed.options()[0]["allow_methods"] == expected


def test_preflight_that_is_refused_for_the_only_method_of_its_route(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    main = application(f'    allow_origins=["{ORIGIN}"],\n') + '\n@app.put("/orders")\ndef put():\n    return {}\n'
    changed = settle({"main.py": main}, report=STATUS, url="http://localhost:8000/orders")
    assert changed.options()[0]["allow_methods"] == ["GET", "PUT"]
