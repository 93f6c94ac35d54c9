"""Django projects proven for real: the server is started and asked, before and after the change."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry]

REPORT = (
    "Access to fetch at 'http://localhost:8000/api/items/' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
MANAGE = """import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""
URLS = """from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def items(request):
    return JsonResponse({"items": ["tea"]})


urlpatterns = [path("api/items/", items)]
"""
BASE = """from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SECRET_KEY = "only for this test"
DEBUG = True
ALLOWED_HOSTS = []
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
"""
LISTED = BASE.replace("INSTALLED_APPS = [", 'INSTALLED_APPS = [\n    "corsheaders",').replace(
    "MIDDLEWARE = [", 'MIDDLEWARE = [\n    "corsheaders.middleware.CorsMiddleware",'
)


def repair(bench: Bench, folder: Path, base: str, dev: str, requirements: str) -> Repair:
    files = {
        "manage.py": MANAGE,
        "shop/__init__.py": "",
        "shop/urls.py": URLS,
        "shop/settings/__init__.py": "",
        "shop/settings/base.py": base,
        "shop/settings/dev.py": dev,
        "requirements.txt": requirements,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    return Repairer(load_plugins(("plugins.cors",)), bench).repair(read_report(REPORT), workspace)


def test_set_up_is_verified(bench: Bench, tmp_path: Path) -> None:
    found = repair(bench, tmp_path, BASE, "from .base import *\n", "Django==4.2.16\n")
    assert found.result is Result.VERIFIED, found.reason


def test_list_of_the_development_settings_is_verified(bench: Bench, tmp_path: Path) -> None:
    dev = 'from .base import *\n\nCORS_ALLOWED_ORIGINS = ["http://localhost:3000"]\n'
    found = repair(bench, tmp_path, LISTED, dev, "Django==4.2.16\ndjango-cors-headers==4.3.1\n")
    assert found.result is Result.VERIFIED, found.reason
