"""What a plugin proposes: changes to named files, never a diff."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Action(enum.Enum):
    """What happens to a file."""

    CREATE = "create"
    MODIFY = "modify"
    DELETE = "delete"
    RENAME = "rename"


class Risk(enum.Enum):
    """How closely a person should look before merging."""

    MERGE_FREELY = "merge_freely"
    CURSORY_REVIEW = "cursory_review"
    FULL_REVIEW = "full_review"


@dataclass(frozen=True)
class Edit:
    """Replace ``start`` to ``end`` of a file's text by ``text``.

    Offsets count code points of the text as ``Workspace.read`` gives it. Line
    ends in ``text`` are written as ``\\n``; the engine turns them into the file's own.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Change:
    """A change to one file, with a line of reason.

    ``edits`` belong to ``modify`` and ``rename`` and must not overlap;
    ``content`` is the whole text of a ``create``; ``new_file`` is where a
    ``rename`` goes.
    """

    file: str
    action: Action
    description: str
    edits: tuple[Edit, ...] = ()
    content: str | None = None
    new_file: str | None = None


@dataclass(frozen=True)
class Dependency:
    """A package that a candidate declares in ``manifest``.

    The manifest's own change is among the candidate's changes; this record lets
    the engine have the package manager bring the lock file up to date.
    """

    ecosystem: str
    name: str
    manifest: str


@dataclass(frozen=True)
class Candidate:
    """One proposed fix.

    ``strategy`` is ``recipe:NAME``, ``memory:LESSON``, ``model:NAME`` or ``fixer:NAME``. ``access``
    lists the origins the candidate means to admit, so that gates can hold it to that; ``gives_up``
    those it means to turn away from now on, ``*`` for whom a wildcard alone let in. Of the others only pages on a
    machine of their developers may be given up.
    """

    strategy: str
    title: str
    changes: tuple[Change, ...]
    risk: Risk = Risk.CURSORY_REVIEW
    dependencies: tuple[Dependency, ...] = ()
    access: tuple[str, ...] = ()
    gives_up: tuple[str, ...] = ()
    rollback_plan: str = "Revert the commit; no data or configuration outside the repository is touched."
