"""What a plugin knows of a kind of project (requirement A2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autofix.sdk.workspace import Workspace


@dataclass(frozen=True)
class ProjectType:
    """A kind of project: the families of problems that it has, and the platforms that it is deployed to.

    ``detect`` answers from the repository how sure it is of its kind: 0 is not at all, 100 is certain.
    """

    name: str
    families: tuple[str, ...]
    platforms: tuple[str, ...]
    detect: Callable[[Workspace], int]
