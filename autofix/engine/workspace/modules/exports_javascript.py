"""What a JavaScript or TypeScript file exports by ``export``."""

from __future__ import annotations

from autofix.engine.workspace.modules.found_exports import FoundExports
from autofix.engine.workspace.modules.imports_javascript import javascript_imports, specifier_names
from autofix.engine.workspace.syntax_javascript import string_value
from autofix.sdk.workspace import Node

NAMED = frozenset(
    (
        "function_declaration",
        "generator_function_declaration",
        "function_signature",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "internal_module",
        "module",
        "import_alias",
    )
)
MAX_PATTERN_DEPTH = 20


Imported = dict[str, tuple[str, str]]


def imported_locals(path: str, text: str, root: Node) -> Imported:
    """The names that a file has from others: the specifier, and the name there."""
    return {
        local: (one.specifier, name)
        for one in javascript_imports(path, text, root)
        if not one.is_export
        for name, local in one.names
    }


def read_exports(root: Node, imported: Imported, found: FoundExports) -> None:
    """Add what the ``export`` statements of the file say to ``found``."""
    for statement in root.children():
        if statement.kind() == "ERROR":
            found.is_complete = False
            continue
        if statement.kind() != "export_statement":
            continue
        _read(statement, imported, found)


def pattern_names(pattern: Node, depth: int = 0) -> list[str]:
    """The names that a declarator's target, plain or destructuring, introduces."""
    kind = pattern.kind()
    if kind in ("identifier", "shorthand_property_identifier_pattern"):
        return [pattern.text()]
    if depth > MAX_PATTERN_DEPTH:
        return []
    if kind == "pair_pattern":
        value = pattern.field("value")
        return pattern_names(value, depth + 1) if value is not None else []
    if kind in ("object_assignment_pattern", "assignment_pattern"):
        left = pattern.field("left")
        return pattern_names(left, depth + 1) if left is not None else []
    if kind in ("object_pattern", "array_pattern", "rest_pattern"):
        return [name for child in pattern.children() if child.is_named() for name in pattern_names(child, depth + 1)]
    return []


def declared_names(declaration: Node) -> list[str]:
    """The names that a declaration introduces."""
    kind = declaration.kind()
    if kind in ("lexical_declaration", "variable_declaration"):
        targets = (c.field("name") for c in declaration.children() if c.kind() == "variable_declarator")
        return [name for target in targets if target is not None for name in pattern_names(target)]
    if kind in ("ambient_declaration", "expression_statement"):
        return [name for child in declaration.children() if child.is_named() for name in declared_names(child)]
    if kind not in NAMED:
        return []
    named = declaration.field("name")
    if named is None:
        named = next((child for child in declaration.children() if child.kind() == "identifier"), None)
    return [named.text().partition(".")[0]] if named is not None and named.kind() != "string" else []


def _read(statement: Node, imported: Imported, found: FoundExports) -> None:
    children = statement.children()
    kinds = {child.kind() for child in children}
    source = string_value(statement.field("source"))
    if "default" in kinds:
        value = statement.field("value")
        _give(found, "default", value.text() if value is not None and value.kind() == "identifier" else "", imported)
    elif "=" in kinds:
        # The members of the value can be imported by name, too, whatever they are.
        found.own.add("default")
        found.is_complete = False
    elif "namespace" in kinds and "as" in kinds:
        return
    elif source is not None and "*" in kinds:
        found.stars.append(source)
    else:
        for child in children:
            if child.kind() == "export_clause":
                for original, public, _ in specifier_names(child):
                    if source is not None:
                        found.passed[public] = (source, original)
                    else:
                        _give(found, public, original, imported)
            elif child.kind() == "namespace_export" and source is not None:
                name = child.children()[-1]
                found.passed[string_value(name) or name.text()] = (source, "*")
            else:
                found.own.update(declared_names(child))


def _give(found: FoundExports, public: str, local: str, imported: Imported) -> None:
    """``local`` is exported as ``public``: passed on, when the file has it from elsewhere itself."""
    if local in imported:
        found.passed[public] = imported[local]
    else:
        found.own.add(public)
