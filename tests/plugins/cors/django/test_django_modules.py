"""Django: settings in several modules, of which the one that the server runs with is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ORIGIN = "http://localhost:5173"
LIVE = "https://shop.example-store.com"
LISTED = 'CORS_ALLOWED_ORIGINS = ["http://a.test"]\n'


def test_list_of_the_base_is_changed(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings/__init__.py": "",
        "shop/settings/base.py": base + LISTED,
        "shop/settings/dev.py": "from .base import *\nDEBUG = True\n",
    }
    changed = settle(files, module="shop.settings.dev")
    assert list(changed.answer.written) == ["shop/settings/base.py"]
    assert changed.settings("shop.settings.dev")["CORS_ALLOWED_ORIGINS"] == ["http://a.test", ORIGIN]


def test_list_that_the_development_settings_put_in_its_place_is_changed(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings/__init__.py": "",
        "shop/settings/base.py": base + LISTED,
        "shop/settings/dev.py": 'from .base import *\nCORS_ALLOWED_ORIGINS = ["http://b.test"]\n',
        "shop/settings/prod.py": 'from .base import *\nCORS_ALLOWED_ORIGINS = ["https://c.test"]\n',
    }
    changed = settle(files, module="shop.settings.dev", wsgi="shop.settings.prod")
    assert list(changed.answer.written) == ["shop/settings/dev.py"]


def test_deployed_server_has_its_own_settings(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings/__init__.py": "",
        "shop/settings/base.py": base,
        "shop/settings/dev.py": 'from .base import *\nCORS_ALLOWED_ORIGINS = ["http://b.test"]\n',
        "shop/settings/production.py": 'from .base import *\nCORS_ALLOWED_ORIGINS = ["https://c.test"]\n',
        "README.md": "The API runs at https://api.example-store.com\n",
    }
    changed = settle(
        files,
        module="shop.settings.dev",
        wsgi="shop.settings.production",
        origin=LIVE,
        url="https://api.example-store.com/api/items/",
    )
    assert list(changed.answer.written) == ["shop/settings/production.py"]
    assert changed.settings("shop.settings.production")["CORS_ALLOWED_ORIGINS"] == ["https://c.test", LIVE]


def test_procfile_names_the_deployed_settings(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings/__init__.py": "",
        "shop/settings/base.py": base + LISTED,
        "shop/settings/heroku.py": 'from .base import *\nCORS_ALLOWED_ORIGINS += ["https://c.test"]\n',
        "Procfile": "web: DJANGO_SETTINGS_MODULE=shop.settings.heroku gunicorn shop.wsgi\n# api.example-store.com\n",
    }
    changed = settle(files, module="shop.settings.base", origin=LIVE, url="https://api.example-store.com/api/items/")
    assert LIVE in changed.settings("shop.settings.heroku")["CORS_ALLOWED_ORIGINS"]


def test_package_of_settings_that_chooses_by_a_variable(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings/__init__.py": (
            'import os\nif os.environ.get("DJANGO_ENV") == "production":\n    from .prod import *\n'
            "else:\n    from .dev import *\n"
        ),
        "shop/settings/base.py": base,
        "shop/settings/dev.py": "from .base import *\n" + LISTED,
        "shop/settings/prod.py": 'from .base import *\nCORS_ALLOWED_ORIGINS = ["https://c.test"]\n',
    }
    changed = settle(files)
    assert list(changed.answer.written) == ["shop/settings/dev.py"]


def test_list_in_a_module_of_its_own(settle: Callable[..., Any], base: str) -> None:
    files = {"shop/settings.py": base + "from shop.cors import CORS_ALLOWED_ORIGINS\n", "shop/cors.py": LISTED}
    changed = settle(files)
    assert list(changed.answer.written) == ["shop/cors.py"]


def test_project_in_a_folder_of_its_own(settle: Callable[..., Any], base: str, tmp_path: Any) -> None:
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend" / "package.json").write_text('{"name": "shop-web"}')
    changed = settle({"shop/settings.py": base + LISTED})
    assert changed.is_offered


def test_split_settings(settle: Callable[..., Any], base: str) -> None:
    files = {
        "shop/settings/__init__.py": 'from split_settings.tools import include\ninclude("parts/base.py", "parts/cors.py")\n',
        "shop/settings/parts/base.py": base,
        "shop/settings/parts/cors.py": LISTED,
    }
    changed = settle(files)
    assert list(changed.answer.written) == ["shop/settings/parts/cors.py"]
