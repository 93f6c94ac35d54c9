"""The repository's own migrations bring the empty database up to date before the server is asked anything."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry, pytest.mark.needs_postgresql]

MANAGE = """\
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    execute_from_command_line(sys.argv)
"""
SETTINGS = """\
import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["corsheaders", "items"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]
CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
ROOT_URLCONF = "shop.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("DB_NAME"),
        "USER": os.environ.get("DB_USER"),
        "PASSWORD": os.environ.get("DB_PASSWORD"),
        "HOST": os.environ.get("DB_HOST"),
        "PORT": os.environ.get("DB_PORT", "5432"),
    }
}
"""
URLS = """\
from django.http import JsonResponse
from django.urls import path

from items.models import Item


def items(request):
    return JsonResponse({"items": list(Item.objects.values_list("name", flat=True))})


urlpatterns = [path("api/items", items)]
"""
MODELS = """\
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=80)
"""
MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Item", [("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=80))]),
    ]
"""
FILES = {
    "manage.py": MANAGE,
    "shop/__init__.py": "",
    "shop/settings.py": SETTINGS,
    "shop/urls.py": URLS,
    "items/__init__.py": "",
    "items/models.py": MODELS,
    "items/migrations/__init__.py": "",
    "items/migrations/0001_initial.py": MIGRATION,
    "requirements.txt": "django>=5,<6\ndjango-cors-headers\npsycopg2-binary\n",
}


def test_django(repaired, evidence):
    repair = repaired(FILES)

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == (
        "started with a throw-away PostgreSQL, 1 made-up value (DJANGO_SECRET_KEY) and "
        "'python manage.py migrate --noinput --run-syncdb' run first"
    )


def test_django_where_each_machine_makes_its_own_migrations(repaired):
    """They are not committed, as some leave them out of git."""
    repair = repaired({path: text for path, text in FILES.items() if "migrations/" not in path})

    assert repair.result is Result.VERIFIED, repair.reason


def test_without_them_the_route_shows_nothing(repaired, monkeypatch):
    monkeypatch.setattr("autofix.engine.prove.standins.ladder.preparations", lambda sources: ())

    repair = repaired(FILES)

    assert repair.result is Result.PLAUSIBLE
    assert "shows an error that the change does not explain" in repair.reason
