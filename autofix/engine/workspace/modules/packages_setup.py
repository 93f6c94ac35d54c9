"""The manifests of setuptools before pyproject.toml: setup.cfg and setup.py."""

from __future__ import annotations

import configparser
import posixpath

from autofix.engine.workspace.modules.documents import read_text
from autofix.engine.workspace.modules.requirements import parse_requirement
from autofix.engine.workspace.names_python import evaluate, string_value
from autofix.sdk.workspace import Node, Package, Workspace, WorkspaceError


def setup_cfg_package(workspace: Workspace, path: str) -> Package:
    """What ``[metadata]`` and ``[options]`` of a setup.cfg say."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(read_text(workspace, path))
    except configparser.Error:
        parser = configparser.RawConfigParser()
    needed = parser.get("options", "install_requires", fallback="").splitlines()
    extras = parser.items("options.extras_require") if parser.has_section("options.extras_require") else []
    optional = [line for _, lines in extras for line in lines.splitlines()]
    return _made(path, parser.get("metadata", "name", fallback=""), needed, optional)


def setup_py_package(workspace: Workspace, path: str) -> Package:
    """What the call of ``setup`` says in plain text; what it computes is not known."""
    try:
        root = workspace.tree(path)
    except WorkspaceError:
        return _made(path, "", [], [])
    name, needed, optional = "", [], []
    for argument in root.find_all(kind="keyword_argument"):
        key, value = argument.field("name"), argument.field("value")
        if key is None or value is None:
            continue
        if key.text() == "name":
            name = name or string_value(value) or ""
        elif key.text() == "install_requires":
            needed += _texts(evaluate(workspace, path, value).node)
        elif key.text() == "extras_require":
            lists = evaluate(workspace, path, value).node.find_all(kind="list")
            optional += [text for items in lists for text in _texts(items)]
    return _made(path, name, needed, optional)


def _texts(node: Node) -> list[str]:
    if node.kind() not in ("list", "tuple"):
        return []
    return [text for child in node.children() if (text := string_value(child))]


def _made(path: str, name: str, needed: list[str], optional: list[str]) -> Package:
    groups = (("dependencies", needed), ("optional", optional))
    return Package(
        ecosystem="pip",
        path=path,
        root=posixpath.dirname(path),
        name=name.strip(),
        dependencies=tuple(
            (*requirement, group)
            for group, lines in groups
            for line in lines
            if line.strip() and not line.strip().startswith(("#", "file:"))
            if (requirement := parse_requirement(line)) is not None
        ),
        scripts=(),
        manager="pip",
    )
