"""A JavaScript or TypeScript text with what it declares, imports and exports; scripts of Vue and HTML files too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from ast_grep_py import SgRoot

from autofix.engine.workspace.syntax_javascript import find_all, is_expression, required_module, string_value
from autofix.sdk.workspace import Node, Workspace, WorkspaceError

PLAIN = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")
EMBEDDED = (".vue", ".svelte", ".html", ".astro")
SUFFIXES = (*PLAIN, *EMBEDDED)
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
        "function",
    }
)
MAX_TEXT = 400_000
# No person writes such a line: a bundle, or a report that a tool has written.
_GENERATED = re.compile(r"[^\n]{10000}")
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.S | re.I)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---", re.S)


@dataclass
class Script:
    """One parsed text. ``declared`` maps a name to its declarators and functions, in order."""

    path: str
    root: Node
    text: str
    declared: dict[str, list[Node]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    exported: dict[str, Node] = field(default_factory=dict)
    passed_on: list[tuple[str, str, str]] = field(default_factory=list)


def open_script(workspace: Workspace, path: str) -> Script | None:
    """The script at ``path``; None where there is none that can be read."""
    if not path.endswith(SUFFIXES):
        return None
    try:
        text = workspace.read(path)
        if len(text) > MAX_TEXT or _GENERATED.search(text):
            return None
        root = workspace.tree(path) if path.endswith(PLAIN) else _embedded(text)
    except WorkspaceError:
        return None
    if root is None:
        return None
    script = Script(path, root, text)
    _read_bindings(script)
    return script


def _embedded(text: str) -> Node | None:
    """The scripts of a page with blanks for all the rest, so that every offset stays what it is."""
    spans = [match.span(1) for match in _SCRIPT.finditer(text)] + [m.span(1) for m in _FRONT_MATTER.finditer(text)]
    if not any(end > start for start, end in spans):
        return None
    kept, at = [], 0
    for start, end in sorted(spans):
        kept += [_blank(text[at:start]), text[start:end]]
        at = end
    return cast(Node, SgRoot("".join((*kept, _blank(text[at:]))), "typescript").root())


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _read_bindings(script: Script) -> None:
    for node in find_all(script.root, "variable_declarator"):
        name, value = node.field("name"), node.field("value")
        if name is None or value is None:
            continue
        module = required_module(value)
        if module is not None:
            _read_require(script, name, module)
        elif name.kind() == "identifier":
            script.declared.setdefault(name.text(), []).append(value)
    # The grammar of JavaScript knows no enums, and refuses to look for one.
    enums = ("enum_declaration",) if script.path.endswith((".ts", ".tsx", ".mts", ".cts")) else ()
    for node in find_all(script.root, "function_declaration", "class_declaration", *enums):
        name = node.field("name")
        if name is not None:
            script.declared.setdefault(name.text(), []).append(node)
    for node in find_all(script.root, "import_statement"):
        _read_import(script, node)
    for node in find_all(script.root, "export_statement"):
        _read_export(script, node)
    if "exports" in script.text:
        _read_commonjs(script)


def _read_require(script: Script, name: Node, module: str) -> None:
    if name.kind() == "identifier":
        script.imported[name.text()] = (module, "default")
        return
    for child in name.children():
        if child.kind() == "shorthand_property_identifier_pattern":
            script.imported[child.text()] = (module, child.text())
        elif child.kind() == "pair_pattern":
            key, value = child.field("key"), child.field("value")
            if key is not None and value is not None:
                script.imported[value.text()] = (module, key.text())


def _read_import(script: Script, node: Node) -> None:
    module = string_value(node.field("source"))
    if module is None:
        return
    for clause in node.children():
        for part in clause.children() if clause.kind() == "import_clause" else ():
            if part.kind() == "identifier":
                script.imported[part.text()] = (module, "default")
            elif part.kind() == "namespace_import":
                script.imported[part.children()[-1].text()] = (module, "*")
            for item in part.children() if part.kind() == "named_imports" else ():
                original, alias = item.field("name"), item.field("alias")
                if original is not None:
                    script.imported[(alias or original).text()] = (module, original.text())


def _read_export(script: Script, node: Node) -> None:
    source = string_value(node.field("source"))
    texts = [child.kind() for child in node.children()]
    value = node.field("value") or node.field("declaration")
    if "default" in texts and value is not None:
        script.exported["default"] = value
        return
    for child in node.children():
        if child.kind() in ("lexical_declaration", "variable_declaration"):
            for declarator in child.children():
                name, held = declarator.field("name"), declarator.field("value")
                if name is not None and held is not None:
                    script.exported[name.text()] = held
        elif child.kind() in ("function_declaration", "class_declaration", "enum_declaration"):
            name = child.field("name")
            if name is not None:
                script.exported[name.text()] = child
        elif child.kind() == "*" and source is not None:
            script.passed_on.append((source, "*", "*"))
        for item in child.children() if child.kind() == "export_clause" else ():
            original, alias = item.field("name"), item.field("alias")
            if original is None:
                continue
            public = (alias or original).text()
            if source is not None:
                script.passed_on.append((source, original.text(), public))
            elif original.text() in script.imported:
                module, name_there = script.imported[original.text()]
                script.passed_on.append((module, name_there, public))
            elif original.text() in script.declared:
                script.exported[public] = script.declared[original.text()][0]


def _read_commonjs(script: Script) -> None:
    for node in find_all(script.root, "assignment_expression"):
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            continue
        target = left.text()
        if target == "module.exports":
            script.exported["default"] = right
            for child in right.children() if right.kind() == "object" else ():
                if child.kind() == "shorthand_property_identifier" and child.text() in script.declared:
                    script.exported[child.text()] = script.declared[child.text()][0]
        elif re.fullmatch(r"(?:module\.)?exports\.\w+", target):
            script.exported[target.rpartition(".")[2]] = right


def function_parameters(function: Node) -> list[Node]:
    """The parameters of a function, each as its pattern."""
    one = function.field("parameter")
    if one is not None:
        return [one]
    given = function.field("parameters")
    return [child for child in given.children() if is_expression(child)] if given is not None else []


def parameter_pattern(parameter: Node) -> tuple[Node, Node | None]:
    """The pattern of a parameter and its default value, in both grammars."""
    if parameter.kind() in ("required_parameter", "optional_parameter"):
        pattern = parameter.field("pattern")
        return (pattern if pattern is not None else parameter), parameter.field("value")
    if parameter.kind() == "assignment_pattern":
        left = parameter.field("left")
        return (left if left is not None else parameter), parameter.field("right")
    return parameter, None
