"""Django 3.2 to 5.2. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "django-3.2-app-config": [
        ("python", "build.export_missing", "/app/manage.py", 4, None, "ItemConfig", "ItemsConfig", "items.apps"),
    ],
    "django-3.2-app": [
        ("python", "module_missing", "/app/manage.py", 4, None, "corsheaders", None, None),
    ],
    "django-3.2-checks": [
        ("django", "build.config", None, None, None, "admin.E403", None, None),
        ("django", "build.config", None, None, None, "admin.E406", None, None),
        ("django", "build.config", None, None, None, "admin.E408", None, None),
        ("django", "build.config", None, None, None, "admin.E409", None, None),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "admin.E410",
            "Insert 'django.contrib.sessions.middleware.SessionMiddleware' before 'django.contrib.auth.middleware.AuthenticationMiddleware'.",
            None,
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E304",
            "Add or change a related_name argument to the definition for 'items.Item.a' or 'items.Item.b'.",
            "items.Item.a",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E305",
            "Add or change a related_name argument to the definition for 'items.Item.a' or 'items.Item.b'.",
            "items.Item.a",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E304",
            "Add or change a related_name argument to the definition for 'items.Item.b' or 'items.Item.a'.",
            "items.Item.b",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E305",
            "Add or change a related_name argument to the definition for 'items.Item.b' or 'items.Item.a'.",
            "items.Item.b",
        ),
        (
            "django",
            "build.dependency_missing",
            None,
            None,
            None,
            "Pillow",
            'Get Pillow at https://pypi.org/project/Pillow/ or run command "python -m pip install Pillow".',
            "items.Item.image",
        ),
        ("django", "build.config", None, None, None, "fields.E300", None, "items.Item.owner"),
        ("django", "build.config", None, None, None, "fields.E307", None, "items.Item.owner"),
        ("django", "build.config", None, None, None, "fields.E120", None, "items.Item.title"),
    ],
    "django-3.2-conflict": [
        ("django", "build.migration", None, None, None, "items", None, "0002_a, 0002_b"),
    ],
    "django-3.2-environment": [
        ("python", "build.env_missing", "/app/shop/settings.py", 2, None, "SHOP_SECRET", None, None),
    ],
    "django-3.2-exists": [
        ("python", "build.migration", "/app/manage.py", 4, None, "items_item", None, None),
    ],
    "django-3.2-inconsistent": [
        ("django", "build.migration", None, None, None, "items.0002_a", None, "items.0001_initial"),
    ],
    "django-3.2-middleware": [
        ("python", "module_missing", "/app/shop/wsgi.py", 2, None, "corsheaders", None, None),
        ("python", "build.config", "/app/manage.py", 4, None, None, None, None),
    ],
    "django-3.2-node": [
        ("django", "build.migration", None, None, None, "items.0003_a", None, "items.0002_gone"),
    ],
    "django-3.2-port": [
        ("django", "port_in_use", None, None, None, "5084", None, None),
    ],
    "django-3.2-postgres": [
        ("python", "module_missing", None, None, None, "psycopg2", None, None),
        ("python", "build.dependency_missing", "/app/manage.py", 4, None, "psycopg2", None, None),
    ],
    "django-3.2-secret": [],
    "django-3.2-settings": [
        ("python", "module_missing", "/app/manage.py", 4, None, "shop.settings.dev", None, None),
    ],
    "django-3.2-static-dirs": [],
    "django-3.2-static-manifest": [
        ("django", "build.static", None, None, None, "gone.png", None, None),
    ],
    "django-3.2-static-root": [
        ("django", "build.static", None, None, None, "STATIC_ROOT", None, None),
    ],
    "django-3.2-unmigrated": [],
    "django-3.2-urls-module": [
        ("python", "module_missing", "/app/manage.py", 4, None, "shop.url", None, None),
    ],
    "django-3.2-urls": [
        ("python", "build.export_missing", "/app/shop/urls.py", 4, None, "lst", None, "items.views"),
    ],
    "django-4.2-app-config": [
        ("python", "build.export_missing", "/app/manage.py", 4, None, "ItemConfig", "ItemsConfig", "items.apps"),
    ],
    "django-4.2-app": [
        ("python", "module_missing", "/app/manage.py", 4, None, "corsheaders", None, None),
    ],
    "django-4.2-checks": [
        ("django", "build.config", None, None, None, "admin.E403", None, None),
        ("django", "build.config", None, None, None, "admin.E406", None, None),
        ("django", "build.config", None, None, None, "admin.E408", None, None),
        ("django", "build.config", None, None, None, "admin.E409", None, None),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "admin.E410",
            "Insert 'django.contrib.sessions.middleware.SessionMiddleware' before 'django.contrib.auth.middleware.AuthenticationMiddleware'.",
            None,
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E304",
            "Add or change a related_name argument to the definition for 'items.Item.a' or 'items.Item.b'.",
            "items.Item.a",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E305",
            "Add or change a related_name argument to the definition for 'items.Item.a' or 'items.Item.b'.",
            "items.Item.a",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E304",
            "Add or change a related_name argument to the definition for 'items.Item.b' or 'items.Item.a'.",
            "items.Item.b",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E305",
            "Add or change a related_name argument to the definition for 'items.Item.b' or 'items.Item.a'.",
            "items.Item.b",
        ),
        (
            "django",
            "build.dependency_missing",
            None,
            None,
            None,
            "Pillow",
            'Get Pillow at https://pypi.org/project/Pillow/ or run command "python -m pip install Pillow".',
            "items.Item.image",
        ),
        ("django", "build.config", None, None, None, "fields.E300", None, "items.Item.owner"),
        ("django", "build.config", None, None, None, "fields.E307", None, "items.Item.owner"),
        ("django", "build.config", None, None, None, "fields.E120", None, "items.Item.title"),
    ],
    "django-4.2-conflict": [
        ("django", "build.migration", None, None, None, "items", None, "0002_a, 0002_b"),
    ],
    "django-4.2-environment": [
        ("python", "build.env_missing", "/app/shop/settings.py", 2, None, "SHOP_SECRET", None, None),
    ],
    "django-4.2-exists": [
        ("python", "build.migration", "/app/manage.py", 4, None, "items_item", None, None),
    ],
    "django-4.2-inconsistent": [
        ("django", "build.migration", None, None, None, "items.0002_a", None, "items.0001_initial"),
    ],
    "django-4.2-middleware": [
        ("python", "module_missing", "/app/shop/wsgi.py", 2, None, "corsheaders", None, None),
        ("python", "build.config", "/app/manage.py", 4, None, None, None, None),
    ],
    "django-4.2-node": [
        ("django", "build.migration", None, None, None, "items.0003_a", None, "items.0002_gone"),
    ],
    "django-4.2-port": [
        ("django", "port_in_use", None, None, None, None, None, None),
    ],
    "django-4.2-postgres": [
        ("python", "module_missing", None, None, None, "psycopg", None, None),
        ("python", "module_missing", None, None, None, "psycopg2", None, None),
        ("python", "build.dependency_missing", "/app/manage.py", 4, None, "psycopg", None, None),
    ],
    "django-4.2-secret": [],
    "django-4.2-settings": [
        ("python", "module_missing", "/app/manage.py", 4, None, "shop.settings.dev", None, None),
    ],
    "django-4.2-static-dirs": [
        ("django", "build.static", None, None, None, "staticfiles.W004", None, None),
    ],
    "django-4.2-static-manifest": [
        ("django", "build.static", None, None, None, "gone.png", None, None),
    ],
    "django-4.2-static-root": [
        ("django", "build.static", None, None, None, "STATIC_ROOT", None, None),
    ],
    "django-4.2-table": [
        ("python", "build.migration", "/app/items/views.py", 6, None, "items_item", None, None),
        ("http", "http.not_found", None, None, None, "/api/item/", None, None),
        ("http", "http.not_found", None, None, None, "/api/items", None, None),
    ],
    "django-4.2-unmigrated": [],
    "django-4.2-urls-module": [
        ("python", "module_missing", "/app/manage.py", 4, None, "shop.url", None, None),
    ],
    "django-4.2-urls": [
        ("python", "build.export_missing", "/app/shop/urls.py", 4, None, "lst", "list", "items.views"),
    ],
    "django-5-app-config": [
        ("python", "build.export_missing", "/app/manage.py", 4, None, "ItemConfig", "ItemsConfig", "items.apps"),
    ],
    "django-5-app": [
        ("python", "module_missing", "/app/manage.py", 4, None, "corsheaders", None, None),
    ],
    "django-5-checks": [
        ("django", "build.config", None, None, None, "admin.E403", None, None),
        ("django", "build.config", None, None, None, "admin.E406", None, None),
        ("django", "build.config", None, None, None, "admin.E408", None, None),
        ("django", "build.config", None, None, None, "admin.E409", None, None),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "admin.E410",
            "Insert 'django.contrib.sessions.middleware.SessionMiddleware' before 'django.contrib.auth.middleware.AuthenticationMiddleware'.",
            None,
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E304",
            "Add or change a related_name argument to the definition for 'items.Item.a' or 'items.Item.b'.",
            "items.Item.a",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E305",
            "Add or change a related_name argument to the definition for 'items.Item.a' or 'items.Item.b'.",
            "items.Item.a",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E304",
            "Add or change a related_name argument to the definition for 'items.Item.b' or 'items.Item.a'.",
            "items.Item.b",
        ),
        (
            "django",
            "build.config",
            None,
            None,
            None,
            "fields.E305",
            "Add or change a related_name argument to the definition for 'items.Item.b' or 'items.Item.a'.",
            "items.Item.b",
        ),
        (
            "django",
            "build.dependency_missing",
            None,
            None,
            None,
            "Pillow",
            'Get Pillow at https://pypi.org/project/Pillow/ or run command "python -m pip install Pillow".',
            "items.Item.image",
        ),
        ("django", "build.config", None, None, None, "fields.E300", None, "items.Item.owner"),
        ("django", "build.config", None, None, None, "fields.E307", None, "items.Item.owner"),
    ],
    "django-5-conflict": [
        ("django", "build.migration", None, None, None, "items", None, "0002_a, 0002_b"),
    ],
    "django-5-environment": [
        ("python", "build.env_missing", "/app/shop/settings.py", 2, None, "SHOP_SECRET", None, None),
    ],
    "django-5-exists": [
        ("python", "build.migration", "/app/manage.py", 4, None, "items_item", None, None),
    ],
    "django-5-inconsistent": [
        ("django", "build.migration", None, None, None, "items.0002_a", None, "items.0001_initial"),
    ],
    "django-5-middleware": [
        ("python", "module_missing", "/app/shop/wsgi.py", 2, None, "corsheaders", None, None),
        ("python", "build.config", "/app/manage.py", 4, None, None, None, None),
    ],
    "django-5-node": [
        ("django", "build.migration", None, None, None, "items.0003_a", None, "items.0002_gone"),
    ],
    "django-5-port": [
        ("django", "port_in_use", None, None, None, None, None, None),
    ],
    "django-5-postgres": [
        ("python", "module_missing", None, None, None, "psycopg", None, None),
        ("python", "module_missing", None, None, None, "psycopg2", None, None),
        ("python", "build.dependency_missing", "/app/manage.py", 4, None, "psycopg", None, None),
    ],
    "django-5-secret": [],
    "django-5-settings": [
        ("python", "module_missing", "/app/manage.py", 4, None, "shop.settings.dev", None, None),
    ],
    "django-5-static-dirs": [
        ("django", "build.static", None, None, None, "staticfiles.W004", None, None),
    ],
    "django-5-static-manifest": [
        ("django", "build.static", None, None, None, "gone.png", None, None),
    ],
    "django-5-static-root": [
        ("django", "build.static", None, None, None, "STATIC_ROOT", None, None),
    ],
    "django-5-table": [
        ("python", "build.migration", "/app/items/views.py", 6, None, "items_item", None, None),
        ("http", "http.not_found", None, None, None, "/api/item/", None, None),
        ("http", "http.not_found", None, None, None, "/api/items", None, None),
    ],
    "django-5-unmigrated": [],
    "django-5-urls-module": [
        ("python", "module_missing", "/app/manage.py", 4, None, "shop.url", None, None),
    ],
    "django-5-urls": [
        ("python", "build.export_missing", "/app/shop/urls.py", 4, None, "lst", "list", "items.views"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
