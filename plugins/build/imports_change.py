"""Changes of a file's imports: names taken out, put in, or imported in another way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autofix.sdk import Action, Change, Edit
from plugins.build.imports_clause import Add, Clause, Drop, Name, Step, has_default, marks_types, read_clauses
from plugins.build.imports_writing import inserted, rewritten
from plugins.build.names_source import Source, line_of


@dataclass(frozen=True)
class ImportChange(Change):
    """A change of a file's imports that knows its steps, so that several of them can be made as one."""

    source: Source | None = None
    steps: tuple[Step, ...] = ()


def change_imports(source: Source, description: str, *steps: Step) -> ImportChange | None:
    """The change that takes these steps; None where they cannot be taken without loss."""
    edits = import_edits(source, steps)
    if not edits:
        return None
    return ImportChange(source.file, Action.MODIFY, description, edits, source=source, steps=steps)


def import_edits(source: Source, steps: Iterable[Step]) -> tuple[Edit, ...] | None:
    """The edits of all these steps together; None where a comment would be lost or a name is not imported."""
    clauses = read_clauses(source)
    changed: dict[int, tuple[Name, ...]] = {}
    added: list[Add] = []
    for step in dict.fromkeys(steps):
        if isinstance(step, Add):
            place = _host(source, clauses, changed, step)
            if place is None:
                added.append(step)
            else:
                is_type = step.is_type and any(name.is_type for name in clauses[place].names)
                names = changed.get(place, clauses[place].names)
                new = Name(step.imported, step.local, is_type)
                changed[place] = (new, *names) if step.imported == "default" else (*names, new)
            continue
        old = step.local if isinstance(step, Drop) else step.old
        line = step.line if isinstance(step, Drop) else 0
        found = next((n for n, clause in enumerate(clauses) if _has(clause, old, line)), None)
        if found is None:
            return None
        names = changed.get(found, clauses[found].names)
        new_names = [] if isinstance(step, Drop) else [Name(step.imported, step.local, step.is_type)]
        changed[found] = tuple(one for name in names for one in (new_names if name.local == old else [name]))
    edits = [rewritten(source, clauses[place], names) for place, names in changed.items()]
    if any(edit is None for edit in edits):
        return None
    made = [edit for edit in edits if edit is not None]
    if added:
        insertion = inserted(source, clauses, added)
        # Where the statement that it would stand below goes, it takes its place.
        gone = next((edit for edit in made if not edit.text and edit.start < insertion.start <= edit.end), None)
        if gone is not None:
            made.remove(gone)
            insertion = Edit(gone.start, gone.end, insertion.text.strip("\n") + "\n")
        made.append(insertion)
    return tuple(made)


def _has(clause: Clause, local: str, line: int) -> bool:
    return line in (0, line_of(clause.node)) and any(name.local == local for name in clause.names)


def _host(source: Source, clauses: Sequence[Clause], changed: dict[int, tuple[Name, ...]], step: Add) -> int | None:
    """The statement that can take the name up."""
    for place, clause in enumerate(clauses):
        names = changed.get(place, clause.names)
        if clause.specifier != step.specifier or not clause.names or any(name.imported == "*" for name in names):
            continue
        if step.imported == "*" or (step.imported == "default" and (clause.is_required or has_default(names))):
            continue
        if clause.is_type and (not step.is_type or step.imported == "default" or has_default(names)):
            continue
        if step.is_type and not clause.is_type and marks_types(clauses) and not any(n.is_type for n in names):
            continue
        return place
    return None
