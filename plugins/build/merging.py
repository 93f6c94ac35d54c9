"""One candidate out of what is to be done at several places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from autofix.sdk import Action, Candidate, Change, Edit, Risk
from plugins.build.cause import Cause, Remedy
from plugins.build.imports_change import ImportChange, import_edits
from plugins.build.unused_orphans import orphaned, tidied

MAX_ALTERNATIVES = 4
_RISKS = (Risk.MERGE_FREELY, Risk.CURSORY_REVIEW, Risk.FULL_REVIEW)


def make_candidates(causes: Sequence[Cause]) -> list[Candidate]:
    """The likeliest remedy of every cause in one change; a single cause has its other remedies too."""
    open_causes = [cause for cause in causes if cause.remedies]
    if not open_causes:
        return []
    first = _candidate([cause.remedies[0] for cause in open_causes])
    others = open_causes[0].remedies[1:MAX_ALTERNATIVES] if len(open_causes) == 1 else ()
    return [made for made in (first, *(_candidate([remedy]) for remedy in others)) if made is not None]


def _candidate(remedies: Sequence[Remedy]) -> Candidate | None:
    changes = _merged([change for remedy in remedies for change in remedy.changes])
    if changes is None:
        return None
    recipes = dict.fromkeys(remedy.recipe for remedy in remedies)
    titles = dict.fromkeys(remedy.title for remedy in remedies)
    title = next(iter(titles)) + (f" and {len(titles) - 1} more" if len(titles) > 1 else "")
    return Candidate(
        strategy="recipe:" + "+".join(list(recipes)[:3]),
        title=title,
        changes=changes,
        risk=max((remedy.risk for remedy in remedies), key=_RISKS.index),
        dependencies=tuple(dict.fromkeys(d for remedy in remedies for d in remedy.dependencies)),
    )


def _merged(changes: Sequence[Change]) -> tuple[Change, ...] | None:
    """One change a file; None where two of them contradict each other."""
    found: dict[str, Change] = {}
    for change in _imports_as_one(changes):
        if change is None:
            return None
        known = found.get(change.file)
        if known is None or known == change:
            found[change.file] = change
        elif known.action is change.action is Action.MODIFY:
            edits = _united((*known.edits, *change.edits))
            if edits is None:
                return None
            found[change.file] = Change(change.file, Action.MODIFY, _said((known, change)), edits)
        else:
            return None
    return tuple(found.values())


def _imports_as_one(changes: Sequence[Change]) -> list[Change | None]:
    """The changes with those of a file's imports made anew as one: each alone would write the same statement."""
    known: dict[str, list[ImportChange]] = {}
    others: list[Change | None] = []
    for change in changes:
        if isinstance(change, ImportChange):
            known.setdefault(change.file, []).append(change)
        else:
            others.append(change)
    return [*(_as_one(file, found) for file, found in known.items()), *others]


def _as_one(file: str, found: Sequence[ImportChange]) -> Change | None:
    source = found[0].source
    if source is None:
        return None
    steps = [step for change in found for step in change.steps]
    plain = list(dict.fromkeys(edit for change in found if not change.steps for edit in change.edits))
    tidy = tidied(source, plain)
    if tidy is None:
        return None
    steps += [step for step in orphaned(source, tidy) if step not in steps]
    edits = import_edits(source, steps) if steps else ()
    if edits is None:
        return None
    united = _united((*edits, *tidy))
    return Change(file, Action.MODIFY, _said(found), united) if united else None


def _said(changes: Iterable[Change]) -> str:
    return "\n".join(dict.fromkeys(line for change in changes for line in change.description.split("\n")))


def _united(edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
    """The edits in order, each once; None where two overlap. What goes within something that goes is left out."""
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, -edit.end))
    kept: list[Edit] = []
    for edit in ordered:
        if kept and edit.end <= kept[-1].end and edit.start < kept[-1].end and not kept[-1].text and not edit.text:
            continue
        kept.append(edit)
    for one, other in pairwise(kept):
        if other.start < one.end:
            return None
    return tuple(kept)
