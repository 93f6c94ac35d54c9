"""Pytest 7 and 9. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "pytest-7-conftest": [
        ("python", "module_missing", "conftest.py", 1, None, "shop", None, None),
    ],
    "pytest-7-faults": [
        ("python", "build.export_missing", "test_a.py", 1, None, "price", None, "shop"),
        ("python", "module_missing", "test_b.py", 1, None, "stripe", None, None),
        ("python", "build.syntax", "/app/test_d.py", 1, None, None, None, None),
        ("pytest", "build.name_undefined", "/app/test_c.py", 6, None, "client", None, None),
        ("python", "build.name_undefined", "shop.py", 2, None, "itmes", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_total", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_plain", None, None),
    ],
    "pytest-7-native": [
        ("python", "build.export_missing", "test_a.py", 1, None, "price", None, "shop"),
        ("python", "module_missing", "test_b.py", 1, None, "stripe", None, None),
        ("python", "build.syntax", "/app/test_d.py", 1, None, None, None, None),
        ("pytest", "build.name_undefined", "/app/test_c.py", 6, None, "client", None, None),
        ("python", "build.name_undefined", "/app/shop.py", 2, None, "itmes", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_total", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_plain", None, None),
    ],
    "pytest-7-short": [
        ("python", "build.export_missing", "test_a.py", 1, None, "price", None, "shop"),
        ("python", "module_missing", "test_b.py", 1, None, "stripe", None, None),
        ("python", "build.syntax", "/app/test_d.py", 1, None, None, None, None),
        ("pytest", "build.name_undefined", "/app/test_c.py", 6, None, "client", None, None),
        ("python", "build.name_undefined", "shop.py", 2, None, "itmes", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_total", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_plain", None, None),
    ],
    "pytest-9-conftest": [
        ("python", "module_missing", "conftest.py", 1, None, "shop", None, None),
    ],
    "pytest-9-faults": [
        ("python", "build.export_missing", "test_a.py", 1, None, "price", None, "shop"),
        ("python", "module_missing", "test_b.py", 1, None, "stripe", None, None),
        ("python", "build.syntax", "/app/test_d.py", 1, None, None, None, None),
        ("pytest", "build.name_undefined", "/app/test_c.py", 6, None, "client", None, None),
        ("python", "build.name_undefined", "shop.py", 2, None, "itmes", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_total", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_plain", None, None),
    ],
    "pytest-9-native": [
        ("python", "build.export_missing", "test_a.py", 1, None, "price", None, "shop"),
        ("python", "module_missing", "test_b.py", 1, None, "stripe", None, None),
        ("python", "build.syntax", "/app/test_d.py", 1, None, None, None, None),
        ("pytest", "build.name_undefined", "/app/test_c.py", 6, None, "client", None, None),
        ("python", "build.name_undefined", "/app/shop.py", 2, None, "itmes", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_total", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_plain", None, None),
    ],
    "pytest-9-short": [
        ("python", "build.export_missing", "test_a.py", 1, None, "price", None, "shop"),
        ("python", "module_missing", "test_b.py", 1, None, "stripe", None, None),
        ("python", "build.syntax", "/app/test_d.py", 1, None, None, None, None),
        ("pytest", "build.name_undefined", "/app/test_c.py", 6, None, "client", None, None),
        ("python", "build.name_undefined", "shop.py", 2, None, "itmes", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_total", None, None),
        ("pytest", "test.failed", "test_c.py", None, None, "test_plain", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
