"""What TypeScript's compiler says that has one plain answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from autofix.sdk import Action, Change, Edit, Location, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.exports_reexport import reexport_as_type
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add, Drop, Swap, read_clauses
from plugins.build.lint_markup import duplicate_props
from plugins.build.lint_place import offset, smallest_at
from plugins.build.lint_statements import duplicate_key
from plugins.build.names_import import find_origin
from plugins.build.names_source import Source, above, node_at, open_source, span
from plugins.build.types_awaited import awaited
from plugins.build.types_boolean import made_boolean
from plugins.build.types_callable import member_called
from plugins.build.types_elements import element_there
from plugins.build.types_environment import value_there
from plugins.build.types_events import event_type
from plugins.build.types_given import fewer_arguments, initial_value, property_types, setter_called
from plugins.build.types_inferred import parameter_type, variable_type
from plugins.build.types_named import imported_by_name
from plugins.build.types_numbers import counted
from plugins.build.types_optional import falls_back
from plugins.build.types_order import declared_first
from plugins.build.types_queried import element_queried
from plugins.build.types_refs import kept_in_braces
from plugins.build.types_removed import option_gone

CODE = "type"
Answer = Callable[[Workspace, Source, Spot], Remedy | None]
_WRITE = re.compile(r"Did you mean (?:to write |the (?:static|instance) member )?'(?P<right>[^']{1,200})'\?")
_WRONG = re.compile(r"(?:Property|but|Type) '(?P<wrong>[^']{1,200})'")
_POSSIBLY = re.compile(r"'(?P<name>[^'\n]{1,200})' is possibly")
_QUOTED = re.compile(r"'(?P<name>[\w$]{1,200})'")


def find_type(workspace: Workspace, spot: Spot) -> Cause | None:
    """The compiler's own suggestion, or what a message asks for word by word; None for every other."""
    answer = _ANSWERS.get(spot.finding.value or "") or _by_words(spot.finding.message)
    source = open_source(workspace, spot.file) if spot.file and answer is not None else None
    if source is None or answer is None:
        return None
    remedy = answer(workspace, source, spot)
    if remedy is None:
        return None
    said = spot.finding.message.split("\n")[0][:200]
    return Cause(CODE, f"{spot.file}:{spot.line}: {said}", Location(spot.file, spot.line), (remedy,))


def _suggested(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """The spelling that the compiler suggests."""
    message = spot.finding.message
    right, wrong = _WRITE.search(message), _WRONG.search(message)
    if right is None or wrong is None:
        return None
    old, new = wrong["wrong"], right["right"]
    # ``aircraftId`` is no other spelling of ``aircraft``: one is a part of what is known of the other.
    if re.fullmatch(rf"{re.escape(old)}[A-Z_]\w*", new) or re.fullmatch(rf"{re.escape(new)}[A-Z_]\w*", old):
        return None
    start = offset(source, spot)
    line = source.line_text(spot.line)
    if old.startswith('"'):
        literal = smallest_at(source, start, "string")
        if literal is None:
            rest = source.text[start : source.line_start(spot.line) + len(line)]
            at = [m.start() for m in re.finditer(rf"['\"]{re.escape(old.strip(chr(34)))}['\"]", rest)]
            if len(at) != 1:
                return None
            literal = smallest_at(source, start + at[0], "string")
        if literal is None or literal.text()[1:-1] != old.strip('"'):
            return None
        first, end = span(literal)
        return _edited(source, f"use {new}", f"The type has {new}.", Edit(first + 1, end - 1, new.strip('"')))
    if not source.text.startswith(old, start):
        return None
    return _edited(source, f"use {new}", f"It is called {new}.", Edit(start, start + len(old), new))


def _as_type(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """Import a type as one."""
    match = _QUOTED.search(spot.finding.message)
    if match is None:
        return None
    clause = next((one for one in read_clauses(source) if any(n.local == match["name"] for n in one.names)), None)
    if clause is None or clause.is_type:
        return None
    name = next(one for one in clause.names if one.local == match["name"])
    if name.imported in ("default", "*"):
        if len(clause.names) > 1:
            return None
        edit = Edit(clause.start, clause.start, "type ")
        return _edited(source, f"import {name.local} as a type", f"{name.local} is a type.", edit)
    change = change_imports(source, f"{name.local} is a type.", Swap(name.local, name.imported, name.local, True))
    return Remedy("build_import_type", f"import {name.local} as a type", (change,)) if change is not None else None


def _as_value(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """Import as a value what is used as one."""
    match = _QUOTED.search(spot.finding.message)
    name = match["name"] if match else ""
    clause = next((one for one in read_clauses(source) if any(known.local == name for known in one.names)), None)
    if clause is None or "import type" not in spot.finding.message:
        return None
    one = next(known for known in clause.names if known.local == name)
    if one.is_type:
        change = change_imports(source, f"{name} is used as a value.", Swap(name, one.imported, name))
        return Remedy("build_import_value", f"import {name} as a value", (change,)) if change is not None else None
    start = span(clause.node)[0]
    written = re.match(r"import(\s+type)\b", source.text[start : clause.start])
    if not clause.is_type or written is None:
        return None
    if len(clause.names) == 1:
        edit = Edit(start + written.start(1), start + written.end(1), "")
        return _edited(source, f"import {name} as a value", f"{name} is used as a value.", edit)
    add = Add(clause.specifier, one.imported, name)
    change = change_imports(source, f"{name} is used as a value.", Drop(name), add)
    return Remedy("build_import_value", f"import {name} as a value", (change,)) if change is not None else None


def _reexported(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    node = smallest_at(source, offset(source, spot), "export_specifier")
    name = node.field("name") if node is not None else None
    made = [one for one in workspace.imports(source.file) if one.is_export and name is not None]
    made = [one for one in made if any(first == (name.text() if name else "") for first, _ in one.names)]
    return reexport_as_type(source, made[0], name.text()) if len(made) == 1 and name is not None else None


def _react(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """``React`` is used and not imported."""
    match = _QUOTED.search(spot.finding.message)
    origin = find_origin(workspace, source, match["name"]) if match else None
    if origin is None or match is None:
        return None
    add = Add(origin.specifier, origin.imported, match["name"])
    change = change_imports(source, f"Import {match['name']}: {origin.why}.", add)
    return Remedy("build_import_added", f"import {match['name']}", (change,)) if change is not None else None


def _specifier(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """The extension that Node wants, or that TypeScript does not."""
    made = [one for one in workspace.imports(source.file) if one.line == spot.line]
    if len(made) != 1:
        return None
    old, hint = made[0].specifier, spot.finding.hint or ""
    new = hint if hint.startswith(".") else ""
    if "can only end with a" in spot.finding.message:
        new = re.sub(r"\.tsx?$", "", old)
    if not new or new == old or workspace.resolve_import(source.file, new) is None:
        return None
    edit = Edit(made[0].specifier_start, made[0].specifier_end, new)
    return _edited(source, f"import {new}", "As this module system writes it.", edit)


def _caught(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """The message of what was caught, whatever that is."""
    node = smallest_at(source, offset(source, spot), "identifier")
    parent = node.parent() if node is not None else None
    clause = above(node, "catch_clause") if node is not None else None
    if node is None or parent is None or clause is None or parent.kind() != "member_expression":
        return None
    caught = clause.field("parameter")
    member, above_it = parent.field("property"), parent.parent()
    is_set = above_it is not None and above_it.kind() == "assignment_expression" and above_it.field("left") is not None
    if caught is None or caught.text() != node.text() or member is None or member.text() != "message":
        return None
    if is_set and above_it is not None and span(above_it.field("left") or above_it) == span(parent):
        return None
    name = node.text()
    is_argument = above_it is not None and above_it.kind() in (
        "arguments",
        "template_substitution",
        "pair",
        "variable_declarator",
    )
    text = f"{name} instanceof Error ? {parent.text()} : String({name})"
    edit = Edit(*span(parent), text if is_argument else f"({text})")
    return _edited(source, "look at what was caught before its message is read", f"{name} may be anything.", edit)


def _optional(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """A call that stands for itself is left out where there is nothing to call."""
    at = offset(source, spot)
    match = _POSSIBLY.search(spot.finding.message)
    for node in source.root.find_all(kind="member_expression"):
        held = node.field("object")
        statement = above(node, "expression_statement", "assignment_expression", "variable_declarator", "arguments")
        if held is None or span(held)[0] != at or statement is None or statement.kind() != "expression_statement":
            continue
        # An older compiler names no expression; of a reference to an element it is clear which part is meant.
        is_meant = held.text() == match["name"] if match else held.text().endswith(".current")
        whole = statement.children()[0]
        end = span(held)[1]
        if (
            is_meant
            and whole.kind() == "call_expression"
            and span(whole)[0] == at
            and source.text[end : end + 1] == "."
        ):
            said = f"{held.text()} may be missing."
            return _edited(source, f"call it where {held.text()} is there", said, Edit(end, end, "?"))
    return falls_back(source, at, match["name"]) if match else None


def _module(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """A file without imports and exports is made a module."""
    end = len(source.text.rstrip())
    edit = Edit(end, len(source.text), "\n\nexport {};\n")
    return _edited(source, "make the file a module", "Each file is compiled as a module of its own.", edit)


def _event(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    match = _QUOTED.search(spot.finding.message)
    node = node_at(source, match["name"], spot.line, spot.finding.column) if match else None
    kind = event_type(source, node) if node is not None else ""
    told = parameter_type(source, spot) if not kind else None
    if told is not None:
        return _edited(source, f"say what {match['name'] if match else ''} is", "It is what its uses ask for.", told)
    if node is None or not kind:
        return None
    parent = node.parent()
    end = span(node)[1]
    if parent is not None and parent.kind() == "arrow_function":
        edit = Edit(*span(node), f"({node.text()}: {kind})")
    else:
        edit = Edit(end, end, f": {kind}")
    return _edited(source, f"say that {node.text()} is a {kind}", "It is what its one use hands over.", edit)


def _variable(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    edit = variable_type(source, spot)
    return _edited(source, "say what the variable holds", "It is what fills it.", edit) if edit is not None else None


def _element(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return element_there(source, spot) or value_there(workspace, source, spot)


def _queried(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return element_queried(source, spot) or awaited(source, spot)


def _removed(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return option_gone(source, spot)


def _named_type(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return imported_by_name(source, spot)


def _ref(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return (
        kept_in_braces(source, spot)
        or made_boolean(source, spot)
        or setter_called(source, spot)
        or value_there(workspace, source, spot)
    )


def _called(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return member_called(source, spot)


def _declared(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return declared_first(source, spot)


def _counted(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return counted(source, spot)


def _given(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return initial_value(source, spot) or fewer_arguments(source, spot)


def _properties(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    return property_types(source, spot)


def _twice(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """An attribute or a key that is written twice and means one thing."""
    at = offset(source, spot)
    edits = duplicate_props(source, at) or duplicate_key(source, at)
    return _edited(source, "write it once", "It is there twice.", *edits) if edits else None


def _edited(source: Source, title: str, said: str, *edits: Edit) -> Remedy:
    return Remedy("build_type", title, (Change(source.file, Action.MODIFY, said, tuple(edits)),))


def _by_words(message: str) -> Answer | None:
    """Next prints no number."""
    for words, code in _WORDS:
        if words in message:
            return _ANSWERS[code]
    return None


_ANSWERS: dict[str, Answer] = {
    "TS2551": _suggested,
    "TS2561": _suggested,
    "TS2820": _suggested,
    "TS1371": _as_type,
    "TS1484": _as_type,
    "TS1361": _as_value,
    "TS1205": _reexported,
    "TS1208": _module,
    "TS2686": _react,
    "TS2835": _specifier,
    "TS5097": _specifier,
    "TS18046": _caught,
    "TS2571": _caught,
    "TS2322": _ref,
    "TS2339": _queried,
    "TS2345": _element,
    "TS2353": _removed,
    "TS2749": _named_type,
    "TS2349": _called,
    "TS2448": _declared,
    "TS2450": _declared,
    "TS2454": _declared,
    "TS2769": value_there,
    "TS2362": _counted,
    "TS2363": _counted,
    "TS2554": _given,
    "TS7031": _properties,
    "TS1117": _twice,
    "TS17001": _twice,
    "TS2531": _optional,
    "TS2532": _optional,
    "TS18047": _optional,
    "TS18048": _optional,
    "TS7006": _event,
    "TS7034": _variable,
}
_WORDS: Sequence[tuple[str, str]] = (
    ("must be imported using a type-only import", "TS1484"),
    ("cannot be used as a value because it was imported using", "TS1361"),
    ("An import path can only end with a", "TS5097"),
    ("is of type 'unknown'", "TS18046"),
    ("This expression is not callable", "TS2349"),
    ("Element | null' is not assignable to parameter", "TS2345"),
    ("used before its declaration", "TS2448"),
    ("side of an arithmetic operation must be of type", "TS2362"),
    ("arguments, but got", "TS2554"),
    ("Type 'Dispatch<SetStateAction<", "TS2322"),
    ("Binding element", "TS7031"),
    ("cannot have multiple attributes with the same name", "TS17001"),
    ("cannot have multiple properties with the same name", "TS1117"),
    ("No overload matches this call", "TS2769"),
    ("undefined' is not assignable to", "TS2345"),
    ("is possibly 'null'", "TS18047"),
    ("is possibly 'undefined'", "TS18048"),
    ("refers to a UMD global", "TS2686"),
    ("Re-exporting a type when", "TS1205"),
    ("in some locations where its type cannot be determined", "TS7034"),
    ("implicitly has an 'any' type", "TS7006"),
    ("does not exist in type 'NextConfig'", "TS2353"),
    ("refers to a value, but is being used as a type here", "TS2749"),
    ("does not exist on type 'Element'", "TS2339"),
    ("does not exist on type 'Promise<", "TS2339"),
    ("is not assignable to type 'boolean", "TS2322"),
    ("does not exist on type", "TS2551"),
)
