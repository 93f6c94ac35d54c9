"""Npm 6 to 11. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "npm-10-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "npm-10-engine-warning": [],
    "npm-10-engine": [
        ("npm", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "npm-10-failed": [],
    "npm-10-host": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-10-lock": [
        ("npm", "build.config", None, None, None, "package-lock.json", None, None),
    ],
    "npm-10-missing": [
        ("npm", "build.version_missing", None, None, None, "surely-not-a-package-of-ours@^1.0.0", None, None),
    ],
    "npm-10-nofile": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-10-nojson": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-10-nolock": [
        ("npm", "build.config", None, None, None, "package-lock.json", None, None),
    ],
    "npm-10-peer-registry": [
        ("npm", "build.dependency_conflict", None, None, None, "react", "^18.0.0", "@testing-library/react@13.4.0"),
    ],
    "npm-10-peer": [],
    "npm-10-refused": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-10-script": [
        ("npm", "build.script_missing", None, None, None, "build", None, None),
    ],
    "npm-10-target": [
        ("npm", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
    "npm-11-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "npm-11-engine-warning": [],
    "npm-11-engine": [
        ("npm", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "npm-11-failed": [],
    "npm-11-host": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-11-lock": [
        ("npm", "build.config", None, None, None, "package-lock.json", None, None),
    ],
    "npm-11-missing": [
        ("npm", "build.version_missing", None, None, None, "surely-not-a-package-of-ours@^1.0.0", None, None),
    ],
    "npm-11-nofile": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-11-nojson": [
        ("npm", "build.config", "package.json", None, None, "package.json", None, None),
    ],
    "npm-11-nolock": [
        ("npm", "build.config", None, None, None, "package-lock.json", None, None),
    ],
    "npm-11-peer-registry": [
        ("npm", "build.dependency_conflict", None, None, None, "react", "^18.0.0", "@testing-library/react@13.4.0"),
    ],
    "npm-11-peer": [],
    "npm-11-refused": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-11-script": [
        ("npm", "build.script_missing", None, None, None, "build", None, None),
    ],
    "npm-11-target": [
        ("npm", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
    "npm-6-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "npm-6-engine-warning": [],
    "npm-6-engine": [
        ("npm", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "npm-6-failed": [],
    "npm-6-host": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-6-missing": [
        ("npm", "build.version_missing", None, None, None, "surely-not-a-package-of-ours@^1.0.0", None, None),
    ],
    "npm-6-nofile": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-6-nojson": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-6-peer-registry": [],
    "npm-6-peer": [],
    "npm-6-refused": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-6-script": [
        ("npm", "build.script_missing", None, None, None, "build", "biuld", None),
    ],
    "npm-6-target": [
        ("npm", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
    "npm-8-command": [
        ("npm", "build.command_missing", None, None, None, "vitte", None, None),
    ],
    "npm-8-engine-warning": [],
    "npm-8-engine": [
        ("npm", "build.engine", None, None, None, ">=22.0.0", None, None),
    ],
    "npm-8-failed": [],
    "npm-8-host": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-8-lock": [
        ("npm", "build.config", None, None, None, "package-lock.json", None, None),
    ],
    "npm-8-missing": [
        ("npm", "build.version_missing", None, None, None, "surely-not-a-package-of-ours@^1.0.0", None, None),
    ],
    "npm-8-nofile": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-8-nojson": [
        ("npm", "build.config", "/app/package.json", None, None, "/app/package.json", None, None),
    ],
    "npm-8-nolock": [
        ("npm", "build.config", None, None, None, "package-lock.json", None, None),
    ],
    "npm-8-peer-registry": [
        ("npm", "build.dependency_conflict", None, None, None, "react", "^18.0.0", "@testing-library/react@13.4.0"),
    ],
    "npm-8-peer": [],
    "npm-8-refused": [
        ("npm", "build.registry", None, None, None, None, None, None),
    ],
    "npm-8-script": [
        ("npm", "build.script_missing", None, None, None, "build", None, None),
    ],
    "npm-8-target": [
        ("npm", "build.version_missing", None, None, None, "is-number@^99.0.0", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
