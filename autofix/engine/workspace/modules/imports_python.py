"""The imports of a Python file, those inside functions included."""

from __future__ import annotations

from collections.abc import Iterator

from autofix.engine.workspace.names_python import import_source, imported_names
from autofix.sdk.workspace import Import, Node

MAX_IMPORTS = 5_000
KINDS = "import_statement, import_from_statement, future_import_statement"


def python_imports(path: str, root: Node) -> tuple[Import, ...]:
    """Every import of the file at ``path``, in the order of the source.

    ``import a, b`` is two imports of one statement; ``import a.b`` makes the name ``a``.
    """
    found: list[Import] = []
    for node in root.find_all(kind=KINDS):
        found.extend(_read(path, node))
        if len(found) >= MAX_IMPORTS:
            break
    return tuple(found)


def _read(path: str, node: Node) -> Iterator[Import]:
    if node.kind() == "import_statement":
        for child in node.children():
            module = child.field("name") if child.kind() == "aliased_import" else child
            alias = child.field("alias") if child.kind() == "aliased_import" else None
            if module is not None and module.kind() == "dotted_name":
                local = alias.text() if alias is not None else module.text().partition(".")[0]
                yield _made(path, node, module, module.text(), (("*", local),))
        return
    source = node.field("module_name")
    if node.kind() == "future_import_statement":
        source = next((child for child in node.children() if child.text() == "__future__"), None)
    if source is not None:
        specifier = import_source(node) if node.kind() == "import_from_statement" else "__future__"
        names = tuple(pair for pair in imported_names(node) if pair[0] != "__future__")
        yield _made(path, node, source, specifier, names)


def _made(path: str, node: Node, module: Node, specifier: str, names: tuple[tuple[str, str], ...]) -> Import:
    whole, inner = node.range(), module.range()
    return Import(
        file=path,
        specifier=specifier,
        names=names,
        line=whole.start.line + 1,
        start=whole.start.index,
        end=whole.end.index,
        specifier_start=inner.start.index,
        specifier_end=inner.end.index,
        is_type=_is_for_types(node),
    )


def _is_for_types(node: Node) -> bool:
    parent = node.parent()
    while parent is not None and parent.kind() in ("block", "if_statement"):
        condition = parent.field("condition") if parent.kind() == "if_statement" else None
        if condition is not None and condition.text() in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            return True
        parent = parent.parent()
    return False
