"""From a path as a tool printed it to the file of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Finding
from autofix.sdk.places import locate


def lay(folder: Path, *paths: str) -> Snapshot:
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"// {path}\n")
    return Snapshot(FolderSource(folder))


@pytest.mark.parametrize(
    "printed",
    [
        "src/App.tsx",
        "./src/App.tsx",
        "/home/runner/work/shop/shop/src/App.tsx",
        "C:\\work\\shop\\src\\App.tsx",
        "src\\App.tsx",
        "file:///app/src/App.tsx",
        "webpack:///./src/App.tsx",
        "/app/src/App.tsx?vue&type=script",
        "'/app/src/App.tsx'",
    ],
)
def test_a_path_is_found_however_it_is_printed(tmp_path, printed):
    assert locate(lay(tmp_path, "src/App.tsx", "src/main.tsx"), printed) == "src/App.tsx"


def test_a_path_below_a_package_is_found_by_its_tail(tmp_path):
    assert locate(lay(tmp_path, "web/src/App.tsx", "api/src/main.ts"), "src/App.tsx") == "web/src/App.tsx"


def test_of_two_the_one_in_the_package_that_ran_is_meant(tmp_path):
    workspace = lay(tmp_path, "web/src/App.tsx", "admin/src/App.tsx")
    assert locate(workspace, "src/App.tsx", None, "admin") == "admin/src/App.tsx"


def test_of_two_the_one_that_holds_what_the_message_names_is_meant(tmp_path):
    workspace = lay(tmp_path, "web/src/App.tsx", "admin/src/App.tsx")
    finding = Finding("tsc", "build.name_undefined", "x", file="src/App.tsx", line=1, value="admin/src")
    assert locate(workspace, "src/App.tsx", finding) == "admin/src/App.tsx"


def test_of_two_that_are_as_likely_none_is_meant(tmp_path):
    assert locate(lay(tmp_path, "web/src/App.tsx", "admin/src/App.tsx"), "src/App.tsx") == ""


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "node_modules/react/index.js",
        "/other/place/Thing.tsx",
        "../../etc/passwd",
        "/x/node_modules/p/src/App.tsx",
        "/x/views/App.tsx",
    ],
)
def test_what_is_none_of_the_repository_is_not_found(tmp_path, printed):
    assert locate(lay(tmp_path, "src/App.tsx"), printed) == ""
