"""A model of Django whose app stands in no list of the settings."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Location, Node, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.python_settings import read, settings_chain, settings_file

CODE = "app_not_installed"
_MODEL = re.compile(r"Model class (?P<module>[\w.]+)\.\w+ doesn't declare an explicit app_label")


def find_app(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Add the app to INSTALLED_APPS in the way the others stand there; None where the message is another."""
    found = _MODEL.search(spot.finding.message)
    if found is None:
        return None
    app = re.sub(r"\.models(?:\..*)?$", "", found["module"])
    sentence = f"The app {app} is in no list of INSTALLED_APPS."
    settings = settings_file(workspace, spot.file)
    lists = lists_of_apps(workspace, settings) if settings else []
    listed = [name for _, node in lists for name in _names(node)]
    last = app.rpartition(".")[2]
    known = next((name for name in listed if _app_of(workspace, name).rpartition(".")[2] == last), "")
    if known:
        reason = f"INSTALLED_APPS has it as {known}: import its models by that path, everywhere."
        return recommend(CODE, f"{app} is loaded by another path than its app's.", reason, spot.place)
    holder = _holder(workspace, lists)
    if holder is None:
        return recommend(CODE, sentence, f"Add {app} to INSTALLED_APPS in {settings or 'the settings'}.", spot.place)
    path, node = holder
    edit = _added(node, _written(workspace, app, _names(node)))
    change = Change(path, Action.MODIFY, f"Install the app {app}.", (edit,))
    place = Location(path, node.range().start.line + 1)
    return Cause(CODE, sentence, place, (Remedy("build_app_installed", f"install {app}", (change,)),))


def lists_of_apps(workspace: Workspace, settings: str) -> list[tuple[str, Node]]:
    """The lists that INSTALLED_APPS is made of, with their files."""
    found = []
    for path in settings_chain(workspace, settings):
        for node in workspace.tree(path).find_all(kind="assignment"):
            left, right = node.field("left"), node.field("right")
            named = re.fullmatch(r"(?:\w+_)?(?:INSTALLED_)?APPS(?:_\w+)?", left.text()) if left is not None else None
            if named and right is not None and right.kind() in ("list", "tuple"):
                found.append((path, right))
    return found


def _holder(workspace: Workspace, lists: list[tuple[str, Node]]) -> tuple[str, Node] | None:
    """The list that has apps of this repository, else the only one."""
    own = [pair for pair in lists if any(_is_own(workspace, name) for name in _names(pair[1]))]
    chosen = own or lists
    return chosen[0] if len(chosen) == 1 else None


def _is_own(workspace: Workspace, name: str) -> bool:
    tail = _app_of(workspace, name).replace(".", "/")
    return any(
        path.endswith((f"/{tail}/__init__.py", f"/{tail}/apps.py", f"/{tail}/models.py"))
        for path in (f"/{path}" for path in workspace.files())
    )


def _app_of(workspace: Workspace, name: str) -> str:
    """The package of an entry, which may name its configuration class."""
    return re.sub(r"\.apps\.\w+$", "", name)


def _names(node: Node) -> list[str]:
    return [one.text() for one in node.find_all(kind="string_content")]


def _written(workspace: Workspace, app: str, others: list[str]) -> str:
    """The app's name, or its configuration class where the last of the others stands so."""
    own = [name for name in others if _is_own(workspace, name)]
    tail = posixpath.join(*app.split("."), "apps.py")
    path = next((path for path in workspace.files() if path == tail or path.endswith("/" + tail)), "")
    named = re.search(r"^class (\w+)\(AppConfig\)", read(workspace, path), re.M) if path else None
    return f"{app}.apps.{named[1]}" if named and own and ".apps." in own[-1] else app


def _added(node: Node, name: str) -> Edit:
    """One more string at the end of the list, in its layout."""
    items = node.find_all(kind="string")
    text = node.text()
    if not items:
        return Edit(node.range().start.index + 1, node.range().start.index + 1, f'"{name}"')
    last = items[-1]
    end = last.range().end.index
    quote = last.text()[-1]
    offset = last.range().start.index - node.range().start.index
    indent = text[text.rfind("\n", 0, offset) + 1 : offset]
    is_tall = "\n" in text[:offset] and not indent.strip()
    has_comma = text[end - node.range().start.index :].lstrip().startswith(",")
    written = (f"\n{indent}" if is_tall else " ") + f"{quote}{name}{quote}"
    if has_comma:
        comma = text.index(",", end - node.range().start.index) + node.range().start.index + 1
        return Edit(comma, comma, written + ("," if is_tall else ""))
    return Edit(end, end, f",{written}")
