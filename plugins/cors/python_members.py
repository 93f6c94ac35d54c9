"""Attributes of settings objects: pydantic's ``BaseSettings``, dataclasses, plain classes and what makes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Node, Workspace

MAX_DEPTH = 6
_SETTINGS = re.compile(r"\bBaseSettings\b")
_PREFIX = re.compile(r"env_prefix\s*=\s*['\"](\w*)['\"]")
_ALIAS = re.compile(r"\b(?:env|alias|validation_alias)\s*=\s*['\"](\w+)['\"]")


@dataclass(frozen=True)
class Member:
    """An attribute of a class: the file and expression of its value, None where it has no default.

    ``env`` is the variable of the environment that comes before it, empty for none.
    """

    file: str
    value: Node | None
    env: str = ""


def find_member(workspace: Workspace, file: str, node: Node) -> Member | None:
    """What the attribute expression ``node`` (``settings.ORIGINS``, ``get_settings().ORIGINS``) stands for."""
    base, attribute = node.field("object"), node.field("attribute")
    if base is None or attribute is None:
        return None
    found = _class_of(workspace, file, base, 0)
    return _in_class(workspace, found[0], found[1], attribute.text(), 0) if found is not None else None


def _class_of(workspace: Workspace, file: str, node: Node, depth: int) -> tuple[str, Node] | None:
    """The class of this repository that an expression is an object of, or is itself."""
    if depth > MAX_DEPTH:
        return None
    if node.kind() == "identifier" and node.text() in ("self", "cls"):
        around = next((place for place in node.ancestors() if place.kind() == "class_definition"), None)
        return (file, around) if around is not None else None
    if node.kind() == "class_definition":
        return file, node
    if node.kind() == "call":
        called = node.field("function")
        return _class_of(workspace, file, called, depth + 1) if called is not None else None
    if node.kind() == "function_definition":
        return _returned_class(workspace, file, node, depth)
    if node.kind() not in ("identifier", "attribute"):
        return None
    found = workspace.definition(file, node.text())
    if found is None or found.node == node:
        return None
    return _class_of(workspace, found.file, found.node, depth + 1)


def _returned_class(workspace: Workspace, file: str, function: Node, depth: int) -> tuple[str, Node] | None:
    annotated = function.field("return_type")
    if annotated is not None and re.fullmatch(r"\w+", annotated.text()):
        found = workspace.definition(file, annotated.text())
        if found is not None and found.node.kind() == "class_definition":
            return found.file, found.node
    for statement in function.find_all(kind="return_statement"):
        value = next((child for child in statement.children() if child.is_named()), None)
        made = _class_of(workspace, file, value, depth + 1) if value is not None else None
        if made is not None:
            return made
    return None


def _in_class(workspace: Workspace, file: str, owner: Node, name: str, depth: int) -> Member | None:
    body, bases = owner.field("body"), owner.field("superclasses")
    for child in body.children() if body is not None else ():
        member = _declared(file, owner, child, name)
        if member is not None:
            return member
    for base in bases.children() if bases is not None else ():
        if base.kind() not in ("identifier", "attribute") or depth > MAX_DEPTH:
            continue
        found = workspace.definition(file, base.text())
        if found is not None and found.node.kind() == "class_definition" and found.node != owner:
            inherited = _in_class(workspace, found.file, found.node, name, depth + 1)
            if inherited is not None:
                return inherited
    return None


def _declared(file: str, owner: Node, child: Node, name: str) -> Member | None:
    inner = child
    if child.kind() == "expression_statement":
        inner = next((node for node in child.children() if node.is_named()), child)
    if child.kind() == "decorated_definition":
        inner = child.field("definition") or child
    if inner.kind() == "assignment":
        left, right = inner.field("left"), inner.field("right")
        if left is None or left.text() != name:
            return None
        env = _variable(owner, name, right)
        return Member(file, _default(right) if right is not None else None, env)
    named = inner.field("name") if inner.kind() == "function_definition" else None
    if named is not None and named.text() == name and child.kind() == "decorated_definition":
        if not re.search(r"@(?:\w+\.)*(?:cached_)?property\b|@(?:\w+\.)*computed_field\b", child.text()[:200]):
            return None
        returned = inner.find_all(kind="return_statement")
        value = next((node for node in returned[-1].children() if node.is_named()), None) if returned else None
        return Member(file, value)
    return None


def _variable(owner: Node, name: str, value: Node | None) -> str:
    """The variable that a pydantic settings class reads the field from."""
    bases = owner.field("superclasses")
    if bases is None or not _SETTINGS.search(bases.text()):
        return ""
    alias = _ALIAS.search(value.text()) if value is not None and value.text().startswith("Field(") else None
    if alias is not None:
        return alias[1]
    prefix = _PREFIX.search(owner.text())
    return (prefix[1] if prefix is not None else "") + name


def _default(value: Node) -> Node | None:
    """The value itself, or the default of a ``Field(...)``."""
    called = value.field("function") if value.kind() == "call" else None
    if called is None or called.text().rpartition(".")[2] not in ("Field", "field"):
        return value
    given = value.field("arguments")
    for child in given.children() if given is not None else ():
        if child.kind() == "keyword_argument":
            key, inner = child.field("name"), child.field("value")
            if key is None or inner is None or key.text() not in ("default", "default_factory"):
                continue
            return inner.field("body") if inner.kind() == "lambda" else inner
        if child.is_named() and child.kind() not in ("comment", "ellipsis"):
            return child
    return None
