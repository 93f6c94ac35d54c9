"""Django: an origin that the list does not name, wherever the list is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ORIGIN = "http://localhost:5173"
OTHER = "http://localhost:3000"
LISTS = {
    "a list": f'CORS_ALLOWED_ORIGINS = [\n    "{OTHER}",\n]\n',
    "a list on one line": f"CORS_ALLOWED_ORIGINS = ['{OTHER}']\n",
    "the old name": f'CORS_ORIGIN_WHITELIST = (\n    "{OTHER}",\n)\n',
    "an annotated list": f'CORS_ALLOWED_ORIGINS: list[str] = ["{OTHER}"]\n',
    "a list with a comment": f'CORS_ALLOWED_ORIGINS = [\n    "{OTHER}",  # vite\n    # "http://old.test",\n]\n',
    "a list of a name": f'FRONTENDS = ["{OTHER}"]\nCORS_ALLOWED_ORIGINS = FRONTENDS\n',
    "lists added up": f'CORS_ALLOWED_ORIGINS = ["{OTHER}"] + ["http://localhost:3001"]\n',
    "a list that is appended to": f'CORS_ALLOWED_ORIGINS = ["{OTHER}"]\nCORS_ALLOWED_ORIGINS.append("http://a.test")\n',
    "a variable with a default": f'CORS_ALLOWED_ORIGINS = os.environ.get("ORIGINS", "{OTHER}").split(",")\n',
    "a comprehension over a variable": (
        f'CORS_ALLOWED_ORIGINS = [o.strip() for o in os.getenv("ORIGINS", "{OTHER}, http://a.test").split(",")]\n'
    ),
    "a switch on DEBUG": (
        f'if DEBUG:\n    CORS_ALLOWED_ORIGINS = ["{OTHER}"]\nelse:\n    CORS_ALLOWED_ORIGINS = ["https://shop.test"]\n'
    ),
    "an empty list": "CORS_ALLOWED_ORIGINS = []\n",
    "an empty default": 'CORS_ALLOWED_ORIGINS = [o for o in os.environ.get("ORIGINS", "").split(",") if o]\n',
    "everybody by a variable that is off": (
        f'CORS_ALLOW_ALL_ORIGINS = os.environ.get("OPEN", "False") == "True"\nCORS_ALLOWED_ORIGINS = ["{OTHER}"]\n'
    ),
    "two lines that set it": f'CORS_ALLOWED_ORIGINS = ["http://a.test"]\nCORS_ALLOWED_ORIGINS = ["{OTHER}"]\n',
}


@pytest.mark.parametrize("written", LISTS.values(), ids=LISTS)
def test_origin_is_added_to_the_list_that_is_used(written: str, settle: Callable[..., Any], base: str) -> None:
    before = settle({"shop/settings.py": base + written})
    assert before.cause == "origin_not_listed"
    settings = before.settings("shop.settings")
    used = settings.get("CORS_ALLOWED_ORIGINS", settings.get("CORS_ORIGIN_WHITELIST"))
    assert ORIGIN in used
    assert OTHER in used or used == [ORIGIN]
    assert "*" not in used
    # The list grew by the one origin and nothing else was touched.
    assert len(before.answer.written) == 1


MENDED = {
    "a trailing slash": "http://localhost:5173/",
    "a path": "http://localhost:5173/app",
    "no scheme": "localhost:5173",
    "upper case": "http://LOCALHOST:5173",
}


@pytest.mark.parametrize("wrong", [value for key, value in MENDED.items() if key != "a path"])
def test_entry_that_was_meant_is_mended(wrong: str, settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base + f'CORS_ALLOWED_ORIGINS = ["{wrong}"]\n'})
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == [ORIGIN]


def test_another_port_is_another_origin(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base + 'CORS_ALLOWED_ORIGINS = ["http://localhost:5174"]\n'})
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == ["http://localhost:5174", ORIGIN]


def test_star_in_the_list_becomes_the_origin(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base + 'CORS_ALLOWED_ORIGINS = ["*"]\n'})
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == [ORIGIN]


def test_list_that_is_missing_is_written(settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base})
    assert changed.cause == "origin_not_listed"
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == [ORIGIN]


def test_patterns_that_do_not_fit_get_a_list_beside_them(settle: Callable[..., Any], base: str) -> None:
    written = 'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.shop\\.test$"]\n'
    changed = settle({"shop/settings.py": base + written})
    settings = changed.settings("shop.settings")
    assert settings["CORS_ALLOWED_ORIGINS"] == [ORIGIN]
    assert settings["CORS_ALLOWED_ORIGIN_REGEXES"] == [r"^https://\w+\.shop\.test$"]


LIBRARIES = {
    "decouple with Csv": (
        'from decouple import Csv, config\nCORS_ALLOWED_ORIGINS = config("ORIGINS", default="http://a.test", cast=Csv())\n',
        'default="http://a.test,http://localhost:5173"',
    ),
    "decouple with a lambda": (
        'from decouple import config\nCORS_ALLOWED_ORIGINS = config(\n    "ORIGINS",\n    default="http://a.test",\n'
        '    cast=lambda v: [s.strip() for s in v.split(",")],\n)\n',
        'default="http://a.test,http://localhost:5173"',
    ),
    "environ with a list": (
        'import environ\nenv = environ.Env()\nCORS_ALLOWED_ORIGINS = env.list("ORIGINS", default=["http://a.test"])\n',
        'default=["http://a.test", "http://localhost:5173"]',
    ),
    "environ without a default that is split": (
        'import environ\nenv = environ.Env()\nCORS_ALLOWED_ORIGINS = env("ORIGINS", default="http://a.test").split(",")\n',
        'default="http://a.test,http://localhost:5173"',
    ),
}


@pytest.mark.parametrize(("written", "expected"), LIBRARIES.values(), ids=LIBRARIES)
def test_origin_is_added_to_the_default(written: str, expected: str, settle: Callable[..., Any], base: str) -> None:
    changed = settle({"shop/settings.py": base + written})
    assert expected in changed.text("shop/settings.py")


def test_origin_is_added_to_a_committed_env_file(settle: Callable[..., Any], base: str) -> None:
    written = 'import environ\nenv = environ.Env()\nenv.read_env()\nCORS_ALLOWED_ORIGINS = env.list("ORIGINS")\n'
    changed = settle({"shop/settings.py": base + written, ".env": "A=1\nORIGINS=http://a.test\nB=2\n"})
    assert changed.text(".env") == "A=1\nORIGINS=http://a.test,http://localhost:5173\nB=2\n"


def test_carriage_returns_are_kept(settle: Callable[..., Any], base: str, tmp_path: Any) -> None:
    text = (base + f'CORS_ALLOWED_ORIGINS = [\n    "{OTHER}",\n]\n').replace("\n", "\r\n")
    changed = settle({"shop/settings.py": text})
    assert b'3000",\r\n    "http://localhost:5173",\r\n]' in (changed.folder / "shop/settings.py").read_bytes()


@pytest.mark.parametrize(
    ("trusted", "credentials", "expected"),
    [
        pytest.param([OTHER, "https://shop.test"], True, [OTHER, "https://shop.test", ORIGIN], id="in step"),
        pytest.param([OTHER, "https://shop.test"], False, [OTHER, "https://shop.test"], id="nobody sends cookies"),
        pytest.param(["https://shop.test"], True, ["https://shop.test"], id="other pages alone"),
    ],
)
def test_forms_are_taken_where_both_lists_are_in_step(
    trusted: list[str], credentials: bool, expected: list[str], settle: Callable[..., Any], base: str
) -> None:
    written = f'CORS_ALLOWED_ORIGINS = ["{OTHER}"]\nCSRF_TRUSTED_ORIGINS = {trusted}\n'
    written += "CORS_ALLOW_CREDENTIALS = True\n" if credentials else ""
    changed = settle({"shop/settings.py": base + written})
    settings = changed.settings("shop.settings")
    assert settings["CORS_ALLOWED_ORIGINS"] == [OTHER, ORIGIN]
    assert settings["CSRF_TRUSTED_ORIGINS"] == expected
