"""A repository's types of project are told by what it depends on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.modules.project_types import detect_project_types
from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

CASES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "react": ({"package.json": '{"dependencies": {"react": "18", "express": "4"}}'}, ("react-node",)),
    "vue": ({"web/package.json": '{"dependencies": {"vue": "3"}}', "api/package.json": "{}"}, ("vue-express",)),
    "next": ({"package.json": '{"dependencies": {"next": "14", "react": "18"}}'}, ("next-fullstack",)),
    "django": ({"requirements.txt": "Django>=4\n"}, ("python-django",)),
    "django without a manifest": (
        {"manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x')"},
        ("python-django",),
    ),
    "django and react": (
        {"requirements.txt": "django\n", "web/package.json": '{"dependencies": {"react": "18"}}'},
        ("python-django", "react-node"),
    ),
    "neither": ({"main.go": "package main"}, ()),
}


@pytest.mark.parametrize("case", CASES)
def test_types(case: str, opened: Opened) -> None:
    files, expected = CASES[case]
    assert detect_project_types(opened(files)) == expected
