"""Esbuild 0.14 to 0.25. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "esbuild-0.14-alias": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 24, "@/components/Header", None, None),
    ],
    "esbuild-0.14-case": [
        (
            "esbuild",
            "build.case_mismatch",
            "src/main.js",
            1,
            24,
            "src/components/header.js",
            "src/components/Header.js",
            None,
        ),
    ],
    "esbuild-0.14-default": [
        ("esbuild", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "esbuild-0.14-named": [
        ("esbuild", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "esbuild-0.14-package": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 19, "axios", None, None),
        ("esbuild", "build.module_not_found", "src/main.js", 2, 22, "@scope/clsx/lite", None, None),
    ],
    "esbuild-0.14-relative": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 23, "./start-page", None, None),
        ("esbuild", "build.module_not_found", "src/main.js", 2, 24, "./components/Footer", None, None),
    ],
    "esbuild-0.14-syntax": [
        ("esbuild", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
    "esbuild-0.19-alias": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 24, "@/components/Header", None, None),
    ],
    "esbuild-0.19-case": [
        (
            "esbuild",
            "build.case_mismatch",
            "src/main.js",
            1,
            24,
            "src/components/header.js",
            "src/components/Header.js",
            None,
        ),
    ],
    "esbuild-0.19-default": [
        ("esbuild", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "esbuild-0.19-named": [
        ("esbuild", "build.export_missing", "src/main.js", 1, 10, "formatDate", "formatDates", "src/dates.js"),
    ],
    "esbuild-0.19-package": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 19, "axios", None, None),
        ("esbuild", "build.module_not_found", "src/main.js", 2, 22, "@scope/clsx/lite", None, None),
    ],
    "esbuild-0.19-relative": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 23, "./start-page", None, None),
        ("esbuild", "build.module_not_found", "src/main.js", 2, 24, "./components/Footer", None, None),
    ],
    "esbuild-0.19-syntax": [
        ("esbuild", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
    "esbuild-0.25-alias": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 24, "@/components/Header", None, None),
    ],
    "esbuild-0.25-case": [
        (
            "esbuild",
            "build.case_mismatch",
            "src/main.js",
            1,
            24,
            "src/components/header.js",
            "src/components/Header.js",
            None,
        ),
    ],
    "esbuild-0.25-default": [
        ("esbuild", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "esbuild-0.25-named": [
        ("esbuild", "build.export_missing", "src/main.js", 1, 10, "formatDate", "formatDates", "src/dates.js"),
    ],
    "esbuild-0.25-package": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 19, "axios", None, None),
        ("esbuild", "build.module_not_found", "src/main.js", 2, 22, "@scope/clsx/lite", None, None),
    ],
    "esbuild-0.25-relative": [
        ("esbuild", "build.module_not_found", "src/main.js", 1, 23, "./start-page", None, None),
        ("esbuild", "build.module_not_found", "src/main.js", 2, 24, "./components/Footer", None, None),
    ],
    "esbuild-0.25-syntax": [
        ("esbuild", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
