"""Which file of Next's folder app a page or a route is, and what lies round it."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Workspace
from plugins.build.cause import Spot

_FILE = re.compile(r"(?:^|/)(?:src/)?app/(?P<inside>(?:.*/)?)(?P<kind>page|route|layout)\.[jt]sx?$")
_GROUP = re.compile(r"^\(.*\)$|^@")


def page_file(workspace: Workspace, spot: Spot) -> str:
    """The one file that the finding is about; empty where none or several are."""
    if spot.file:
        return spot.file
    printed = (spot.finding.file or "").removeprefix("./")
    if printed:
        stem = re.sub(r"\.[jt]sx?$", "", printed)
        found = [path for path in workspace.files() if re.sub(r"\.[jt]sx?$", "", path).endswith(stem)]
        found = [path for path in found if _FILE.search(path)]
        return found[0] if len(found) == 1 else ""
    page = (spot.finding.source or "").rstrip("/")
    kept = [path for path in workspace.files() if (match := _FILE.search(path)) and match["kind"] != "layout"]
    found = [path for path in kept if _address(path) in (page, page.removesuffix("/page"))]
    return found[0] if len(found) == 1 else ""


def siblings(workspace: Workspace, file: str) -> list[str]:
    """The other pages, routes and layouts of the same folder app."""
    top = _top(file)
    return [path for path in workspace.files() if path != file and _FILE.search(path) and _top(path) == top]


def layouts_of(workspace: Workspace, file: str) -> list[str]:
    """The layouts that a page is shown in, the nearest first."""
    found = []
    folder = posixpath.dirname(file)
    top = _top(file)
    while folder.startswith(top):
        found += [path for path in workspace.files() if re.fullmatch(rf"{re.escape(folder)}/layout\.[jt]sx?", path)]
        folder = posixpath.dirname(folder)
    return found


def _top(file: str) -> str:
    match = _FILE.search(file)
    return file[: match.start("inside")].rstrip("/") if match else file


def _address(path: str) -> str:
    match = _FILE.search(path)
    parts = match["inside"].strip("/").split("/") if match else []
    kept = [part for part in parts if part and not _GROUP.match(part)]
    return "/" + "/".join(kept) if kept else ""
