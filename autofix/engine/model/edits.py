"""From the edits a model proposes to a candidate that gates and proof judge like any other.

A model names lines of files that it was shown and what is to stand there instead; it never writes a diff. What
does not fit is said back to it in words, and nothing of it is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autofix.engine.model.context import Context
from autofix.engine.model.matching import match_lines
from autofix.engine.model.redaction import Redactor, find_placeholder
from autofix.engine.model.shown import Refusal
from autofix.engine.spoken import inert, without_markup
from autofix.sdk.candidate import Action, Candidate, Change, Edit, Risk

STRATEGY = "model"
MAX_EDITS = 40
MAX_CONTENT = 100_000
MAX_WORDS, MAX_NAME = 300, 100


class Misfit(Exception):
    """An answer cannot be made into a candidate; says which part and why, in words for the model."""


def as_candidate(answer: Mapping[str, object], title: str, model: str, context: Context) -> Candidate:
    """The candidate that ``answer`` describes; raises ``Misfit``."""
    edits, new_files = rows_of(answer, "edits"), rows_of(answer, "new_files")
    if not edits and not new_files:
        raise Misfit("There is no edit in it.")
    if len(edits) + len(new_files) > MAX_EDITS:
        raise Misfit(f"It has more than {MAX_EDITS} edits; change less.")
    changes = [*_changes(edits, context), *(_new_file(row, context.redactor) for row in new_files)]
    return Candidate(
        f"{STRATEGY}:{plain_words(model)[:MAX_NAME]}",
        plain_words(title) or "Change the code",
        tuple(changes),
        Risk.FULL_REVIEW,
    )


def plain_words(text: str) -> str:
    """A model's words as one short line that holds nothing but printable characters."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= MAX_WORDS else words[: MAX_WORDS - 1] + "…"


def fit_words(text: str, redactor: Redactor) -> str:
    """A model's words for people: one line, redacted, and nothing in it that a page or a git host acts on."""
    return inert(without_markup(redactor.redact(plain_words(text))))


def _changes(rows: Sequence[Mapping[str, object]], context: Context) -> list[Change]:
    found: dict[str, tuple[list[Edit], list[str]]] = {}
    for row in rows:
        file = str(row["file"])
        shown = context.shown.get(file)
        if shown is None:
            raise Misfit(f"{plain_words(file)} was not shown; only files that were shown can be edited.")
        match = match_lines(shown.text, str(row["find"]), str(row["replace"]))
        if isinstance(match, str):
            raise Misfit(f"In {plain_words(file)}: {match}.")
        edit = shown.restore(match.find, match.replace)
        if isinstance(edit, Refusal):
            raise Misfit(f"{edit.reason}.")
        edits, reasons = found.setdefault(file, ([], []))
        edits.append(edit)
        reasons.append(fit_words(str(row["why"]), context.redactor))
    return [
        Change(file, Action.MODIFY, " ".join(dict.fromkeys(reasons)), edits=tuple(edits))
        for file, (edits, reasons) in found.items()
    ]


def _new_file(row: Mapping[str, object], redactor: Redactor) -> Change:
    file, content = str(row["file"]), str(row["content"])
    if len(content) > MAX_CONTENT:
        raise Misfit(f"{plain_words(file)} would be longer than {MAX_CONTENT} characters.")
    if name := find_placeholder(content):
        raise Misfit(f"{plain_words(file)} would hold {name}, which stands for what you are not shown.")
    ended = content if content.endswith("\n") else content + "\n"
    return Change(file, Action.CREATE, fit_words(str(row["why"]), redactor), content=ended)


def rows_of(answer: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """The objects of a list of ``answer``."""
    rows = answer.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
