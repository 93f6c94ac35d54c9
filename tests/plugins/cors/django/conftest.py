"""A small Django project in a folder, a browser's report about it, and the settings that come of the change."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autofix.sdk.testing import Answer

MANAGE = """import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{module}")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""
WSGI = """import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{module}")
application = get_wsgi_application()
"""
URLS = """from django.urls import path
from shop import views
urlpatterns = [
    path("api/items/", views.items),
    path("auth/login/", views.items),
]
"""
VIEWS = """from django.http import JsonResponse

def items(request):
    return JsonResponse({"items": []})
"""
ORIGIN = "http://localhost:5173"
NO_HEADER = (
    "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    "No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
SHOW = (
    "import importlib, json, sys; sys.path.insert(0, '.'); m = importlib.import_module(sys.argv[1]); "
    "print(json.dumps({k: getattr(m, k) for k in dir(m) if k.isupper()}, default=str))"
)


@dataclass(frozen=True)
class Changed:
    """What was answered about a project, and the folder with the change made."""

    folder: Path
    answer: Answer

    @property
    def cause(self) -> str | None:
        assert self.answer.diagnosis is not None
        return self.answer.diagnosis.fact("cause")

    @property
    def is_offered(self) -> bool:
        return self.answer.candidate is not None

    def text(self, path: str) -> str:
        return (self.folder / path).read_text()

    def settings(self, module: str, **environment: str) -> dict[str, object]:
        """The settings as Python runs them."""
        ran = subprocess.run(
            [sys.executable, "-c", SHOW, module], cwd=self.folder, env=environment, capture_output=True, check=True
        )
        return dict(json.loads(ran.stdout))


Settle = Callable[..., Changed]


@pytest.fixture
def settle(ask: Callable[[Path, str], Answer], tmp_path: Path) -> Settle:
    """Lay a project out, report a blocked request about it, and make the change that is offered."""

    def make(
        files: dict[str, str | None],
        *,
        module: str = "shop.settings",
        origin: str = ORIGIN,
        url: str = "http://localhost:8000/api/items/",
        report: str = NO_HEADER,
        wsgi: str = "",
    ) -> Changed:
        tree = {
            "manage.py": MANAGE.format(module=module),
            "shop/__init__.py": "",
            "shop/urls.py": URLS,
            "shop/views.py": VIEWS,
            "shop/wsgi.py": WSGI.format(module=wsgi or module),
            "requirements.txt": "Django==4.2.11\ndjango-cors-headers==4.3.1\n",
            **files,
        }
        for name, text in tree.items():
            if text is None:
                continue
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return Changed(tmp_path, ask(tmp_path, report.format(url=url, origin=origin)))

    return make


@pytest.fixture
def base() -> str:
    """Settings with django-cors-headers in its place, and nobody let in yet."""
    return """import os
ROOT_URLCONF = "shop.urls"
DEBUG = True
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "corsheaders",
]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
]
"""


@pytest.fixture
def bare() -> str:
    """Settings without django-cors-headers."""
    return """ROOT_URLCONF = "shop.urls"
DEBUG = True
INSTALLED_APPS = [
    'django.contrib.contenttypes',
    'rest_framework',
    'shop',
]
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.middleware.common.CommonMiddleware',
]
"""
