"""A repository's types of project are told by what it depends on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.project_types import detect_project_types
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Plugin, ProjectType, hookimpl

Opened = Callable[[dict[str, str]], Snapshot]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def lay_out(files: dict[str, str]) -> Snapshot:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        return Snapshot(FolderSource(tmp_path))

    return lay_out


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
    assert detect_project_types(opened(files), load_plugins(("plugins.types",))) == expected


class Rails:
    """A third party's kinds of project, one of which cannot even look."""

    @hookimpl
    def describe(self) -> Plugin:
        return Plugin("rails", "1", ())

    @hookimpl
    def project_types(self) -> list[ProjectType]:
        rails = ProjectType("rails", ("build_error",), ("heroku",), lambda tree: 95 * tree.has("Gemfile"))
        return [rails, ProjectType("broken", (), (), lambda tree: 1 // 0)]


def test_a_new_kind_is_a_plugin(opened: Opened) -> None:
    plugins = load_plugins(("plugins.types",), extra=(Rails(),))
    tree = opened({"Gemfile": "", "package.json": '{"dependencies": {"react": "18"}}'})

    assert detect_project_types(tree, plugins) == ("rails", "react-node")
    assert [(failure.plugin, failure.hook) for failure in plugins.failures] == [("broken", "project_types")]
