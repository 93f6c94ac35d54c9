"""Create React App 4 and 5, with ESLint inside. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "cra-4-alias": [
        ("cra", "build.module_not_found", "./src/index.js", None, None, "@/components/Header", None, None),
    ],
    "cra-4-case": [
        ("cra", "build.module_not_found", "./src/index.js", None, None, "./components/header", None, None),
    ],
    "cra-4-default": [
        ("cra", "build.export_missing", "./src/index.js", None, None, "default", None, "./dates"),
    ],
    "cra-4-hooks": [
        ("eslint", "build.lint", "src/index.js", 5, 17, "react-hooks/rules-of-hooks", None, None),
    ],
    "cra-4-lint": [
        ("eslint", "build.lint", "src/index.js", 3, 10, "no-unused-vars", None, None),
        ("eslint", "build.lint", "src/index.js", 7, 9, "no-unused-vars", None, None),
        ("eslint", "build.lint", "src/index.js", 8, 34, "react-hooks/exhaustive-deps", None, None),
        ("eslint", "build.lint", "src/index.js", 9, 9, "eqeqeq", None, None),
        ("eslint", "build.lint", "src/index.js", 10, 10, "jsx-a11y/anchor-is-valid", None, None),
    ],
    "cra-4-named": [
        ("cra", "build.export_missing", "./src/index.js", None, None, "formatDate", None, "./dates"),
    ],
    "cra-4-openssl": [
        ("node", "build.openssl", None, None, None, None, None, None),
    ],
    "cra-4-outside": [
        ("cra", "build.module_not_found", "./src/index.js", None, None, "../data.json", None, None),
    ],
    "cra-4-package": [
        ("cra", "build.module_not_found", "./src/index.js", None, None, "axios", None, None),
    ],
    "cra-4-relative": [
        ("cra", "build.module_not_found", "./src/index.js", None, None, "./start-page", None, None),
    ],
    "cra-4-syntax": [
        ("cra", "build.syntax", "src/index.js", 3, None, None, None, None),
    ],
    "cra-4-undef": [
        ("eslint", "build.name_undefined", "src/index.js", 4, 21, "useState", None, None),
        ("eslint", "build.name_undefined", "src/index.js", 5, 11, "Header", None, None),
    ],
    "cra-5-ajv": [
        (
            "node",
            "module_missing",
            "/app/node_modules/ajv-keywords/dist/definitions/typeof.js",
            None,
            None,
            "ajv/dist/compile/codegen",
            None,
            None,
        ),
    ],
    "cra-5-alias": [
        ("cra", "build.module_not_found", None, None, None, "@/components/Header", None, None),
    ],
    "cra-5-case": [
        ("cra", "build.case_mismatch", None, None, None, "./components/header", "./components/Header.js", None),
    ],
    "cra-5-default": [
        ("cra", "build.export_missing", None, None, None, "default", None, "./dates"),
    ],
    "cra-5-hooks": [
        ("eslint", "build.lint", "src/index.js", 5, 17, "react-hooks/rules-of-hooks", None, None),
    ],
    "cra-5-lint": [
        ("eslint", "build.lint", "src/index.js", 3, 10, "no-unused-vars", None, None),
        ("eslint", "build.lint", "src/index.js", 7, 9, "no-unused-vars", None, None),
        ("eslint", "build.lint", "src/index.js", 8, 34, "react-hooks/exhaustive-deps", None, None),
        ("eslint", "build.lint", "src/index.js", 9, 9, "eqeqeq", None, None),
        ("eslint", "build.lint", "src/index.js", 10, 10, "jsx-a11y/anchor-is-valid", None, None),
    ],
    "cra-5-named": [
        ("cra", "build.export_missing", None, None, None, "formatDate", None, "./dates"),
    ],
    "cra-5-outside": [
        ("cra", "build.module_not_found", None, None, None, "../data.json", None, None),
    ],
    "cra-5-package": [
        ("cra", "build.module_not_found", None, None, None, "axios", None, None),
    ],
    "cra-5-relative": [
        ("cra", "build.module_not_found", None, None, None, "./start-page", None, None),
    ],
    "cra-5-syntax": [
        ("cra", "build.syntax", "src/index.js", 3, None, None, None, None),
    ],
    "cra-5-undef": [
        ("eslint", "build.name_undefined", "src/index.js", 4, 21, "useState", None, None),
        ("eslint", "build.name_undefined", "src/index.js", 5, 11, "Header", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
