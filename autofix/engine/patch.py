"""From a candidate's changes to a diff that ``git apply`` takes.

The format is git's own extended unified diff (git-diff(1), "Generating patch text with -p").
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from autofix.engine.workspace.snapshot import Snapshot
from autofix.engine.workspace.text import apply_edits, decode
from autofix.sdk.candidate import Action, Candidate, Change
from autofix.sdk.workspace import WorkspaceError

CONTEXT = 3


class PatchError(Exception):
    """A candidate's changes do not fit the files they name; says which and why."""


@dataclass(frozen=True)
class FilePatch:
    """One file before and after, None where it does not exist, and its part of the diff.

    ``file`` is its name before, ``new_file`` its name after; they differ for a rename.
    ``by_package_manager`` marks a lock file that the package manager itself wrote.
    """

    file: str
    new_file: str
    action: Action
    description: str
    before: bytes | None
    after: bytes | None
    diff: str
    by_package_manager: bool = False


@dataclass(frozen=True)
class Patch:
    """All of a candidate's changes as files and as a diff."""

    files: tuple[FilePatch, ...]

    @property
    def diff(self) -> str:
        """The whole diff."""
        return "".join(file.diff for file in self.files)

    def contents(self) -> dict[str, bytes | None]:
        """What to write over the tree: each path's new bytes, None for a path to remove."""
        found: dict[str, bytes | None] = {}
        for file in self.files:
            if file.before is not None:
                found[file.file] = None
        for file in self.files:
            if file.after is not None:
                found[file.new_file] = file.after
        return found

    def inverse(self) -> dict[str, bytes | None]:
        """What to write to take the patch out again."""
        found: dict[str, bytes | None] = {}
        for file in self.files:
            if file.after is not None:
                found[file.new_file] = None
        for file in self.files:
            if file.before is not None:
                found[file.file] = file.before
        return found


def make_patch(workspace: Snapshot, candidate: Candidate) -> Patch:
    """Apply ``candidate`` to the files of ``workspace``; raises ``PatchError``."""
    named: set[str] = set()
    files = []
    for change in candidate.changes:
        for path in {change.file, change.new_file or change.file}:
            if path in named:
                raise PatchError(f"two changes of one candidate name {path}")
            named.add(path)
        files.append(_file_patch(workspace, change))
    changed = tuple(file for file in files if file.before != file.after or file.file != file.new_file)
    if not changed:
        raise PatchError("the candidate changes nothing")
    return Patch(changed)


def replace_file(path: str, before: bytes | None, after: bytes, description: str) -> FilePatch:
    """The patch of a file that the package manager rewrote."""
    action = Action.CREATE if before is None else Action.MODIFY
    diff = file_diff(path, path, before, after)
    return FilePatch(path, path, action, description, before, after, diff, by_package_manager=True)


def _file_patch(workspace: Snapshot, change: Change) -> FilePatch:
    before, after, target = _contents(workspace, change)
    return FilePatch(
        change.file,
        target,
        change.action,
        change.description,
        before,
        after,
        file_diff(change.file, target, before, after),
    )


def _contents(workspace: Snapshot, change: Change) -> tuple[bytes | None, bytes | None, str]:
    path, target = change.file, change.new_file or change.file
    if change.action is Action.CREATE:
        if workspace.has(path) or workspace.is_ignored(path):
            raise PatchError(f"{path} is to be created but exists")
        if change.content is None:
            raise PatchError(f"{path} is to be created without content")
        return None, change.content.encode(), path
    try:
        text = workspace.text(path)
    except WorkspaceError as error:
        raise PatchError(f"cannot change {path}: {error}") from error
    before = text.encode(text.content)
    if change.action is Action.DELETE:
        return before, None, path
    if change.action is Action.RENAME and (not change.new_file or workspace.has(change.new_file)):
        raise PatchError(f"{path} is to be renamed to {change.new_file or 'nothing'}, which cannot be")
    try:
        return before, text.encode(apply_edits(text, change.edits, path)), target
    except ValueError as error:
        raise PatchError(str(error)) from error


def file_diff(file: str, new_file: str, before: bytes | None, after: bytes | None) -> str:
    """The part of a git diff for one file; both sides must be UTF-8 text."""
    old, new = _quoted("a/" + file), _quoted("b/" + new_file)
    head = [f"diff --git {old} {new}\n"]
    if before is None:
        head.append("new file mode 100644\n")
    elif after is None:
        head.append("deleted file mode 100644\n")
    elif file != new_file:
        ratio = 100 if before == after else 90
        head.append(f"similarity index {ratio}%\n")
        head.append(f"rename from {_quoted(file)}\nrename to {_quoted(new_file)}\n")
    hunks = _hunks(_lines(before, file), _lines(after, new_file))
    if not hunks:
        return "".join(head)
    head.append(f"--- {_ended(old) if before is not None else '/dev/null'}\n")
    head.append(f"+++ {_ended(new) if after is not None else '/dev/null'}\n")
    return "".join(head) + hunks


def _lines(data: bytes | None, path: str) -> list[str]:
    """Lines with their ends, split at newlines alone; the byte-order mark stays in the first."""
    if data is None:
        return []
    text = decode(data, path)
    content = text.encode(text.content).decode()
    lines = content.split("\n")
    ended = [line + "\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


def _hunks(old: list[str], new: list[str]) -> str:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head == len(old) == len(new):
        return ""
    # Only the part that differs is compared: difflib is quadratic in the worst case.
    first = max(0, head - CONTEXT)
    last = max(0, tail - CONTEXT)
    matcher = difflib.SequenceMatcher(None, old[first : len(old) - last], new[first : len(new) - last], autojunk=True)
    out = []
    for group in matcher.get_grouped_opcodes(CONTEXT):
        i1, i2, j1, j2 = group[0][1] + first, group[-1][2] + first, group[0][3] + first, group[-1][4] + first
        out.append(f"@@ -{_span(i1, i2)} +{_span(j1, j2)} @@\n")
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                out.extend(_marked(" ", old[first + a1 : first + a2]))
                continue
            out.extend(_marked("-", old[first + a1 : first + a2]))
            out.extend(_marked("+", new[first + b1 : first + b2]))
    return "".join(out)


def _marked(mark: str, lines: list[str]) -> list[str]:
    return [mark + (line if line.endswith("\n") else line + "\n\\ No newline at end of file\n") for line in lines]


def _span(start: int, end: int) -> str:
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start if length == 0 else start + 1},{length}"


def _quoted(path: str) -> str:
    """A path as git quotes it: C style where it holds a quote, a backslash or a control character."""
    if not any(c in '"\\' or ord(c) < 32 or ord(c) == 127 for c in path):
        return path
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    escaped = (named.get(c, f"\\{ord(c):03o}" if ord(c) < 32 or ord(c) == 127 else c) for c in path)
    return '"' + "".join(escaped) + '"'


def _ended(path: str) -> str:
    """A name with a blank is ended by a tab, or git would not know where it stops."""
    return path + "\t" if " " in path and not path.startswith('"') else path
