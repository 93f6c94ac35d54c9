"""Apps of Django that stand twice in INSTALLED_APPS, or whose configuration names another package."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Location, Node, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.python_apps import lists_of_apps
from plugins.build.python_settings import read, settings_file

CODE = "app_named"
_TWICE = re.compile(r"Application labels aren't unique, duplicates: (?P<label>\w+)")
_NAME = re.compile(
    r"Cannot import '(?P<name>[\w.]+)'\. Check that '(?P<config>[\w.]+)\.(?P<class>\w+)\.name' is correct"
)


def find_apps_twice(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """The one entry too many taken out, or the name of the package put right; None where the message is another."""
    twice, named = _TWICE.search(spot.finding.message), _NAME.search(spot.finding.message)
    if twice:
        return _once(workspace, twice["label"])
    return _renamed(workspace, named) if named else None


def _once(workspace: Workspace, label: str) -> Cause | None:
    settings = settings_file(workspace)
    strings = [
        (path, node)
        for path, held in (lists_of_apps(workspace, settings) if settings else ())
        for node in held.find_all(kind="string")
        if _label(node) == label
    ]
    if len(strings) != 2:
        return None
    kept, (path, gone) = strings
    # Of the app and its configuration the configuration stays.
    if ".apps." in gone.text() and ".apps." not in kept[1].text():
        path, gone = kept
    text = read(workspace, path)
    start, end = gone.range().start.index, gone.range().end.index
    row = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?\r?\n").match(text, end)
    first = text.rfind("\n", 0, start) + 1
    if row is None or text[first:start].strip():
        return None
    change = Change(path, Action.MODIFY, f"The app {label} stands there already.", (Edit(first, row.end(), ""),))
    place = Location(path, gone.range().start.line + 1)
    remedy = Remedy("build_app_once", f"install {label} once", (change,))
    return Cause(CODE, f"The app {label} stands twice in INSTALLED_APPS.", place, (remedy,))


def _label(node: Node) -> str:
    return re.sub(r"\.apps\.\w+$", "", node.text().strip("\"'")).rpartition(".")[2]


def _renamed(workspace: Workspace, found: re.Match[str]) -> Cause | None:
    tail = found["config"].replace(".", "/") + ".py"
    files = [path for path in workspace.files() if path == tail or path.endswith("/" + tail)]
    package = found["config"].rpartition(".")[0]
    if len(files) != 1 or not package or package == found["name"]:
        return None
    text = read(workspace, files[0])
    rows = list(re.finditer(rf"(?m)^[ \t]+name[ \t]*=[ \t]*([\"']){re.escape(found['name'])}\1", text))
    if len(rows) != 1:
        return None
    end = rows[0].end() - 1
    change = Change(
        files[0], Action.MODIFY, f"The package is {package}.", (Edit(end - len(found["name"]), end, package),)
    )
    place = Location(files[0], text[: rows[0].start()].count("\n") + 1)
    sentence = f"{files[0]} names the package {found['name']}, and it is {package}."
    return Cause(CODE, sentence, place, (Remedy("build_app_name", f"name {package}", (change,)),))
