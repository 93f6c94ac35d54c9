"""Flask, gunicorn and uvicorn. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "flask-2.0-circular": [
        ("python", "build.export_missing", "/app/app.py", 2, None, "User", None, "models"),
        ("python", "build.export_missing", "/app/models.py", 1, None, "db", None, "app"),
    ],
    "flask-2.0-module": [
        ("python", "module_missing", "/app/app.py", 2, None, "flask_cors", None, None),
    ],
    "flask-2.0-name": [
        ("python", "build.export_missing", "/app/app.py", 1, None, "jsonifyy", None, "flask"),
    ],
    "flask-2.0-noapp": [
        ("flask", "build.config", None, None, None, "FLASK_APP", None, None),
    ],
    "flask-2.0-routes": [
        ("http", "http.method_not_allowed", None, None, None, "/api/items", None, None),
        ("http", "http.not_found", None, None, None, "/api/item", None, None),
        ("python", "build.name_undefined", "/app/app.py", 11, None, "totals", None, None),
    ],
    "flask-3-circular": [
        ("python", "build.export_missing", "/app/app.py", 2, None, "User", None, "models"),
        ("python", "build.export_missing", "/app/models.py", 1, None, "db", None, "app"),
    ],
    "flask-3-module": [
        ("python", "module_missing", "/app/app.py", 2, None, "flask_cors", None, None),
    ],
    "flask-3-name": [
        ("python", "build.export_missing", "/app/app.py", 1, None, "jsonifyy", None, "flask"),
    ],
    "flask-3-noapp": [
        ("flask", "build.config", None, None, None, "FLASK_APP", None, None),
    ],
    "flask-3-port": [
        ("flask", "port_in_use", None, None, None, "5078", None, None),
    ],
    "flask-3-routes": [
        ("http", "http.method_not_allowed", None, None, None, "/api/items", None, None),
        ("http", "http.not_found", None, None, None, "/api/item", None, None),
        ("python", "build.name_undefined", "/app/app.py", 11, None, "totals", None, None),
    ],
    "gunicorn-27-attribute": [
        ("flask", "build.export_missing", None, None, None, "app", None, "app"),
    ],
    "gunicorn-27-module": [
        ("python", "module_missing", "/app/app.py", 2, None, "flask_cors", None, None),
    ],
    "uvicorn-attribute": [
        ("uvicorn", "build.export_missing", None, None, None, "app", None, "main"),
    ],
    "uvicorn-email": [
        ("python", "module_missing", None, None, None, "email_validator", None, None),
        ("python", "build.dependency_missing", "/app/main.py", 3, None, "email-validator", None, None),
    ],
    "uvicorn-module": [
        ("python", "module_missing", "/app/main.py", 2, None, "routers", None, None),
    ],
    "uvicorn-multipart": [
        ("python", "build.dependency_missing", "/app/main.py", 5, None, "python-multipart", None, None),
    ],
    "uvicorn-nomodule": [
        ("uvicorn", "module_missing", None, None, None, "main", None, None),
    ],
    "uvicorn-port": [
        ("uvicorn", "port_in_use", None, None, None, "5081", None, None),
    ],
    "uvicorn-routes": [
        ("http", "http.method_not_allowed", None, None, None, "/api/items", None, None),
        ("http", "http.not_found", None, None, None, "/items", None, None),
        ("http", "http.500", None, None, None, None, None, None),
        ("python", "build.name_undefined", "/app/main.py", 7, None, "totals", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
