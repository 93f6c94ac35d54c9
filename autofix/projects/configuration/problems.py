"""What is wrong with a configuration: all of it at once, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FILE = ".autofix.yml"


@dataclass(frozen=True)
class ConfigurationProblem:
    """One mistake. ``line`` and ``column`` count from 1; ``path`` is the key, such as ``policy.stop_at``."""

    line: int
    column: int
    path: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" ({self.suggestion})" if self.suggestion else ""
        where = f"{self.path}: " if self.path else ""
        return f"{FILE}:{self.line}:{self.column}: {where}{self.message}{hint}"


class ConfigurationError(ValueError):
    """The file cannot be used, and nothing of it is; ``problems`` in the order of the file."""

    permanent = True

    def __init__(self, problems: Sequence[ConfigurationProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda found: (found.line, found.column)))
        super().__init__("\n".join(str(found) for found in self.problems))
