"""Vite 3 to 8: build, development server, configuration. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "vite-3-alias": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "@/components/Header", None, None),
    ],
    "vite-3-case": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "vite-3-default": [
        ("vite", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "vite-3-dev": [
        ("vite", "build.module_not_found", "src/main.js", 1, 24, "./start-page", None, None),
        ("vite", "http.refused", None, None, None, "/api/items", None, None),
        ("node", "http.refused", None, None, None, "127.0.0.1:9", None, None),
        ("http", "network.econnrefused", None, None, None, None, None, None),
    ],
    "vite-3-named": [
        ("vite", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "vite-3-package": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "axios", None, None),
    ],
    "vite-3-relative": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "vite-3-syntax": [
        ("vite", "build.syntax", "/app/src/main.js", None, None, None, None, None),
    ],
    "vite-4-alias": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "@/components/Header", None, None),
    ],
    "vite-4-case": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "vite-4-default": [
        ("vite", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "vite-4-named": [
        ("vite", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "vite-4-package": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "axios", None, None),
    ],
    "vite-4-relative": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "vite-4-syntax": [
        ("vite", "build.syntax", "/app/src/main.js", None, None, None, None, None),
    ],
    "vite-5-alias": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "@/components/Header", None, None),
    ],
    "vite-5-case": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "vite-5-colour": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "vite-5-config": [
        ("vite", "build.config", "/app/vite.config.js", None, None, "/app/vite.config.js", None, None),
        ("node", "module_missing", "/app/vite.config.js", None, None, "@vitejs/plugin-react", None, None),
    ],
    "vite-5-css": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./index.css", None, None),
    ],
    "vite-5-default": [
        ("vite", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "vite-5-entry": [
        ("vite", "build.module_not_found", "/app/index.html", None, None, "/src/index.js", None, None),
    ],
    "vite-5-named": [
        ("vite", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "vite-5-package": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "axios", None, None),
    ],
    "vite-5-react-relative": [
        ("vite", "build.module_not_found", "src/main.jsx", None, None, "./App", None, None),
    ],
    "vite-5-react-syntax": [
        ("esbuild", "build.syntax", "/app/src/main.jsx", 4, 22, None, None, None),
        ("esbuild", "build.syntax", "/app/src/main.jsx", 7, 1, None, None, None),
    ],
    "vite-5-relative": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "vite-5-syntax": [
        ("vite", "build.syntax", "src/main.js", 1, 1, None, None, None),
    ],
    "vite-6-alias": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "@/components/Header", None, None),
    ],
    "vite-6-case": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "vite-6-default": [
        ("vite", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "vite-6-dev": [
        ("vite", "build.module_not_found", "src/main.js", 1, 24, "./start-page", None, None),
        ("vite", "http.refused", None, None, None, "/api/items", None, None),
        ("node", "http.refused", None, None, None, "127.0.0.1:9", None, None),
        ("http", "network.econnrefused", None, None, None, None, None, None),
    ],
    "vite-6-named": [
        ("vite", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "vite-6-package": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "axios", None, None),
    ],
    "vite-6-relative": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "vite-6-syntax": [
        ("vite", "build.syntax", "src/main.js", 1, 1, None, None, None),
    ],
    "vite-7-alias": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "@/components/Header", None, None),
    ],
    "vite-7-case": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./components/header", None, None),
    ],
    "vite-7-default": [
        ("vite", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "vite-7-named": [
        ("vite", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "vite-7-package": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "axios", None, None),
    ],
    "vite-7-relative": [
        ("vite", "build.module_not_found", "src/main.js", None, None, "./start-page", None, None),
    ],
    "vite-7-syntax": [
        ("vite", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
    "vite-8-alias": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "@/components/Header", None, None),
    ],
    "vite-8-case": [
        ("vite", "build.module_not_found", "src/main.js", 1, 24, "./components/header", None, None),
    ],
    "vite-8-default": [
        ("vite", "build.export_missing", "src/main.js", 1, 8, "default", None, "src/dates.js"),
    ],
    "vite-8-named": [
        ("vite", "build.export_missing", "src/main.js", 1, 10, "formatDate", None, "src/dates.js"),
    ],
    "vite-8-package": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "axios", None, None),
    ],
    "vite-8-relative": [
        ("vite", "build.module_not_found", "src/main.js", 1, 23, "./start-page", None, None),
        ("vite", "build.module_not_found", "src/main.js", 2, 24, "./components/Footer", None, None),
    ],
    "vite-5-from-top": [
        ("vite", "build.module_not_found", "/app/src/main.js", None, None, "src/y.css", None, None),
    ],
    "vite-5-jsx": [
        ("vite", "build.syntax", "src/App.js", 2, 19, None, None, None),
    ],
    "vite-5-load": [
        ("vite", "build.module_not_found", "src/App.vue", None, None, "/app/src/lib/a", None, None),
    ],
    "vite-5-twice": [
        ("vite", "build.syntax", "src/main.js", 3, 10, None, None, None),
    ],
    "vite-5-vue-twice": [
        ("vite", "build.syntax", "/app/src/App.vue", 4, 9, None, None, None),
    ],
    "vite-8-syntax": [
        ("vite", "build.syntax", "src/main.js", 3, 34, None, None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]


def test_a_preprocessor_that_is_not_installed_is_a_dependency(rows):
    text = (
        '[vite:css] Preprocessor dependency "sass-embedded" not found. Did you install it? Try `npm install -D sass-embedded`.\n'
        "file: /app/src/a.scss:1:1\n"
    )
    found = ("vite", "build.dependency_missing", "/app/src/a.scss", None, None, "sass-embedded", None, None)
    assert rows(text) == [found]


def test_a_name_that_the_configuration_does_not_know_is_the_error(rows):
    text = (
        "failed to load config from /app/vite.config.js\nerror during build:\nReferenceError: react is not defined\n"
        "    at file:///app/vite.config.js.timestamp-1718031-a1b2.mjs:3:4\n"
    )
    assert rows(text) == [("node", "build.name_undefined", "/app/vite.config.js", None, None, "react", None, None)]
