"""How far AutoFix may go by itself: the section ``policy``."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from autofix.projects.configuration.schedule import Schedule


class StopAt(enum.StrEnum):
    """The last step that is taken; each one takes those before it."""

    REPORT = "report"
    PROPOSE = "propose"
    PULL_REQUEST = "pull_request"
    MERGE = "merge"
    DEPLOY = "deploy"

    @property
    def rank(self) -> int:
        """How far it goes, counted from 0."""
        return list(StopAt).index(self)


class Approval(enum.StrEnum):
    """Which fixes wait for a person; the strictest first."""

    ALWAYS = "always"
    UNVERIFIED = "unverified"
    NEVER = "never"

    @property
    def rank(self) -> int:
        """How little it asks for, counted from 0."""
        return list(Approval).index(self)


@dataclass(frozen=True)
class Policy:
    """Patterns are globs over whole paths, as the engine's gates read them: ``*`` also crosses ``/``.

    ``max_lines`` counts added and removed lines without lock files. Without ``approvers`` everybody counts
    who may approve; with them, those among them. Without ``schedule`` merges and deployments happen at any time.
    """

    stop_at: StopAt = StopAt.PULL_REQUEST
    approval: Approval = Approval.ALWAYS
    approvers: tuple[str, ...] = ()
    allowed_paths: tuple[str, ...] = ("*",)
    forbidden_paths: tuple[str, ...] = ()
    max_files: int = 20
    max_lines: int = 400
    schedule: Schedule | None = None
    concurrent_pull_requests: int = 3
    auto_merge: bool = False
