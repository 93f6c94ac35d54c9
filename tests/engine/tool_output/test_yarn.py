"""Yarn 1. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "yarn-1-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "yarn-1-engine": [
        ("yarn", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "yarn-1-lock": [
        ("yarn", "build.config", None, None, None, "yarn.lock", None, None),
    ],
    "yarn-1-missing": [
        ("yarn", "build.version_missing", None, None, None, "surely-not-a-package-of-ours", None, None),
    ],
    "yarn-1-refused": [
        ("yarn", "build.registry", None, None, None, None, None, None),
    ],
    "yarn-1-script": [
        ("yarn", "build.script_missing", None, None, None, "build", None, None),
    ],
    "yarn-1-target": [
        ("yarn", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
