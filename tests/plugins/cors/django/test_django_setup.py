"""Django: the package, its application or its middleware is missing, or stands in the wrong place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ORIGIN = "http://localhost:5173"
CORS = "corsheaders.middleware.CorsMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
WITH_CREDENTIALS = (
    "Access to XMLHttpRequest at '{url}' from origin '{origin}' has been blocked by CORS policy: Response to preflight "
    "request doesn't pass access control check: The value of the 'Access-Control-Allow-Credentials' header in the "
    "response is '' which must be 'true' when the request's credentials mode is 'include'."
)


def test_everything_is_set_up(settle: Callable[..., Any], bare: str) -> None:
    changed = settle({"shop/settings.py": bare, "requirements.txt": "Django==4.2.11\ngunicorn==21.2.0\n"})
    assert changed.cause == "absent"
    settings = changed.settings("shop.settings")
    assert settings["CORS_ALLOWED_ORIGINS"] == [ORIGIN]
    assert "corsheaders" in settings["INSTALLED_APPS"]
    assert settings["MIDDLEWARE"].index(CORS) < settings["MIDDLEWARE"].index(COMMON)
    assert "CORS_ALLOW_CREDENTIALS" not in settings
    assert changed.text("requirements.txt") == "Django==4.2.11\ndjango-cors-headers==4.7.0\ngunicorn==21.2.0\n"


MANIFESTS = {
    "without pins": ({"requirements.txt": "django\n"}, "requirements.txt", "django\ndjango-cors-headers\n"),
    "of an older Django": (
        {"requirements.txt": "Django==3.0.5\n"},
        "requirements.txt",
        "Django==3.0.5\ndjango-cors-headers==3.10.1\n",
    ),
    "included": (
        {"requirements.txt": "-r requirements/base.txt\n", "requirements/base.txt": "Django>=4.2\n"},
        "requirements/base.txt",
        "Django>=4.2\ndjango-cors-headers\n",
    ),
    "a folder of them": (
        {"requirements.txt": None, "requirements/base.txt": "Django~=4.2\n"},
        "requirements/base.txt",
        "Django~=4.2\ndjango-cors-headers\n",
    ),
    "pyproject.toml": (
        {
            "requirements.txt": None,
            "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = [\n    "psycopg[binary]",\n    "django>=4.2",\n]\n',
        },
        "pyproject.toml",
        '[project]\nname = "shop"\nversion = "1"\ndependencies = [\n    "psycopg[binary]",\n    "django>=4.2",\n    "django-cors-headers",\n]\n',
    ),
}


@pytest.mark.parametrize(("files", "path", "expected"), MANIFESTS.values(), ids=MANIFESTS)
def test_package_is_declared_beside_django(
    files: dict[str, str | None], path: str, expected: str, settle: Callable[..., Any], bare: str
) -> None:
    changed = settle({"shop/settings.py": bare, **files})
    assert changed.text(path) == expected


def test_middleware_alone_is_missing(settle: Callable[..., Any], bare: str) -> None:
    written = f"CORS_ALLOWED_ORIGINS = ['{ORIGIN}']\n"
    changed = settle({"shop/settings.py": bare + written})
    assert changed.cause == "middleware_missing"
    settings = changed.settings("shop.settings")
    assert settings["MIDDLEWARE"][0] == CORS
    assert settings["CORS_ALLOWED_ORIGINS"] == [ORIGIN]


def test_middleware_and_the_origin_are_missing(settle: Callable[..., Any], bare: str) -> None:
    changed = settle({"shop/settings.py": bare + "CORS_ALLOWED_ORIGINS = ['http://a.test']\n"})
    settings = changed.settings("shop.settings")
    assert settings["MIDDLEWARE"][0] == CORS
    assert settings["CORS_ALLOWED_ORIGINS"] == ["http://a.test", ORIGIN]


def test_applications_that_are_kept_apart_get_it_among_the_packages(settle: Callable[..., Any], bare: str) -> None:
    written = bare.replace("INSTALLED_APPS = [", "DJANGO_APPS = ['django.contrib.auth']\nTHIRD_PARTY_APPS = [")
    written = written.replace(
        "    'shop',\n]", "]\nLOCAL_APPS = ['shop']\nINSTALLED_APPS = DJANGO_APPS + THIRD_PARTY_APPS + LOCAL_APPS"
    )
    changed = settle({"shop/settings.py": written})
    settings = changed.settings("shop.settings")
    assert "corsheaders" in settings["THIRD_PARTY_APPS"]
    assert settings["LOCAL_APPS"] == ["shop"]


def test_module_that_is_not_declared(settle: Callable[..., Any], base: str) -> None:
    report = "ModuleNotFoundError: No module named 'corsheaders'"
    changed = settle({"shop/settings.py": base, "requirements.txt": "Django==4.2.11\n"}, report=report)
    assert changed.cause == "undeclared"
    assert changed.text("requirements.txt") == "Django==4.2.11\ndjango-cors-headers==4.7.0\n"


def test_module_that_is_declared_is_left_alone(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base}, report="ModuleNotFoundError: No module named 'corsheaders'")
    assert not changed.is_offered
    assert "install the requirements" in changed.answer.diagnosis.reason


@pytest.mark.parametrize(
    ("path", "first", "cause"),
    [
        pytest.param("items", "", "order", id="the last slash is missing and CommonMiddleware redirects"),
        pytest.param("items/", "shop.gate.LoginMiddleware", "order", id="the project's own may answer"),
        pytest.param("items/", "", "allowed", id="nothing ahead answers"),
    ],
)
def test_middleware_behind_the_common_one(
    settle: Callable[..., Any], base: str, path: str, first: str, cause: str
) -> None:
    lines = f'    "{CORS}",\n'
    own = f'    "{first}",\n' if first else ""
    text = base.replace(lines, "").replace(f'    "{COMMON}",\n', f'{own}    "{COMMON}",\n{lines}')
    url = f"http://localhost:8000/api/{path}"
    changed = settle({"shop/settings.py": f'{text}CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\n'}, url=url)
    assert changed.cause == cause
    order = [CORS, first, COMMON] if cause == "order" else [COMMON, CORS]
    assert changed.settings("shop.settings")["MIDDLEWARE"] == [name for name in order if name]


def test_credentials_are_allowed_to_listed_origins(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": f'{base}CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\n'}, report=WITH_CREDENTIALS)
    assert changed.cause == "credentials"
    assert changed.settings("shop.settings")["CORS_ALLOW_CREDENTIALS"] is True


def test_credentials_that_are_switched_off_are_switched_on(settle: Callable[..., Any], base: str) -> None:
    written = f'{base}CORS_ALLOW_CREDENTIALS = False\nCORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\n'
    changed = settle({"shop/settings.py": written}, report=WITH_CREDENTIALS)
    assert changed.text("shop/settings.py") == written.replace("False", "True")


def test_header_is_added_to_the_list(settle: Callable[..., Any], base: str) -> None:
    written = f'CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\nCORS_ALLOW_HEADERS = ["content-type"]\n'
    changed = settle({"shop/settings.py": base + written}, report=header("x-api-key"))
    assert changed.cause == "header"
    assert changed.settings("shop.settings")["CORS_ALLOW_HEADERS"] == ["content-type", "x-api-key"]


def test_header_is_added_to_the_packages_own(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": f'{base}CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\n'}, report=header("x-api-key"))
    text = changed.text("shop/settings.py")
    assert 'CORS_ALLOW_HEADERS = [*default_headers, "x-api-key"]' in text
    assert text.count("from corsheaders.defaults import default_headers\n") == 1
    compile(text, "settings.py", "exec")


def test_header_is_added_beside_the_packages_own(settle: Callable[..., Any], base: str) -> None:
    written = (
        "from corsheaders.defaults import default_headers\n"
        f'CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\nCORS_ALLOW_HEADERS = list(default_headers) + ["x-a"]\n'
    )
    changed = settle({"shop/settings.py": base + written}, report=header("x-api-key"))
    assert 'list(default_headers) + ["x-a", "x-api-key"]' in changed.text("shop/settings.py")


def test_method_is_added_to_the_list(settle: Callable[..., Any], base: str) -> None:
    written = f'CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\nCORS_ALLOW_METHODS = ["GET", "POST"]\n'
    report = (
        "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
        "Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response."
    )
    changed = settle({"shop/settings.py": base + written}, report=report)
    assert changed.cause == "method"
    assert changed.settings("shop.settings")["CORS_ALLOW_METHODS"] == ["GET", "POST", "PATCH"]


def test_paths_are_widened_by_the_failing_one(settle: Callable[..., Any], base: str) -> None:
    written = f'CORS_ALLOWED_ORIGINS = ["{ORIGIN}"]\nCORS_URLS_REGEX = r"^/api/.*$"\n'
    changed = settle({"shop/settings.py": base + written}, url="http://localhost:8000/auth/login/")
    assert changed.cause == "path_limited"
    assert changed.settings("shop.settings")["CORS_URLS_REGEX"] == "^/api/.*$|^/auth/"


def header(name: str) -> str:
    return (
        "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: Request header field "
        f"{name} is not allowed by Access-Control-Allow-Headers in preflight response."
    )
