"""Python 3.8 to 3.13. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "python-3.11-attribute": [
        ("python", "build.export_missing", "/app/main.py", 3, None, "dump_s", "dumps", "json"),
    ],
    "python-3.11-chain": [
        ("python", "module_missing", "/app/main.py", 2, None, "orjson_x", None, None),
        ("python", "build.export_missing", "/app/main.py", 4, None, "nothing", None, "shop"),
    ],
    "python-3.11-circular": [
        ("python", "build.export_missing", "/app/b.py", 1, None, "g", None, "a"),
    ],
    "python-3.11-environment": [
        ("python", "build.env_missing", "/app/main.py", 3, None, "STRIPE_KEY", None, None),
    ],
    "python-3.11-indent": [
        ("python", "build.syntax", "/app/main.py", 2, None, None, None, None),
    ],
    "python-3.11-module": [
        ("python", "module_missing", "/app/shop/price.py", 1, None, "yaml_missing", None, None),
    ],
    "python-3.11-name": [
        ("python", "build.name_undefined", "/app/main.py", 4, None, "itmes", "items", None),
    ],
    "python-3.11-named": [
        ("python", "build.export_missing", "/app/main.py", 1, None, "format_price", None, "shop"),
    ],
    "python-3.11-relative": [
        ("python", "build.module_not_found", "/app/shop/main.py", 1, None, None, None, None),
    ],
    "python-3.11-stdlib-name": [
        ("python", "build.export_missing", "/app/main.py", 1, None, "Mapping", None, "collections"),
    ],
    "python-3.11-syntax": [
        ("python", "build.syntax", "/app/cart.py", 1, None, None, None, None),
    ],
    "python-3.13-attribute": [
        ("python", "build.export_missing", "/app/main.py", 3, None, "dump_s", "dumps", "json"),
    ],
    "python-3.13-chain": [
        ("python", "module_missing", "/app/main.py", 2, None, "orjson_x", None, None),
        ("python", "build.export_missing", "/app/main.py", 4, None, "nothing", None, "shop"),
    ],
    "python-3.13-circular": [
        ("python", "build.export_missing", "/app/b.py", 1, None, "g", None, "a"),
    ],
    "python-3.13-environment": [
        ("python", "build.env_missing", "/app/main.py", 3, None, "STRIPE_KEY", None, None),
    ],
    "python-3.13-indent": [
        ("python", "build.syntax", "/app/main.py", 2, None, None, None, None),
    ],
    "python-3.13-module": [
        ("python", "module_missing", "/app/shop/price.py", 1, None, "yaml_missing", None, None),
    ],
    "python-3.13-name": [
        ("python", "build.name_undefined", "/app/main.py", 4, None, "itmes", "items", None),
    ],
    "python-3.13-named": [
        ("python", "build.export_missing", "/app/main.py", 1, None, "format_price", "format_prices", "shop"),
    ],
    "python-3.13-relative": [
        ("python", "build.module_not_found", "/app/shop/main.py", 1, None, None, None, None),
    ],
    "python-3.13-stdlib-name": [
        ("python", "build.export_missing", "/app/main.py", 1, None, "Mapping", None, "collections"),
    ],
    "python-3.13-syntax": [
        ("python", "build.syntax", "/app/cart.py", 1, None, None, None, None),
    ],
    "python-3.8-attribute": [
        ("python", "build.export_missing", "main.py", 3, None, "dump_s", None, "json"),
    ],
    "python-3.8-chain": [
        ("python", "module_missing", "main.py", 2, None, "orjson_x", None, None),
        ("python", "build.export_missing", "main.py", 4, None, "nothing", None, "shop"),
    ],
    "python-3.8-circular": [
        ("python", "build.export_missing", "/app/b.py", 1, None, "g", None, "a"),
    ],
    "python-3.8-environment": [
        ("python", "build.env_missing", "main.py", 3, None, "STRIPE_KEY", None, None),
    ],
    "python-3.8-indent": [
        ("python", "build.syntax", "main.py", 2, None, None, None, None),
    ],
    "python-3.8-module": [
        ("python", "module_missing", "/app/shop/price.py", 1, None, "yaml_missing", None, None),
    ],
    "python-3.8-name": [
        ("python", "build.name_undefined", "main.py", 4, None, "itmes", None, None),
    ],
    "python-3.8-named": [
        ("python", "build.export_missing", "main.py", 1, None, "format_price", None, "shop"),
    ],
    "python-3.8-relative": [
        ("python", "build.module_not_found", "shop/main.py", 1, None, None, None, None),
    ],
    "python-3.8-stdlib-name": [],
    "python-3.8-syntax": [
        ("python", "build.syntax", "/app/cart.py", 1, None, None, None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
