"""Finding where a template stands in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autofix.engine.memory.lesson import Step
from autofix.engine.memory.slots import fill, stands, wildcard_of
from autofix.engine.memory.tokens import Token


@dataclass(frozen=True)
class Match:
    """Where a step stands: the first and the last token of each of its slots."""

    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The first token."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The last token."""
        return self.spans[-1][1]


def find_only(step: Step, tokens: Sequence[Token], values: Mapping[str, str]) -> Match | None:
    """Where ``step`` stands, if it stands exactly once; a value that it wants and that is missing stands nowhere."""
    texts = [None if slot.wild else fill(slot, values) for slot in step.before]
    if any(text is None and not slot.wild for text, slot in zip(texts, step.before, strict=True)):
        return None
    found: Match | None = None
    for at in range(len(tokens)):
        match = _match_at(step, texts, tokens, at)
        if match is None:
            continue
        if found is not None:
            return None
        found = match
    return found


def _match_at(step: Step, texts: Sequence[str | None], tokens: Sequence[Token], at: int) -> Match | None:
    spans = []
    for slot, text in zip(step.before, texts, strict=True):
        end = _end_of_list(tokens, at) if slot.wild == "list" else at
        if end is None or end >= len(tokens) or (slot.wild != "list" and not stands(slot, text, tokens[at])):
            return None
        spans.append((at, end))
        at = end + 1
    return Match(tuple(spans))


def _end_of_list(tokens: Sequence[Token], at: int) -> int | None:
    """The last token of the strings that begin at ``at`` and have commas between; None where none begins."""
    if at >= len(tokens) or tokens[at].kind != "string":
        return None
    while (
        at + 2 < len(tokens)
        and tokens[at + 1].key == ("mark", ",")
        and tokens[at + 2].kind == "string"
        and wildcard_of(tokens[at + 2])
    ):
        at += 2
    return at
