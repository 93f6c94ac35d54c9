"""Rollup 2 to 4. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "rollup-2-alias": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "@/components/Header", None, None),
    ],
    "rollup-2-case": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "rollup-2-default": [
        ("rollup", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "rollup-2-named": [
        ("rollup", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "rollup-2-package": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "@scope/clsx/lite", None, None),
        ("rollup", "build.module_not_found", "src/main.js", None, None, "axios", None, None),
    ],
    "rollup-2-relative": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "rollup-2-syntax": [
        ("rollup", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
    "rollup-3-alias": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "@/components/Header", None, None),
    ],
    "rollup-3-case": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "rollup-3-default": [
        ("rollup", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "rollup-3-named": [
        ("rollup", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "rollup-3-package": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "@scope/clsx/lite", None, None),
        ("rollup", "build.module_not_found", "src/main.js", None, None, "axios", None, None),
    ],
    "rollup-3-relative": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "rollup-3-syntax": [
        ("rollup", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
    "rollup-4-alias": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "@/components/Header", None, None),
    ],
    "rollup-4-case": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "rollup-4-default": [
        ("rollup", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "rollup-4-named": [
        ("rollup", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "rollup-4-package": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "@scope/clsx/lite", None, None),
        ("rollup", "build.module_not_found", "src/main.js", None, None, "axios", None, None),
    ],
    "rollup-4-relative": [
        ("rollup", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "rollup-4-syntax": [
        ("rollup", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
