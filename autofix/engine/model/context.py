"""What a model is shown of a problem and its repository: fenced, redacted, and no more than there is room for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autofix.engine.gates.places import LOCK_FILES
from autofix.engine.model.fence import fence
from autofix.engine.model.redaction import Redactor
from autofix.engine.model.relevant import Place
from autofix.engine.model.shown import Shown, StepsOf, file_steps, prose, show
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import WorkspaceError

# A file up to this long is shown whole, of a longer one what stands around the lines that matter.
WHOLE_LINES = 300
AROUND = 40
MAX_NAMES = 400
MAX_OUTPUT = 4_500
_NEVER = re.compile(
    r"(?:^|/)(?:id_[a-z0-9]+|[^/]+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|crt|cer|der|gpg|asc)|\.npmrc|\.pypirc|\.netrc"
    r"|\.git-credentials|\.htpasswd|\.pgpass|credentials(?:\.json)?|service[-_]account[^/]*\.json)$",
    re.I,
)


def estimate(text: str) -> int:
    """About how many tokens ``text`` is to a model; code has three to four bytes to each."""
    return len(text.encode()) // 3 + 1


@dataclass
class Context:
    """What has been shown so far in one conversation; ``shown`` holds the files by path, ``token`` marks the fences.

    ``steps`` makes the texts of others fit to be shown.
    """

    workspace: Snapshot
    redactor: Redactor
    token: str
    steps: StepsOf = file_steps
    shown: dict[str, Shown] = field(default_factory=dict)

    def report(self, problem: Problem, room: int) -> str:
        """The report's beginning and end, where errors stand, in at most ``room`` tokens."""
        text = self._prose(problem.text)
        most = max(300, room) * 3
        if len(text) > most:
            text = text[: most // 2] + "\n[…]\n" + text[-most // 2 :]
        return fence("report", "the failure", text, self.token)

    def known(self, diagnosis: Diagnosis | None, tried: Iterable[str]) -> str:
        """What AutoFix found by itself, and what it tried in vain."""
        lines = []
        if diagnosis is not None:
            lines.append(f"Family: {diagnosis.family}. Cause, as far as it is known: {diagnosis.root_cause}")
            lines += [f"Place: {place.file}:{place.line}" for place in diagnosis.located[:10]]
            lines += [diagnosis.reason] if diagnosis.reason else []
        lines += [f"Tried in vain: {one}" for one in tried]
        return fence("findings", "what is known", self._prose("\n".join(lines)), self.token) if lines else ""

    def names(self, near: Sequence[str]) -> str:
        """The repository's files, those beside ``near`` first."""
        folders = {str(PurePosixPath(path).parent) for path in near}
        paths = [path for path in self.workspace.files() if not _NEVER.search(path)]
        ranked = sorted(paths, key=lambda path: (str(PurePosixPath(path).parent) not in folders, path.count("/"), path))
        left = len(ranked) - MAX_NAMES
        listed = sorted(ranked[:MAX_NAMES]) + ([f"[{left} more]"] if left > 0 else [])
        return fence("files", "the repository", self._prose("\n".join(listed)), self.token)

    def output(self, text: str) -> str:
        """What a tool printed; its end, where errors stand."""
        return fence("output", "the trial", self._prose(text)[-MAX_OUTPUT:], self.token)

    def files(self, places: Iterable[Place], room: int) -> list[str]:
        """The text of ``places`` in their order, as many as fit in ``room`` tokens."""
        parts = []
        for place in places:
            part = self._file(place)
            if part is None:
                continue
            cost = estimate(part)
            if cost > room:
                self.shown.pop(place.file, None)
                continue
            room -= cost
            parts.append(part)
        return parts

    def _prose(self, text: str) -> str:
        return prose(text, self.redactor, self.steps)

    def _file(self, place: Place) -> str | None:
        if place.file in self.shown or not self._may_show(place.file):
            return None
        try:
            text = self.workspace.read(place.file)
            shown = show(place.file, text, self.redactor, self.steps(place.file, self.redactor))
        except WorkspaceError:
            return None
        lines = shown.text.split("\n")
        self.shown[place.file] = shown
        # A path may hold a secret or somebody's name as well.
        name = self.redactor.redact(place.file)
        if len(lines) <= WHOLE_LINES:
            return fence("file", name, shown.text, self.token)
        spans = _spans(place.lines or (1,), len(lines))
        pieces = [
            f"[lines {first} to {last} of {len(lines)}]\n" + "\n".join(lines[first - 1 : last]) for first, last in spans
        ]
        return fence("file", name, "\n".join(pieces), self.token)

    def _may_show(self, path: str) -> bool:
        is_lock = PurePosixPath(path).name.lower() in LOCK_FILES
        is_link = self.workspace.has(path) and self.workspace.source.link_target(path) is not None
        return self.workspace.has(path) and not is_lock and not is_link and not _NEVER.search(path)


def _spans(lines: Sequence[int], count: int) -> list[tuple[int, int]]:
    """From and to, both included, ``AROUND`` each of ``lines``; what touches is one."""
    spans: list[tuple[int, int]] = []
    for line in sorted(set(lines)):
        first, last = max(1, line - AROUND), min(count, line + AROUND)
        if first > last:
            continue
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans
