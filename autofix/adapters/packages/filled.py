"""What an install left besides the packages themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Filled:
    """``locks`` are lock files that were rewritten, by their path in the repository; ``notes`` what was installed
    otherwise than the manifests say, each a phrase for people."""

    locks: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def besides(names: tuple[str, ...]) -> tuple[str, ...]:
    """The note on packages that no manifest names."""
    return tuple(f"{name}, which the code loads and no manifest names" for name in names)
