"""Django's system checks with one answer: a field or a model that is misspelt."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Location, Node, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.packages import is_alike
from plugins.build.python_settings import read

CODE = "django_check"
_REFERS = re.compile(
    r"The value of '(?P<option>\w+)(?:\[[^\]]*\])*(?:\[\"\w+\"\])?' refers to '(?P<name>\w+)'|"
    r"'(?P<ordering>ordering|unique_together|indexes|index_together|constraints)' refers to the nonexistent "
    r"(?:field|field, related field, or lookup) '-?(?P<field>\w+)'"
)
_RELATION = re.compile(r"relation with model '(?:(?P<app>\w+)\.)?(?P<model>\w+)', which is either not installed")
_HINTS = {
    "fields.E304": "Give one of the two relations a related_name of its own.",
    "fields.E303": "Give one of the two relations a related_name of its own.",
    "models.E": "Correct the model that is named.",
    "urls.E": "Correct the URL pattern that is named.",
    "templates.E": "Correct TEMPLATES in the settings.",
    "admin.E": "Correct the admin class that is named.",
}


def find_check(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What a system check's error asks for; None where the message is none of Django's."""
    if spot.finding.tool != "django":
        return None
    said = spot.finding.message.split("\n")[0]
    where = spot.finding.source or ""
    remedy, place = _refers(workspace, said, where)
    if remedy is None:
        remedy, place = _relation(workspace, said, where)
    if remedy is not None:
        return Cause(CODE, said[:300], place, (remedy,))
    reason = next((hint for prefix, hint in _HINTS.items() if spot.value.startswith(prefix)), "")
    return recommend(CODE, said[:300], spot.finding.hint or reason or "Do what the check asks for.", spot.place)


def _refers(workspace: Workspace, said: str, where: str) -> tuple[Remedy | None, Location | None]:
    """An option of an admin class or a model's Meta that names a field."""
    found = _REFERS.search(said)
    if found is None:
        return None, None
    option, name = found["option"] or found["ordering"], found["name"] or found["field"]
    class_name = _class_of(where)
    holder = _class(workspace, class_name)
    if holder is None:
        return None, None
    path, node = holder
    on = re.search(r"\bon '(?:\w+\.)?(?P<model>\w+)'", said[found.end() :])
    model = holder if found["ordering"] or on is None else _class(workspace, on["model"])
    if model is None:
        return None, None
    alike = [field for field in _members(model[1]) if is_alike(name, field)]
    if found["option"] and model is not holder:
        alike += [field for field in _members(node) if is_alike(name, field) and field not in alike]
    strings = [
        one
        for one in node.find_all(kind="string_content")
        if one.text().lstrip("-") == name and _option_of(one) == option
    ]
    if len(alike) != 1 or len(strings) != 1:
        return None, None
    place = strings[0].range()
    edit = Edit(place.end.index - len(name), place.end.index, alike[0])
    change = Change(path, Action.MODIFY, f"Name {alike[0]}, which is what there is.", (edit,))
    return Remedy("build_field_name", f"name {alike[0]}", (change,)), Location(path, place.start.line + 1)


def _relation(workspace: Workspace, said: str, where: str) -> tuple[Remedy | None, Location | None]:
    """A relation to a model that is misspelt, told by its text."""
    found = _RELATION.search(said)
    if found is None:
        return None, None
    parts = where.split(".")
    holder = _class(workspace, parts[1] if len(parts) == 3 else "")
    if holder is None:
        return None, None
    path, node = holder
    models = {
        match[1]
        for file in workspace.search("models.Model", suffixes=(".py",))
        for match in re.finditer(r"^class (\w+)\(", read(workspace, file), re.M)
        if file == path or found["app"]
    }
    alike = [model for model in models if is_alike(found["model"].lower(), model.lower())]
    written = {found["model"], f"{found['app']}.{found['model']}"}
    strings = [one for one in node.find_all(kind="string_content") if one.text() in written]
    if len(alike) != 1 or len(strings) != 1:
        return None, None
    place = strings[0].range()
    edit = Edit(place.end.index - len(found["model"]), place.end.index, alike[0])
    change = Change(path, Action.MODIFY, f"Name {alike[0]}, which is what there is.", (edit,))
    return Remedy("build_model_name", f"name {alike[0]}", (change,)), Location(path, place.start.line + 1)


def _class_of(where: str) -> str:
    """The class of ``<class 'blog.admin.PostAdmin'>`` or ``blog.Post``."""
    found = re.search(r"([A-Za-z_]\w*)(?:'>)?$", where)
    return found[1] if found else ""


def _class(workspace: Workspace, name: str) -> tuple[str, Node] | None:
    """The one class of this name, with its file."""
    found = []
    for path in workspace.search(f"class {name}", suffixes=(".py",)) if name else ():
        for node in workspace.tree(path).find_all(kind="class_definition"):
            named = node.field("name")
            if named is not None and named.text() == name:
                found.append((path, node))
    return found[0] if len(found) == 1 else None


def _members(node: Node) -> set[str]:
    body = node.field("body")
    found = set()
    for child in body.children() if body is not None else ():
        for inner in [child, *child.children()]:
            if inner.kind() in ("assignment", "function_definition"):
                name = inner.field("left") or inner.field("name")
                if name is not None and name.kind() == "identifier":
                    found.add(name.text())
    return found


def _option_of(node: Node) -> str:
    """The name that the text is assigned to."""
    for above in node.ancestors():
        if above.kind() == "assignment":
            left = above.field("left")
            return left.text() if left is not None else ""
    return ""
