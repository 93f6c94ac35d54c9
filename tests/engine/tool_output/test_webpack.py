"""Webpack 4 and 5. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "webpack-4-alias": [
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "@/components/Header", None, None),
    ],
    "webpack-4-case": [
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "./components/header", None, None),
    ],
    "webpack-4-default": [
        ("webpack", "build.export_missing", "./src/main.js", 3, 13, "default", None, "./dates"),
    ],
    "webpack-4-named": [
        ("webpack", "build.export_missing", "./src/main.js", 3, 13, "formatDate", None, "./dates"),
    ],
    "webpack-4-openssl": [
        ("node", "build.openssl", None, None, None, None, None, None),
    ],
    "webpack-4-package": [
        ("webpack", "build.module_not_found", "./src/main.js", 2, 1, "@scope/clsx/lite", None, None),
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "axios", None, None),
    ],
    "webpack-4-relative": [
        ("webpack", "build.module_not_found", "./src/main.js", 2, 1, "./components/Footer", None, None),
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "./start-page", None, None),
    ],
    "webpack-4-strict": [
        ("webpack", "build.export_missing", "./src/main.js", 3, 13, "formatDate", None, "./dates"),
    ],
    "webpack-4-syntax": [
        ("webpack", "build.syntax", "./src/main.js", 3, 34, None, None, None),
    ],
    "webpack-5-alias": [
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "@/components/Header", None, None),
    ],
    "webpack-5-case": [
        (
            "webpack",
            "build.case_mismatch",
            "./src/main.js",
            1,
            1,
            "./components/header",
            "./components/Header.js",
            None,
        ),
    ],
    "webpack-5-default": [
        ("webpack", "build.export_missing", "./src/main.js", 3, 13, "default", "formatDates", "./dates"),
    ],
    "webpack-5-loader": [
        ("webpack", "build.module_not_found", "./src/main.js", 2, 1, "file-loader", None, None),
    ],
    "webpack-5-named": [
        ("webpack", "build.export_missing", "./src/main.js", 3, 13, "formatDate", "formatDates", "./dates"),
    ],
    "webpack-5-package": [
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "axios", None, None),
        ("webpack", "build.module_not_found", "./src/main.js", 2, 1, "@scope/clsx/lite", None, None),
    ],
    "webpack-5-polyfill": [
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "crypto", "crypto-browserify", None),
    ],
    "webpack-5-relative": [
        ("webpack", "build.module_not_found", "./src/main.js", 1, 1, "./start-page", None, None),
        ("webpack", "build.module_not_found", "./src/main.js", 2, 1, "./components/Footer", None, None),
    ],
    "webpack-5-strict": [
        ("webpack", "build.export_missing", "./src/main.js", 3, 13, "formatDate", "formatDates", "./dates"),
    ],
    "webpack-5-syntax": [
        ("webpack", "build.syntax", "./src/main.js", 3, 34, None, None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
