"""Putting what a step says into a file where the step stands, in that file's own layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autofix.engine.memory.layout import depth_of, has_semicolons, indentation_at, quote_of, unit_of, write_gap
from autofix.engine.memory.lesson import Item, Step
from autofix.engine.memory.matching import Match
from autofix.engine.memory.slots import fill
from autofix.engine.memory.tokens import Token
from autofix.sdk.candidate import Edit


@dataclass(frozen=True)
class Page:
    """A file of a kind, with its tokens."""

    text: str
    kind: str
    tokens: Sequence[Token]


class Unwritable(Exception):
    """The step cannot be written there without a guess; says why."""


def write_step(step: Step, match: Match, page: Page, values: Mapping[str, str]) -> list[Edit]:
    """The edits that make ``after`` of what stands at ``match``; raises ``Unwritable``."""
    writer = _Writer(step, match, page, values)
    edits: list[Edit] = []
    last, new = -1, ""
    before: Item | None = None
    for item in writer.laid_out():
        previous, before = before, item
        if item.keep is None:
            new += writer.text(item, previous)
            continue
        edits.extend(writer.between(last, item.keep, new, item.gap))
        last, new = item.keep, ""
    edits.extend(writer.between(last, len(step.before), new, None))
    return edits


class _Writer:
    def __init__(self, step: Step, match: Match, page: Page, values: Mapping[str, str]) -> None:
        self.step, self.match, self.page, self.values = step, match, page, values
        text = page.text
        self.base = indentation_at(text, page.tokens[match.start].start)
        self.unit = unit_of(text, page.kind)
        self.has_semicolons = has_semicolons(text)
        near = (token.quote for token in page.tokens[match.start : match.end + 1] if token.quote in ("'", '"'))
        self.quote = next(near, "") or quote_of(text)

    def laid_out(self) -> list[Item]:
        """What comes out; one more of a list gets a line of its own where the one before it has one."""
        after, spans, tokens = list(self.step.after), self.match.spans, self.page.tokens
        for at, item in enumerate(after[:-2]):
            added, comma = after[at + 2], after[at + 1].slot
            if item.keep is None or comma is None or comma.parts != (",",) or added.keep is not None:
                continue
            if item.keep + 1 >= len(spans):
                continue
            end = tokens[spans[item.keep][1]].end
            own = indentation_at(self.page.text, end)
            if "\n" not in self.page.text[end : tokens[spans[item.keep + 1][0]].start]:
                after[at + 2] = replace(added, gap=" ")
            elif (depth := depth_of(own, self.unit)) is not None and (
                base := depth_of(self.base, self.unit)
            ) is not None:
                after[at + 2] = replace(added, gap=f"\n{depth - base:+d}")
        return after

    def text(self, item: Item, before: Item | None) -> str:
        """A new token and what stands before it; the very first follows what stood before already."""
        gap = "" if before is None else self.gap(item.gap or "")
        if item.copy is not None:
            token = self.page.tokens[self.match.spans[item.copy][0]]
            return gap + self.page.text[token.start : token.end]
        if item.slot is None:
            raise Unwritable("a token of nothing")
        text = fill(item.slot, self.values)
        if text is None:
            raise Unwritable("the problem does not name what belongs here")
        if item.slot.kind != "string":
            return gap + text
        quote = item.slot.quote
        # An attribute of markup has the quotes that are usual there, whatever the code has.
        if quote != "`" and self.quote not in text and (gap or not self._is_equals(before)):
            quote = self.quote
        return f"{gap}{quote}{text}{quote}"

    def gap(self, gap: str) -> str:
        """What stands between two tokens here."""
        written = write_gap(gap, self.base, self.unit, self.has_semicolons)
        if written is None:
            raise Unwritable("it would stand left of the first column")
        return written

    def between(self, last: int, following: int, new: str, gap: str | None) -> list[Edit]:
        """What becomes of the text between the kept slots ``last`` and ``following``; either may be the edge."""
        spans, tokens = self.match.spans, self.page.tokens
        is_end = following == len(spans)
        nothing_removed = following == last + 1
        if nothing_removed and not new and gap is None:
            return []
        start = tokens[spans[0][0]].start if last < 0 else tokens[spans[last][1]].end
        if nothing_removed and gap is None:
            self._keep_comment(start)
            return [Edit(start, start, new)]
        end = tokens[spans[-1][1]].end if is_end else tokens[spans[following][0]].start
        written = new if is_end else new + self.gap(gap or "")
        self._lose_no_comment(start, end)
        return [Edit(start, end, written)]

    def _is_equals(self, item: Item | None) -> bool:
        if item is None:
            return False
        slot = item.slot if item.keep is None else self.step.before[item.keep]
        return slot is not None and slot.parts == ("=",)

    def _keep_comment(self, at: int) -> None:
        line = self.page.text[at:].partition("\n")[0]
        following = next((token.start for token in self.page.tokens if token.start >= at), len(self.page.text))
        if line[: following - at].strip(" \t\r;,"):
            raise Unwritable("a comment would come to stand behind something else")

    def _lose_no_comment(self, start: int, end: int) -> None:
        at = start
        for token in self.page.tokens:
            if token.end <= start:
                continue
            gap = self.page.text[at : max(at, min(token.start, end))]
            if gap.strip(" \t\r\n;,"):
                raise Unwritable("a comment would be lost")
            if token.start >= end:
                return
            at = token.end
        if self.page.text[at:end].strip(" \t\r\n;,"):
            raise Unwritable("a comment would be lost")
