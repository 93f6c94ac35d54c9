"""Node 20. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "node-20-acces": [],
    "node-20-call": [],
    "node-20-cjs-relative": [
        ("node", "module_missing", "/app/src/db.js", None, None, "../config/databse", None, None),
    ],
    "node-20-cjs": [
        ("node", "module_missing", "/app/src/index.js", None, None, "express", None, None),
    ],
    "node-20-entry": [
        ("node", "module_missing", None, None, None, "/app/src/index.js", None, None),
    ],
    "node-20-esm-default": [
        ("node", "build.export_missing", "/app/src/index.js", 1, None, "default", None, "./db.js"),
    ],
    "node-20-esm-directory": [
        ("node", "module_missing", "/app/src/index.js", None, None, "/app/src/db", None, None),
    ],
    "node-20-esm-named": [
        ("node", "build.export_missing", "/app/src/index.js", 1, None, "dbs", None, "./db.js"),
    ],
    "node-20-esm-outside": [
        ("node", "module_missing", "/app/src/index.js", None, None, "/app/src/db.js", None, None),
    ],
    "node-20-esm-relative": [
        ("node", "module_missing", "/app/src/index.js", None, None, "/app/src/db", None, None),
    ],
    "node-20-esm-require": [
        ("node", "build.name_undefined", "/app/src/index.js", 1, 11, "require", None, None),
    ],
    "node-20-esm": [
        ("node", "module_missing", "/app/src/index.js", None, None, "express", None, None),
    ],
    "node-20-json": [
        ("http", "http.not_json", None, None, None, None, None, None),
    ],
    "node-20-memory": [
        ("node", "build.disk", None, None, None, None, None, None),
    ],
    "node-20-package-exports": [
        ("node", "module_missing", None, None, None, "untyped/lib/x", None, "untyped"),
    ],
    "node-20-port": [
        ("node", "port_in_use", None, None, None, "5991", None, None),
    ],
    "node-20-reference": [
        ("node", "build.name_undefined", "/app/src/index.js", 2, 3, "totl", None, None),
    ],
    "node-20-refused-http": [
        ("node", "http.refused", None, None, None, "127.0.0.1:4999", None, None),
        ("http", "network.econnrefused", None, None, None, None, None, None),
    ],
    "node-20-refused": [
        ("node", "http.refused", None, None, None, "127.0.0.1:9000", None, None),
        ("http", "network.econnrefused", None, None, None, None, None, None),
    ],
    "node-20-syntax": [
        ("node", "build.syntax", "/app/src/index.js", 2, None, None, None, None),
    ],
    "node-20-type": [],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
