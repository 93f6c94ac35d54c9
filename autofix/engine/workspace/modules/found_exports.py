"""What reading one file alone tells of its exports."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class FoundExports:
    """``own`` are made in the file, ``passed`` only passed on: public name to the specifier and the name there.

    ``stars`` are specifiers whose every export is passed on, and
    ``whole_stars`` those whose ``default`` is, too, as CommonJS does it.
    """

    own: set[str] = field(default_factory=set)
    passed: dict[str, tuple[str, str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    whole_stars: list[str] = field(default_factory=list)
    is_complete: bool = True

    @property
    def names(self) -> set[str]:
        """All that is exported by name."""
        return self.own | set(self.passed)
