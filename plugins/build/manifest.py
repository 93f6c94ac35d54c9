"""Edits of a ``package.json`` in its own style."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Package, Workspace, WorkspaceError

GROUPS = ("dependencies", "devDependencies")


def declared(package: Package) -> dict[str, str]:
    """Every package that a manifest declares, with its range."""
    return {name: wanted for name, wanted, _ in reversed(package.dependencies)}


def groups(package: Package) -> dict[str, str]:
    """The group that each package of a manifest is declared in."""
    return {name: group for name, _, group in reversed(package.dependencies)}


def is_pinned(package: Package) -> bool:
    """Whether the manifest asks for exact versions."""
    ranges = [wanted for _, wanted, _ in package.dependencies]
    exact = [wanted for wanted in ranges if wanted[:1].isdigit()]
    return len(exact) >= 2 and len(exact) * 10 >= len(ranges) * 7


def declare(workspace: Workspace, package: Package, name: str, wanted: str, *, is_dev: bool) -> Change | None:
    """The change that declares ``name``; None where the manifest cannot be edited."""
    tree = _tree(workspace, package.path)
    if tree is None:
        return None
    group = GROUPS[1] if is_dev else GROUPS[0]
    listed = _pair_value(tree, group)
    if listed is None and is_dev:
        # A manifest that keeps everything in one group gets no second one.
        group = GROUPS[0]
        listed = _pair_value(tree, group)
    if is_pinned(package):
        wanted = wanted.lstrip("^~")
    text = workspace.read(package.path)
    edit = _in_object(text, listed, name, wanted) if listed is not None else _new_group(text, tree, group, name, wanted)
    return Change(package.path, Action.MODIFY, f"Declare {name}.", (edit,)) if edit else None


def set_range(workspace: Workspace, package: Package, name: str, wanted: str, why: str) -> Change | None:
    """The change that asks for another range of a declared package, wherever the manifest names it."""
    tree = _tree(workspace, package.path)
    edits = []
    for group in {group for declared_name, _, group in package.dependencies if declared_name == name}:
        listed = _pair_value(tree, "optionalDependencies" if group == "optional" else group) if tree else None
        pair = pair_of(listed, name) if listed is not None else None
        value = pair.field("value") if pair is not None else None
        if value is not None and value.kind() == "string" and group != "peerDependencies":
            kept = "" if is_pinned(package) else wanted[: len(wanted) - len(wanted.lstrip("^~"))]
            bare = wanted.lstrip("^~")
            edits.append(Edit(value.range().start.index + 1, value.range().end.index - 1, kept + bare))
    return Change(package.path, Action.MODIFY, why, tuple(edits)) if edits else None


def script_edit(workspace: Workspace, package: Package, name: str, command: str) -> Edit | None:
    """The edit that gives the script ``name`` another command, or adds it."""
    tree = _tree(workspace, package.path)
    if tree is None:
        return None
    written = command.replace("\\", "\\\\").replace('"', '\\"')
    text = workspace.read(package.path)
    scripts = _pair_value(tree, "scripts")
    if scripts is None:
        return _new_group(text, tree, "scripts", name, written)
    pair = pair_of(scripts, name)
    value = pair.field("value") if pair is not None else None
    if value is None:
        return _in_object(text, scripts, name, written, is_sorted=False)
    return Edit(value.range().start.index + 1, value.range().end.index - 1, written)


def script_key_edit(workspace: Workspace, package: Package, name: str, wanted: str) -> Edit | None:
    """The edit that calls the script ``name`` otherwise."""
    tree = _tree(workspace, package.path)
    scripts = _pair_value(tree, "scripts") if tree is not None else None
    pair = pair_of(scripts, name) if scripts is not None else None
    key = pair.field("key") if pair is not None else None
    return Edit(key.range().start.index + 1, key.range().end.index - 1, wanted) if key is not None else None


def nested_edit(workspace: Workspace, path: str, group: str, name: str, wanted: str) -> Edit | None:
    """The edit that replaces a text inside an object of the manifest; None where it is not there."""
    tree = _tree(workspace, path)
    listed = _pair_value(tree, group) if tree is not None else None
    pair = pair_of(listed, name) if listed is not None else None
    value = pair.field("value") if pair is not None else None
    if value is None or value.kind() != "string":
        return None
    return Edit(value.range().start.index + 1, value.range().end.index - 1, wanted)


def line_of(workspace: Workspace, package: Package, word: str) -> int:
    """The line of the manifest on which ``word`` stands in quotes, from 1; 1 where it does not."""
    try:
        before, found, _ = workspace.read(package.path).partition(f'"{word}"')
    except WorkspaceError:
        return 1
    return before.count("\n") + 1 if found else 1


def pair_of(listed: Node, name: str) -> Node | None:
    """The pair of an object whose key is ``name``."""
    return next((child for child in listed.children() if child.kind() == "pair" and _key(child) == name), None)


def _tree(workspace: Workspace, path: str) -> Node | None:
    try:
        return workspace.tree(path)
    except WorkspaceError:
        return None


def _pair_value(tree: Node, key: str) -> Node | None:
    top = next((child for child in tree.children() if child.kind() == "object"), None)
    pair = pair_of(top, key) if top is not None else None
    value = pair.field("value") if pair is not None else None
    return value if value is not None and value.kind() == "object" else None


def _in_object(text: str, listed: Node, name: str, value: str, *, is_sorted: bool = True) -> Edit:
    pairs = [child for child in listed.children() if child.kind() == "pair"]
    if not pairs:
        start, end = listed.range().start.index, listed.range().end.index
        indent = _indent(text, start)
        return Edit(start, end, "{\n" + indent * 2 + f'"{name}": "{value}"' + "\n" + indent + "}")
    keys = [_key(pair) for pair in pairs]
    colon = re.match(r'"[^"]*"(\s*:\s*)', pairs[-1].text())
    row = f'"{name}"{colon[1] if colon else ": "}"{value}"'
    follower = next((pair for pair, key in zip(pairs, keys, strict=True) if key > name), None)
    if is_sorted and follower is not None and keys == sorted(keys):
        start = follower.range().start.index
        return Edit(start, start, row + "," + _between(text, start))
    end = pairs[-1].range().end.index
    return Edit(end, end, "," + _between(text, pairs[-1].range().start.index) + row)


def _new_group(text: str, tree: Node, group: str, name: str, value: str) -> Edit | None:
    """A new object after the last pair, which is written anew so that two such edits cannot both be made."""
    top = next((child for child in tree.children() if child.kind() == "object"), None)
    pairs = [child for child in top.children() if child.kind() == "pair"] if top is not None else []
    if not pairs:
        return None
    last = pairs[-1]
    start, end = last.range().start.index, last.range().end.index
    indent = _indent(text, start)
    inner = f'"{group}": {{\n{indent * 2}"{name}": "{value}"\n{indent}}}'
    return Edit(end - 1, end, text[end - 1 : end] + "," + _between(text, start) + inner)


def _key(pair: Node) -> str:
    key = pair.field("key")
    return key.text()[1:-1] if key is not None else ""


def _between(text: str, start: int) -> str:
    """The white space in front of ``start``, which separates one pair from the next."""
    return text[len(text[:start].rstrip()) : start].replace("\r\n", "\n")


def _indent(text: str, index: int) -> str:
    row = text[text.rfind("\n", 0, index) + 1 : index]
    return row[: len(row) - len(row.lstrip())] or "  "
