"""Text files as bytes and back, to the byte."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from autofix.sdk.candidate import Edit
from autofix.sdk.workspace import WorkspaceError

BOM = "\ufeff"


@dataclass(frozen=True)
class Text:
    """A file's text without its byte-order mark, and what is needed to write it back."""

    content: str
    has_bom: bool
    newline: str

    def encode(self, content: str) -> bytes:
        """``content`` as this file would hold it."""
        return ((BOM if self.has_bom else "") + content).encode()


def decode(data: bytes, path: str) -> Text:
    """Read ``data`` as UTF-8 text; raises ``WorkspaceError`` for anything else."""
    if b"\0" in data:
        raise WorkspaceError(f"{path} is a binary file")
    try:
        content = data.decode()
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{path} is not UTF-8 text (byte {error.start}); AutoFix leaves it alone") from None
    has_bom = content.startswith(BOM)
    windows = content.count("\r\n")
    newline = "\r\n" if windows * 2 > content.count("\n") else "\n"
    return Text(content.removeprefix(BOM), has_bom, newline)


def apply_edits(text: Text, edits: tuple[Edit, ...], path: str) -> str:
    """The content with ``edits`` made, new lines ended as the file ends its own.

    Raises ``ValueError`` when edits overlap or lie outside the text.
    """
    content, end = text.content, len(text.content)
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        if not 0 <= edit.start <= edit.end <= end:
            raise ValueError(f"edits of {path} overlap or leave the text at offset {edit.start}")
        inserted = edit.text.replace("\r\n", "\n").replace("\n", text.newline)
        content = content[: edit.start] + inserted + content[edit.end :]
        end = edit.start
    return content


def line_edits(before: str, after: str) -> tuple[Edit, ...]:
    """Whole lines of ``before`` to replace, by code points; only what differs is compared."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    return tuple(
        Edit(starts[head + a1], starts[head + a2], "".join(new[head + b1 : head + b2]))
        for tag, a1, a2, b1, b2 in matcher.get_opcodes()
        if tag != "equal"
    )


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same from the start on."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
