"""Django: what a list holds, and what it is called, follows from the release of django-cors-headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ORIGIN = "http://localhost:5173"
OLD = "Django==2.1\ndjango-cors-headers==2.5.3\n"
FORK = "Django==1.10.5\ndjango-cors-middleware==1.3.1\n"


def test_a_host_is_added_to_a_list_of_hosts(settle: Callable[..., Any], base: str) -> None:
    for manifest in (OLD, FORK):
        written = f'{base}CORS_ORIGIN_WHITELIST = ["localhost:4000"]\n'
        changed = settle({"shop/settings.py": written, "requirements.txt": manifest})
        settings = changed.settings("shop.settings")
        assert settings["CORS_ORIGIN_WHITELIST"] == ["localhost:4000", "localhost:5173"]


def test_an_origin_in_a_list_of_hosts_loses_its_scheme(settle: Callable[..., Any], base: str) -> None:
    written = f'{base}CORS_ORIGIN_WHITELIST = ("{ORIGIN}/",)\n'
    changed = settle({"shop/settings.py": written, "requirements.txt": OLD})
    assert changed.settings("shop.settings")["CORS_ORIGIN_WHITELIST"] == ["localhost:5173"]


def test_an_old_django_gets_a_release_made_for_it(settle: Callable[..., Any], bare: str) -> None:
    changed = settle({"shop/settings.py": bare, "requirements.txt": "Django==1.9.7\n"})
    assert changed.text("requirements.txt") == "Django==1.9.7\ndjango-cors-headers==2.4.1\n"
    settings = changed.settings("shop.settings")
    assert settings["CORS_ORIGIN_WHITELIST"] == ["localhost:5173"]
    assert "CORS_ALLOWED_ORIGINS" not in settings


def test_the_lock_file_tells_the_release(settle: Callable[..., Any], bare: str) -> None:
    lock = '{"default": {"django-cors-headers": {"hashes": [], "version": "==3.2.1"}}}\n'
    manifest = '[packages]\ndjango = "*"\ndjango-cors-headers = "*"\n'
    files = {"shop/settings.py": bare, "requirements.txt": None, "Pipfile": manifest, "Pipfile.lock": lock}
    changed = settle(files)
    assert changed.settings("shop.settings")["CORS_ORIGIN_WHITELIST"] == [ORIGIN]


def test_pipenv_gets_a_row_beside_django(settle: Callable[..., Any], bare: str) -> None:
    files = {"shop/settings.py": bare, "requirements.txt": None, "Pipfile": '[packages]\ndjango = "*"\nrich = "*"\n'}
    changed = settle(files)
    assert changed.text("Pipfile") == '[packages]\ndjango = "*"\ndjango-cors-headers = "*"\nrich = "*"\n'
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == [ORIGIN]


def test_a_manifest_in_a_folder_beside_the_project(settle: Callable[..., Any], bare: str) -> None:
    files = {"shop/settings.py": bare, "requirements.txt": None, "docker/requirements.txt": "Django==4.2.7\n"}
    changed = settle(files)
    assert changed.text("docker/requirements.txt") == "Django==4.2.7\ndjango-cors-headers==4.7.0\n"


def test_a_header_beside_a_plain_star(settle: Callable[..., Any], base: str) -> None:
    report = (
        "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: Request header field "
        "x-csrftoken is not allowed by Access-Control-Allow-Headers in preflight response."
    )
    written = "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOW_HEADERS = ['*']\n"
    changed = settle({"shop/settings.py": base + written}, report=report)
    assert changed.settings("shop.settings")["CORS_ALLOW_HEADERS"] == ["*", "x-csrftoken"]


def test_settings_that_a_missing_module_falls_back_to(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings.py": "try:\n    from .local import *\nexcept ImportError:\n    from .deployed import *\n",
        "shop/deployed.py": f'{base}CORS_ALLOWED_ORIGINS = ["http://a.test"]\n',
    }
    changed = settle(files)
    assert changed.settings("shop.settings")["CORS_ALLOWED_ORIGINS"] == ["http://a.test", ORIGIN]
