"""A component that reads the address of the page in the browser, and has no boundary round it for the server."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import Source, above, line_of, named_nodes, open_source, span
from plugins.build.next_pages import layouts_of, page_file

CODE = "suspense_boundary"
MAX_DEPTH = 4
_ELEMENTS = ("jsx_self_closing_element", "jsx_element")


def find_suspense(workspace: Workspace, spot: Spot) -> Cause | None:
    """Put a boundary round what reads the address: the page's own content, or the component that it shows."""
    file, hook = page_file(workspace, spot), spot.finding.hint or ""
    source = open_source(workspace, file) if file and hook else None
    if source is None:
        return None
    sentence = f"{file} shows what calls {hook}() without a Suspense boundary."
    if _calls(source.text, hook):
        changes = _own(source)
        return _cause(sentence, spot, changes) if changes else None
    for shown in (file, *layouts_of(workspace, file)):
        changes = _shown(workspace, shown, hook)
        if changes:
            return _cause(sentence, spot, changes)
    return None


def _cause(sentence: str, spot: Spot, changes: tuple[Change, ...]) -> Cause:
    remedy = Remedy("build_suspense", "put a Suspense boundary round it", changes)
    return Cause(CODE, sentence, spot.place, (remedy,))


def _calls(text: str, hook: str) -> bool:
    return re.search(rf"\b{re.escape(hook)}\s*\(", text) is not None


def _own(source: Source) -> tuple[Change, ...]:
    """The page becomes a component inside of the boundary, and what is exported shows it."""
    exported = next((one for one in source.root.children() if one.text().startswith("export default")), None)
    if exported is None:
        return ()
    function, value = exported.field("declaration"), exported.field("value")
    name = function.field("name") if function is not None else value
    if name is None or (value is not None and value.kind() != "identifier"):
        return ()
    declared = function or _function_of(source, name.text())
    given = declared.field("parameters") if declared is not None else None
    if declared is None or given is None or any(child.is_named() for child in given.children()):
        return ()
    component = name.text()
    end = ";" if re.search(r";[ \t]*$", source.text, re.M) else ""
    inner = f"{component.removesuffix('Page')}Content" if function is not None else component
    outer = component if function is not None else f"{component}Page"
    if named_nodes(source.root, inner if function is not None else outer):
        return ()
    if function is not None and len(named_nodes(source.root, component)) != 1:
        return ()
    shown = f"<Suspense>\n      <{inner} />\n    </Suspense>"
    whole = f"export default function {outer}() {{\n  return (\n    {shown}\n  ){end}\n}}\n"
    if function is not None:
        start = span(exported)[0]
        last = len(source.text.rstrip())
        edits: tuple[Edit, ...] = (
            Edit(start, span(function)[0], ""),
            Edit(*span(name), inner),
            Edit(last, len(source.text), f"\n\n{whole}"),
        )
    else:
        edits = (Edit(*span(exported), whole.rstrip("\n")),)
    return _changes(source, edits)


def _function_of(source: Source, name: str) -> Node | None:
    for statement in source.root.children():
        for node in (statement, *statement.children()):
            bound = node.field("name")
            if bound is not None and bound.text() == name:
                return node.field("value") if node.kind() == "variable_declarator" else node
    return None


def _shown(workspace: Workspace, file: str, hook: str) -> tuple[Change, ...]:
    """The elements of the file whose component calls the hook, each in a boundary of its own."""
    source = open_source(workspace, file)
    if source is None:
        return ()
    edits: list[Edit] = []
    for made in workspace.imports(file):
        target = workspace.resolve_import(file, made.specifier)
        if target is None or not _reaches(workspace, target, hook, MAX_DEPTH):
            continue
        for _, local in made.names:
            for element in _elements(source.root, local):
                if not _is_bounded(element):
                    edits += _wrapped(source, element)
    return _changes(source, tuple(edits)) if edits else ()


def _reaches(workspace: Workspace, file: str, hook: str, depth: int) -> bool:
    """Whether a component, or what it imports of this repository, calls the hook."""
    if not file.endswith(SUFFIXES):
        return False
    try:
        text = workspace.read(file)
    except WorkspaceError:
        return False
    if _calls(text, hook):
        return True
    targets = [workspace.resolve_import(file, made.specifier) for made in workspace.imports(file)] if depth else []
    return any(_reaches(workspace, target, hook, depth - 1) for target in targets if target and target != file)


def _elements(root: Node, name: str) -> list[Node]:
    found = []
    for kind in _ELEMENTS:
        for node in root.find_all(kind=kind):
            opening = node if kind == "jsx_self_closing_element" else node.children()[0]
            called = opening.field("name")
            if called is not None and called.text() == name:
                found.append(node)
    return found


def _is_bounded(element: Node) -> bool:
    return any(
        one.kind() == "jsx_element" and re.match(r"<(?:React\.)?Suspense\b", one.text()) for one in element.ancestors()
    )


def _wrapped(source: Source, element: Node) -> list[Edit]:
    start, end = span(element)
    line = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line:start]
    holder = element.parent()
    if indent.strip() or line_of(element) < 2:
        is_child = holder is not None and holder.kind() == "jsx_element"
        parenthesised = holder is not None and holder.kind() == "parenthesized_expression"
        open_, close = ("<Suspense>", "</Suspense>")
        return [Edit(start, start, open_), Edit(end, end, close)] if is_child or parenthesised or holder else []
    inner = source.text[start:end].replace("\n", "\n  ")
    return [Edit(start, end, f"<Suspense>\n{indent}  {inner}\n{indent}</Suspense>")]


def _changes(source: Source, edits: tuple[Edit, ...]) -> tuple[Change, ...]:
    said = "The server sends what lies round it, and the browser fills it in."
    change = Change(source.file, Action.MODIFY, said, edits)
    if any(above(node, "import_statement") for node in named_nodes(source.root, "Suspense")):
        return (change,)
    imported = change_imports(source, "Import Suspense: it is react's.", Add("react", "Suspense", "Suspense"))
    return (imported, change) if imported is not None else ()
