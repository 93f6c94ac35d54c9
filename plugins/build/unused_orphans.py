"""Imports that only what is taken out has used."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit
from plugins.build.imports_clause import Drop, read_clauses
from plugins.build.lint_place import smallest_at
from plugins.build.names_source import Source, is_in_markup, named_nodes, span
from plugins.build.unused_effects import whole_edit

_BEFORE = re.compile(r",\s*$")
_AFTER = re.compile(r"\s*[}\])]")


def orphaned(source: Source, edits: Sequence[Edit]) -> list[Drop]:
    """The imports of which every use lies in what ``edits`` take out, and at least one does."""
    gone = [(edit.start, edit.end) for edit in edits if not edit.text]
    found: list[Drop] = []
    if not gone:
        return found
    taken = "".join(source.text[start:end] for start, end in gone)
    for clause in read_clauses(source):
        whole = span(clause.node)
        for name in (one for one in clause.names if one.local in taken):
            uses = [span(node)[0] for node in named_nodes(source.root, name.local)]
            uses = [at for at in uses if not whole[0] <= at < whole[1]]
            left = [at for at in uses if not any(start <= at < end for start, end in gone)]
            if uses and not left and not is_in_markup(source, name.local) and not _is_for_jsx(name.local):
                found.append(Drop(name.local))
    return found


def tidied(source: Source, edits: Sequence[Edit]) -> list[Edit] | None:
    """The edits with those that take out neighbours in a list made one; None where nothing of it would be left."""
    cuts = sorted((edit for edit in edits if not edit.text), key=lambda edit: (edit.start, edit.end))
    kept: list[Edit] = []
    for cut in cuts:
        if kept and cut.start <= kept[-1].end:
            kept[-1] = Edit(kept[-1].start, max(kept[-1].end, cut.end), "")
        else:
            kept.append(cut)
    found: list[Edit] = [edit for edit in edits if edit.text]
    for cut in kept:
        before, after = source.text[: cut.start], source.text[cut.end :]
        closes = _AFTER.match(after)
        comma = _BEFORE.search(before)
        if closes and re.search(r"[{\[]\s*$", before) and cut not in edits:
            whole = _emptied(source, cut)
            if whole is None:
                return None
            found.append(whole)
            continue
        is_joined = cut not in edits
        found.append(Edit(comma.start(), cut.end, "") if closes and comma and is_joined else cut)
    return found


def _emptied(source: Source, cut: Edit) -> Edit | None:
    """The declaration out of whose pattern ``cut`` takes every name; None where it is no declaration's."""
    statement = smallest_at(source, cut.start, "lexical_declaration", "variable_declaration")
    if statement is None:
        return None
    patterns = [one.field("name") for one in statement.children() if one.kind() == "variable_declarator"]
    first = patterns[0] if len(patterns) == 1 else None
    if first is None or first.kind() not in ("array_pattern", "object_pattern"):
        return None
    items = [span(child) for child in first.children() if child.is_named()]
    is_all = bool(items) and items[0][0] >= cut.start and items[-1][1] <= cut.end
    return whole_edit(source, statement) if is_all else None


def _is_for_jsx(name: str) -> bool:
    """The classic JSX uses React without naming it."""
    return name == "React"
