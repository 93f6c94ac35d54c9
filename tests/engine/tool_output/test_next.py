"""Next 12 to 15. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "next-12-alias": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "@/components/Header", None, None),
    ],
    "next-12-default": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "default", None, "../lib/dates"),
    ],
    "next-12-lint": [
        ("eslint", "build.lint", "pages/index.js", 2, 13, "@next/next/no-html-link-for-pages", None, None),
        ("eslint", "build.lint", "pages/index.js", 2, 33, "react/no-unescaped-entities", None, None),
    ],
    "next-12-named": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "formatDate", None, "../lib/dates"),
    ],
    "next-12-prerender": [
        ("node", "build.name_undefined", "/app/.next/server/pages/index.js", 26, 13, "window", None, None),
    ],
    "next-12-relative": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "../components/Header", None, None),
        ("next", "build.module_not_found", "./pages/index.js", None, None, "axios", None, None),
    ],
    "next-12-syntax": [
        ("next", "build.syntax", "./pages/index.js", 3, None, None, None, None),
        ("next", "build.syntax", "./pages/index.js", None, None, None, None, None),
    ],
    "next-13-alias": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "@/components/Header", None, None),
    ],
    "next-13-default": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "default", None, "../lib/dates"),
    ],
    "next-13-lint": [
        ("eslint", "build.lint", "pages/index.js", 2, 13, "@next/next/no-html-link-for-pages", None, None),
        ("eslint", "build.lint", "pages/index.js", 2, 33, "react/no-unescaped-entities", None, None),
    ],
    "next-13-named": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "formatDate", None, "../lib/dates"),
    ],
    "next-13-prerender": [
        ("node", "build.name_undefined", "/app/.next/server/pages/index.js", 1, 579, "window", None, None),
    ],
    "next-13-relative": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "../components/Header", None, None),
        ("next", "build.module_not_found", "./pages/index.js", None, None, "axios", None, None),
    ],
    "next-13-syntax": [
        ("next", "build.syntax", "/app/pages/index.js", 3, None, None, None, None),
        ("next", "build.syntax", "/app/pages/index.js", None, None, None, None, None),
    ],
    "next-14-alias": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "@/components/Header", None, None),
    ],
    "next-14-app-hooks": [
        ("next", "build.syntax", "/app/app/page.js", 1, None, "use client", None, None),
    ],
    "next-14-default": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "default", None, "../lib/dates"),
    ],
    "next-14-lint": [
        ("eslint", "build.lint", "pages/index.js", 2, 13, "@next/next/no-html-link-for-pages", None, None),
        ("eslint", "build.lint", "pages/index.js", 2, 33, "react/no-unescaped-entities", None, None),
    ],
    "next-14-named": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "formatDate", None, "../lib/dates"),
    ],
    "next-14-prerender": [
        ("node", "build.name_undefined", "/app/.next/server/pages/index.js", 1, 761, "window", None, None),
    ],
    "next-14-relative": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "../components/Header", None, None),
        ("next", "build.module_not_found", "./pages/index.js", None, None, "axios", None, None),
    ],
    "next-14-syntax": [
        ("next", "build.syntax", "/app/pages/index.js", 3, None, None, None, None),
        ("next", "build.syntax", "/app/pages/index.js", None, None, None, None, None),
    ],
    "next-14-types": [
        ("next", "build.type", "./pages/index.tsx", 1, 7, "TS2322", None, None),
    ],
    "next-15-alias": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "@/components/Header", None, None),
    ],
    "next-15-lint": [
        ("eslint", "build.lint", "pages/index.js", 2, 13, "@next/next/no-html-link-for-pages", None, None),
        ("eslint", "build.lint", "pages/index.js", 2, 33, "react/no-unescaped-entities", None, None),
    ],
    "next-15-named": [
        ("next", "build.export_missing", "./pages/index.js", None, None, "formatDate", None, "../lib/dates"),
    ],
    "next-15-relative": [
        ("next", "build.module_not_found", "./pages/index.js", None, None, "../components/Header", None, None),
        ("next", "build.module_not_found", "./pages/index.js", None, None, "axios", None, None),
    ],
    "next-15-metadata": [
        ("next", "build.syntax", "/app/app/page.tsx", 4, None, "metadata", None, None),
    ],
    "next-15-ssr": [
        ("next", "build.syntax", "/app/app/page.tsx", 3, None, "ssr: false", None, None),
    ],
    "next-15-export": [
        ("next", "build.next", None, None, None, "static_params", None, "/items/[id]"),
    ],
    "next-15-params": [
        ("next", "build.next", "app/items/[id]/page.tsx", None, None, "promised", None, None),
    ],
    "next-15-route-field": [
        ("next", "build.next", "app/api/items/[id]/route.ts", None, None, "field", "helper", None),
    ],
    "next-15-route-params": [
        ("next", "build.next", "app/api/items/[id]/route.ts", None, None, "promised", None, None),
    ],
    "next-15-suspense": [
        ("next", "build.next", None, None, None, "suspense", "useSearchParams", "/search"),
    ],
    "next-15-syntax": [
        ("next", "build.syntax", "/app/pages/index.js", 3, None, None, None, None),
        ("next", "build.syntax", "/app/pages/index.js", 2, None, None, None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
