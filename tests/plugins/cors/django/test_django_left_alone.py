"""Django: reports after which nothing may be changed, each with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ORIGIN = "http://localhost:5173"
CREDENTIALS = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: The value of the "
    "'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials "
    "mode is 'include'."
)


DOWN = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
    "GET {url} net::ERR_CONNECTION_REFUSED"
)


def reason(changed: Any) -> str:
    assert not changed.is_offered
    return str(changed.answer.diagnosis.reason)


def test_origin_that_is_let_in(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": f'{base}CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\n'})
    assert "lets http://localhost:5173 in already" in reason(changed)


def test_origin_that_a_pattern_lets_in(settle: Callable[..., Any], base: str) -> None:
    written = 'CORS_ALLOWED_ORIGIN_REGEXES = [r"^http://localhost:\\d+$"]\n'
    assert "in already" in reason(settle({"shop/settings.py": base + written}))


def test_everybody_is_let_in(settle: Callable[..., Any], base: str) -> None:
    assert "in already" in reason(settle({"shop/settings.py": f"{base}CORS_ALLOW_ALL_ORIGINS = True\n"}))


def test_everybody_is_let_in_while_debugging_alone(settle: Callable[..., Any], base: str) -> None:
    changed = settle(
        {"shop/settings.py": f"{base}CORS_ALLOW_ALL_ORIGINS = DEBUG\n", "README.md": "https://api.example-store.com\n"},
        origin="https://shop.example-store.com",
        url="https://api.example-store.com/api/items/",
    )
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == ["https://shop.example-store.com"]


def test_everybody_is_let_in_while_debugging(settle: Callable[..., Any], base: str) -> None:
    assert "in already" in reason(settle({"shop/settings.py": f"{base}CORS_ORIGIN_ALLOW_ALL = DEBUG\n"}))


def test_wildcard_with_credentials(settle: Callable[..., Any], base: str) -> None:
    written = "CORS_ALLOW_ALL_ORIGINS = DEBUG\n"
    assert "no wildcard serves" in reason(settle({"shop/settings.py": base + written}, report=CREDENTIALS))


def test_server_that_is_down(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base}, report=DOWN)
    assert "could not be reached" in reason(changed)


def test_error_of_the_server_dressed_as_cors(settle: Callable[..., Any], base: str) -> None:
    report = (
        "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
        "No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
        "GET {url} net::ERR_FAILED 500 (Internal Server Error)"
    )
    changed = settle({"shop/settings.py": f'{base}CORS_ALLOWED_ORIGINS = ["http://a.test"]\n'}, report=report)
    assert "500" in reason(changed)


def test_path_that_nobody_serves(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base}, url="http://localhost:8000/api/item/")
    assert "serves nothing at /api/item/" in reason(changed)


def test_variable_that_no_committed_file_sets(settle: Callable[..., Any], base: str) -> None:
    written = 'CORS_ALLOWED_ORIGINS = os.environ["ORIGINS"].split(",")\n'
    assert "ORIGINS" in reason(settle({"shop/settings.py": base + written}))


def test_list_that_a_function_makes(settle: Callable[..., Any], base: str) -> None:
    written = "from shop.hosts import known_hosts\nCORS_ALLOWED_ORIGINS = known_hosts()\n"
    changed = settle({"shop/settings.py": base + written, "shop/hosts.py": "def known_hosts():\n    return load()\n"})
    assert "cannot read" in reason(changed)


def test_classes_of_settings(settle: Callable[..., Any], base: str) -> None:
    written = "from configurations import Configuration\n\nclass Dev(Configuration):\n    CORS_ALLOWED_ORIGINS = []\n"
    changed = settle({"shop/settings.py": base.replace("ROOT_URLCONF", "import os\nROOT_URLCONF") + written})
    assert "by hand" in reason(changed)


def test_response_header_sent_by_the_client(settle: Callable[..., Any], base: str) -> None:
    report = (
        "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: Request header field "
        "access-control-allow-origin is not allowed by Access-Control-Allow-Headers in preflight response."
    )
    changed = settle({"shop/settings.py": f'{base}CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\n'}, report=report)
    assert "out of the headers of the client's request" in reason(changed)


def test_hosts_of_an_old_release(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings.py": f'{base}CORS_ORIGIN_WHITELIST = ["localhost:5173"]\n',
        "requirements.txt": "Django==2.2\ndjango-cors-headers==2.5.3\n",
    }
    assert "in already" in reason(settle(files))


def test_manifest_with_hashes(settle: Callable[..., Any], bare: str) -> None:
    files = {"shop/settings.py": bare, "requirements.txt": "django==4.2 --hash=sha256:0123\n"}
    assert "by hand" in reason(settle(files))


def test_everybody_unless_a_variable_is_set(settle: Callable[..., Any], base: str) -> None:
    written = (
        'raw = os.environ.get("ORIGINS", "")\norigins = [o.strip() for o in raw.split(",") if o.strip()]\n'
        "if origins:\n    CORS_ALLOWED_ORIGINS = origins\nelse:\n    CORS_ALLOW_ALL_ORIGINS = True\n"
    )
    assert "environment of the server decides" in reason(settle({"shop/settings.py": base + written}))


def test_everybody_by_the_default_of_a_variable(settle: Callable[..., Any], base: str) -> None:
    written = 'CORS_ALLOW_ALL_ORIGINS = env.bool("OPEN", default=True)\nCORS_ALLOWED_ORIGINS = ["http://a.test"]\n'
    assert "environment of the server decides" in reason(settle({"shop/settings.py": base + written}))
