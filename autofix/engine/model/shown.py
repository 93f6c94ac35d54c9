"""A file as a model sees it, and the way back from what it writes to the file.

Edits name text by what the model saw. Whole lines that it leaves as they are keep what stood in them, secrets and
invisible signs too; a line that it changes has to be one that was shown as it is. What a diff would show of a secret,
in changed lines and in those around them, is refused here, before there is a diff.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autofix.engine.model.hidden import hidden_signs, markup_comments, prose_comments
from autofix.engine.model.lines import long_lines
from autofix.engine.model.markers import frame_markers
from autofix.engine.model.redaction import Redactor, find_placeholder
from autofix.engine.model.redaction.span import PERSONAL, SECRET
from autofix.engine.model.rewriting import Rewrite, Rewritten, Step
from autofix.engine.patch import file_diff
from autofix.sdk.candidate import Edit

_PROSE = frozenset({".md", ".markdown", ".mdx", ".rst", ".txt", ".adoc", ".log", ""})
_MARKUP = frozenset(
    {".html", ".htm", ".vue", ".svelte", ".astro", ".xml", ".svg", ".jsp", ".ejs", ".hbs", ".php", ".cshtml"}
)
_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? ", re.M)
# What is done to a file of this name before a model sees it, by name and in order.
StepsOf = Callable[[str, Redactor], Mapping[str, Step]]
# Seen or not, a changed line may lose these.
_HARMLESS = frozenset({"newline", "hidden"})
_WHY = {
    "comment": "it holds a comment that was left out",
    "marker": "it holds a mark of a conversation that was rewritten",
    "cut": "it was cut for its length",
    SECRET: "it holds a secret, which must stay where it is",
}


@dataclass(frozen=True)
class Refusal:
    """Why an edit cannot be made; written for the model that gets another try, and shows no secret."""

    reason: str


class Shown:
    """The text of ``file`` as a model sees it (``text``), with what is needed to go back."""

    def __init__(self, file: str, rewritten: Rewritten) -> None:
        self.file, self.text = file, rewritten.text
        self._rewritten = rewritten

    def restore(self, find: str, replace: str) -> Edit | Refusal:
        """``find``, once in the shown text, replaced by ``replace``: as an edit of the file's own text, or why not.

        Both may hold placeholders in lines that are the same in both. A placeholder of personal data may also stay in
        a line that changes; one of a secret may not.
        """
        find, replace = find.replace("\r\n", "\n"), replace.replace("\r\n", "\n")
        count = self.text.count(find) if find else 0
        if count != 1:
            told = f"stands {count} times in it" if count else "does not stand in it as shown" if find else "is empty"
            return Refusal(
                f"{self.file}: the text to find {told}; copy whole lines, enough of them to be the only place"
            )
        start = self.text.index(find)
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start + len(find))
        # With the new line at their end, so that a carriage return before it stays.
        line_end = len(self.text) if line_end < 0 else line_end + 1
        head, tail = self.text[line_start:start], self.text[start + len(find) : line_end]
        return self._lines(line_start, line_end, head + find + tail, head + replace + tail)

    def _lines(self, start: int, end: int, old: str, new: str) -> Edit | Refusal:
        """Whole lines, those that stay taken from the file."""
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
        offsets = [start]
        for line in before:
            offsets.append(offsets[-1] + len(line))
        parts: list[str] = []
        steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        # What is the same at both ends is no part of the edit.
        if steps and steps[0][0] == "equal":
            start = offsets[steps.pop(0)[2]]
        if steps and steps[-1][0] == "equal":
            end = offsets[steps.pop()[1]]
        for tag, a1, a2, b1, b2 in steps:
            if tag == "equal":
                parts.append(self._original(offsets[a1], offsets[a2]))
                continue
            made = self._changed(offsets[a1], offsets[a2], "".join(after[b1:b2]))
            if isinstance(made, Refusal):
                return made
            parts.append(made)
        first, last = self._rewritten.back(start, end)
        edit = Edit(first, last, "".join(parts).replace("\r\n", "\n"))
        return self._refusal_of_diff(edit) or edit

    def _original(self, start: int, end: int) -> str:
        first, last = self._rewritten.back(start, end)
        return self._rewritten.original[first:last]

    def _changed(self, start: int, end: int, written: str) -> str | Refusal:
        """Lines that the model wrote anew, with personal data put back where it stood in those they replace."""
        first, last = self._rewritten.back(start, end)
        kept: list[Rewrite] = []
        for place in self._rewritten.within(first, last):
            if place.kind in PERSONAL:
                kept.append(place)
            elif place.kind not in _HARMLESS:
                return Refusal(f"{self.file}: a line cannot be changed: {_WHY[place.kind]}; change other lines")
        return self._put_back(sorted(kept, key=lambda place: place.start), written)

    def _put_back(self, kept: list[Rewrite], written: str) -> str | Refusal:
        parts, rest = [], written
        for place in kept:
            before, found, after = rest.partition(place.text)
            if not found:
                continue
            if find_placeholder(before):
                break
            parts += [before, self._rewritten.original[place.start : place.end]]
            rest = after
        if name := find_placeholder(rest):
            return Refusal(f"{self.file}: {name} would stand where it did not stand before; leave it in its place")
        return "".join([*parts, rest])

    def _refusal_of_diff(self, edit: Edit) -> Refusal | None:
        """Whether the diff of ``edit`` would show a secret, in its lines or in those around them."""
        original = self._rewritten.original
        inserted = edit.text.replace("\n", "\r\n") if original.count("\r\n") * 2 > original.count("\n") else edit.text
        after = original[: edit.start] + inserted + original[edit.end :]
        if after == original:
            return Refusal(f"{self.file}: the edit changes nothing")
        # Shown in the file's own lines: git ends them at new lines alone.
        diff = file_diff("a", "a", original.encode(errors="replace"), after.encode(errors="replace"))
        starts = [0, *(found.end() for found in re.finditer("\n", original)), len(original) + 1]
        for hunk in _HUNK.finditer(diff):
            first = int(hunk[1]) - 1
            last = min(first + int(hunk[2] or 1), len(starts) - 1)
            if first < 0:
                continue
            for place in self._rewritten.within(starts[first], starts[last]):
                if place.kind == SECRET:
                    return Refusal(f"{self.file}: the diff would show {place.text}, within three lines of the change")
        return None


def show(file: str, text: str, redactor: Redactor, steps: Mapping[str, Step] | None = None) -> Shown:
    """``text`` of ``file`` as a model may see it: nothing hidden in it, redacted, and without marks of a conversation.

    In prose (Markdown, text) comments of HTML are taken out; in markup what they say is left out and their marks stay;
    in other code they stay, as they may be syntax.
    """
    rewritten = Rewritten(text)
    for name, step in (file_steps(file, redactor) if steps is None else steps).items():
        # What is taken out may leave a comment behind that was in two halves.
        rewritten.take(step, rounds=5 if name == "comments" else 1)
    return Shown(file, rewritten)


def prose(text: str, redactor: Redactor, steps: StepsOf | None = None) -> str:
    """A report, a comment or output as a model may read it: as ``show`` shows a text file."""
    file = "report.txt"
    return show(file, text, redactor, (steps or file_steps)(file, redactor)).text


def file_steps(file: str, redactor: Redactor) -> dict[str, Step]:
    """The steps of ``show`` in their order, by name: hidden signs and comments may stand within a secret, so first."""
    suffix = PurePosixPath(file).suffix.lower()
    is_prose = suffix in _PROSE and PurePosixPath(file).name.lower() not in ("dockerfile", "makefile", "procfile")

    def redact(now: str) -> Iterator[Rewrite]:
        for found in redactor.redactions(now):
            yield Rewrite(found.start, found.end, found.placeholder, found.label)

    def comments(now: str) -> Iterator[Rewrite]:
        if is_prose:
            yield from prose_comments(now)
        elif suffix in _MARKUP:
            yield from markup_comments(now)

    def markers(now: str) -> Iterator[Rewrite]:
        yield from frame_markers(now, is_code=not is_prose)

    return {"hidden": hidden_signs, "comments": comments, "redact": redact, "markers": markers, "cut": long_lines}
