"""The list of what a hook of React depends on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.hooks_scope import Scope, captured, scope_of
from plugins.build.lint_place import Rule, offset, smallest_at, spans_lines_of_text
from plugins.build.names_source import Source, named_nodes, span, whole_paragraph

_MISSING = re.compile(r"has (?:a )?missing dependenc(?:y|ies): (?P<names>'[^\n]*?')\. Either include")
_UNNECESSARY = re.compile(r"has (?:an )?unnecessary dependenc(?:y|ies): (?P<names>'[^\n]*?')\. Either exclude")
_UPDATE = re.compile(r"functional update '(?P<setter>[\w$]+)\([^\n]*?if you only need '(?P<state>[\w$]+)'")
_REMADE = re.compile(
    r"^The '(?P<name>[\w$]+)' function makes the dependencies of [\w.]+ Hook[^\n]*? change on every render"
)


def _exhaustive_deps(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """The list gets what the message names; a function that is made anew moves into the hook, or is kept."""
    message = spot.finding.message
    remade = _REMADE.search(message)
    if remade is not None:
        return _kept(source, remade["name"], span(source.root)[1])
    missing, unnecessary = _MISSING.search(message), _UNNECESSARY.search(message)
    match = missing or unnecessary
    listed = _list_at(source, offset(source, spot))
    if match is None or listed is None:
        return None
    names = re.findall(r"'([^']+)'", match["names"])
    items = [child.text() for child in listed.children() if child.is_named()]
    if unnecessary:
        kept = [item for item in items if item not in names]
        return [Edit(*span(listed), f"[{', '.join(kept)}]")] if len(kept) < len(items) else None
    scope = scope_of(listed)
    hook = _hook(listed)
    if scope is None or hook is None or "props" in names or "\n" in listed.text():
        return None
    update = _UPDATE.search(message)
    if update is not None:
        # With the state in its list the hook would run again for what it has set itself.
        edits = _updated(hook, update["setter"], update["state"])
        names = [name for name in names if name != update["state"]]
        if edits is None:
            return None
    else:
        edits = []
    for name in list(names):
        root = re.split(r"[.?\[]", name)[0]
        setter = scope.setters.get(root)
        if setter is not None and named_nodes(hook, setter):
            return None
        if not scope.is_made_anew(root):
            continue
        moved = _moved(source, scope, hook, root) if name == root else None
        if moved is not None:
            names.remove(name)
            edits += moved[0]
            names += [one for one in moved[1] if one not in (*names, *items)]
            continue
        wrapped = _kept(source, root, span(hook)[0]) if name == root else None
        if wrapped is None:
            return None
        edits += wrapped
    changed = [*items, *dict.fromkeys(names)]
    if len(changed) > len(items):
        edits.append(Edit(*span(listed), f"[{', '.join(changed)}]"))
    return edits or None


def _list_at(source: Source, at: int) -> Node | None:
    found = smallest_at(source, at, "array")
    if found is not None and span(found)[0] == at:
        return found
    call = smallest_at(source, at, "call_expression")
    given = call.field("arguments") if call is not None else None
    last = [child for child in given.children() if child.is_named()][-1:] if given is not None else []
    return last[0] if last and last[0].kind() == "array" else None


def _hook(listed: Node) -> Node | None:
    """The function that the hook is given."""
    given = listed.parent()
    first = [child for child in given.children() if child.is_named()][:1] if given is not None else []
    return first[0] if first and first[0].kind() in ("arrow_function", "function_expression") else None


def _updated(hook: Node, setter: str, state: str) -> list[Edit] | None:
    """``setCount(count + 1)`` as ``setCount((count) => count + 1)``, if that is all the state is read for."""
    edits = []
    inside: list[tuple[int, int]] = []
    for call in hook.find_all(kind="call_expression"):
        called, given = call.field("function"), call.field("arguments")
        if called is None or given is None or called.text() != setter:
            continue
        values = [child for child in given.children() if child.is_named()]
        if len(values) != 1 or values[0].kind() in ("arrow_function", "function_expression"):
            continue
        if not named_nodes(values[0], state):
            continue
        text = values[0].text()
        inside.append(span(values[0]))
        edits.append(Edit(*span(values[0]), f"({state}) => {f'({text})' if values[0].kind() == 'object' else text}"))
    uses = [span(node)[0] for node in named_nodes(hook, state)]
    return edits if edits and all(any(a <= use < b for a, b in inside) for use in uses) else None


def _moved(source: Source, scope: Scope, hook: Node, name: str) -> tuple[list[Edit], list[str]] | None:
    """A function that only this hook calls is declared within it, with what it depends on itself."""
    statement, function = scope.function(name)
    body = hook.field("body")
    if statement is None or function is None or body is None or body.kind() != "statement_block":
        return None
    first, last = span(statement)
    start, end = span(hook)
    uses = [span(node)[0] for node in named_nodes(source.root, name)]
    if any(not (first <= use < last or start <= use < end) for use in uses):
        return None
    needed = captured(scope, function, name)
    inner = [child for child in body.children() if child.is_named()]
    if needed is None or not inner or spans_lines_of_text(statement):
        return None
    old, new = _indent(source, statement), _indent(source, inner[0])
    lines = statement.text().split("\n")
    if source.text[last : last + 1] == ";":
        lines[-1] += ";"
    text = "\n".join([lines[0], *(new + line.removeprefix(old) if line.strip() else line for line in lines[1:])])
    at = span(inner[0])[0]
    out = whole_paragraph(source, first, last + (source.text[last : last + 1] == ";"))
    return [out, Edit(at, at, f"{text}\n\n{new}")], needed


def _kept(source: Source, name: str, before: int) -> list[Edit] | None:
    """A function that others call too is kept from one rendering to the next."""
    declared = [node for node in named_nodes(source.root, name) if _is_declarator(node)]
    scope = scope_of(declared[0]) if len(declared) == 1 else None
    statement, function = scope.function(name) if scope is not None else (None, None)
    if scope is None or statement is None or function is None or function.kind() != "arrow_function":
        return None
    needed = captured(scope, function, name)
    if needed is None or span(statement)[1] > before:
        return None
    made = "React.useCallback" if re.search(r"\bReact\.use(?:Effect|State)\(", source.text) else "useCallback"
    start, end = span(function)
    return [Edit(start, start, f"{made}("), Edit(end, end, f", [{', '.join(needed)}])")]


def _is_declarator(node: Node) -> bool:
    parent = node.parent()
    named = parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
    return named is not None and span(named) == span(node)


def _indent(source: Source, node: Node) -> str:
    found = re.match(r"[ \t]*", source.line_text(node.range().start.line + 1))
    return found[0] if found else ""


HOOK_RULES: dict[str, Rule] = {"react-hooks/exhaustive-deps": _exhaustive_deps}
