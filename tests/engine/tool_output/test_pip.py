"""Pip 20 to 26. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "pip-20-build": [
        ("python", "module_missing", "/tmp/pip-build/setup.py", 1, None, "numpyx", None, None),
    ],
    "pip-20-conflict-direct": [
        ("pip", "build.dependency_conflict", None, None, None, "idna", "==2.0", None),
        ("pip", "build.dependency_conflict", None, None, None, "idna", "==3.0", None),
    ],
    "pip-20-conflict": [
        ("pip", "build.dependency_conflict", None, None, None, "asgiref", "==3.2", None),
        ("pip", "build.dependency_conflict", None, None, None, "asgiref", "<4 and >=3.6.0", "django 4.2"),
    ],
    "pip-20-invalid": [
        ("pip", "build.config", "requirements.txt", 1, None, "requirements.txt", None, None),
    ],
    "pip-20-missing": [
        ("pip", "build.version_missing", None, None, None, "surely-not-a-package-of-ours==1.0", None, None),
    ],
    "pip-20-nofile": [
        ("pip", "build.config", "requirements.txt", None, None, "requirements.txt", None, None),
    ],
    "pip-20-python": [
        ("pip", "build.version_missing", None, None, None, "numpy==1.21.0", None, None),
    ],
    "pip-20-refused": [
        ("pip", "build.registry", None, None, None, None, None, None),
    ],
    "pip-20-version": [
        ("pip", "build.version_missing", None, None, None, "flask==99.1", None, None),
    ],
    "pip-24-build": [
        ("python", "module_missing", None, None, None, "numpyx", None, None),
    ],
    "pip-24-conflict-direct": [
        ("pip", "build.dependency_conflict", None, None, None, "idna", "==2.0", None),
        ("pip", "build.dependency_conflict", None, None, None, "idna", "==3.0", None),
    ],
    "pip-24-conflict": [
        ("pip", "build.dependency_conflict", None, None, None, "asgiref", "==3.2", None),
        ("pip", "build.dependency_conflict", None, None, None, "asgiref", "<4 and >=3.6.0", "django 4.2"),
    ],
    "pip-24-invalid": [
        ("pip", "build.config", "requirements.txt", 1, None, "requirements.txt", None, None),
    ],
    "pip-24-missing": [
        ("pip", "build.version_missing", None, None, None, "surely-not-a-package-of-ours==1.0", None, None),
    ],
    "pip-24-nofile": [
        ("pip", "build.config", "requirements.txt", None, None, "requirements.txt", None, None),
    ],
    "pip-24-python": [
        ("pip", "build.version_missing", None, None, None, "numpy==1.21.0", None, None),
    ],
    "pip-24-refused": [
        ("pip", "build.registry", None, None, None, None, None, None),
    ],
    "pip-24-version": [
        ("pip", "build.version_missing", None, None, None, "flask==99.1", None, None),
    ],
    "pip-26-build": [
        ("python", "module_missing", None, None, None, "numpyx", None, None),
    ],
    "pip-26-conflict-direct": [
        ("pip", "build.dependency_conflict", None, None, None, "idna", "==2.0", None),
        ("pip", "build.dependency_conflict", None, None, None, "idna", "==3.0", None),
    ],
    "pip-26-conflict": [
        ("pip", "build.dependency_conflict", None, None, None, "asgiref", "==3.2", None),
        ("pip", "build.dependency_conflict", None, None, None, "asgiref", "<4 and >=3.6.0", "django 4.2"),
    ],
    "pip-26-invalid": [
        ("pip", "build.config", "requirements.txt", 1, None, "requirements.txt", None, None),
    ],
    "pip-26-missing": [
        ("pip", "build.version_missing", None, None, None, "surely-not-a-package-of-ours==1.0", None, None),
    ],
    "pip-26-nofile": [
        ("pip", "build.config", "requirements.txt", None, None, "requirements.txt", None, None),
    ],
    "pip-26-python": [
        ("pip", "build.version_missing", None, None, None, "numpy==1.21.0", None, None),
    ],
    "pip-26-refused": [
        ("pip", "build.registry", None, None, None, None, None, None),
    ],
    "pip-26-version": [
        ("pip", "build.version_missing", None, None, None, "flask==99.1", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
