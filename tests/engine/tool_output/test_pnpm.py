"""Pnpm 7 and 9. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "pnpm-7-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "pnpm-7-engine": [
        ("pnpm", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "pnpm-7-lock": [
        ("pnpm", "build.config", None, None, None, "pnpm-lock.yaml", None, None),
    ],
    "pnpm-7-missing": [
        ("pnpm", "build.version_missing", None, None, None, "surely-not-a-package-of-ours", None, None),
    ],
    "pnpm-7-peer": [
        ("pnpm", "build.dependency_conflict", None, None, None, "react", "^18.2.0", "react-dom@18.2.0"),
    ],
    "pnpm-7-refused": [
        ("pnpm", "build.registry", None, None, None, None, None, None),
    ],
    "pnpm-7-script": [
        ("pnpm", "build.script_missing", None, None, None, "build", "biuld", None),
    ],
    "pnpm-7-target": [
        ("pnpm", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
    "pnpm-7-workspace": [
        ("pnpm", "build.dependency_missing", None, None, None, "@shop/ui", None, None),
    ],
    "pnpm-9-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "pnpm-9-engine": [
        ("pnpm", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "pnpm-9-lock": [
        ("pnpm", "build.config", None, None, None, "pnpm-lock.yaml", None, None),
    ],
    "pnpm-9-missing": [
        ("pnpm", "build.version_missing", None, None, None, "surely-not-a-package-of-ours", None, None),
    ],
    "pnpm-9-peer": [
        ("pnpm", "build.dependency_conflict", None, None, None, "react", "^18.2.0", "react-dom@18.2.0"),
    ],
    "pnpm-9-refused": [
        ("pnpm", "build.registry", None, None, None, None, None, None),
    ],
    "pnpm-9-script": [
        ("pnpm", "build.script_missing", None, None, None, "build", "biuld", None),
    ],
    "pnpm-9-target": [
        ("pnpm", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
    "pnpm-9-workspace": [
        ("pnpm", "build.dependency_missing", None, None, None, "@shop/ui", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
