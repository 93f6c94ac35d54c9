"""What is wrong with a configuration file: every problem at once, each with its place and a way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

FILE = ".autofix.yml"
MAX_PROBLEMS = 100
MAX_SHOWN = 60

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class ConfigurationProblem:
    """One thing that is wrong. Lines and columns count from 1; ``path`` names the key, such as ``services[0].name``.

    ``suggestion`` says what to write instead. No text of a secret-bearing field is ever in it.
    """

    line: int
    column: int
    path: str
    message: str
    suggestion: str

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, by which problems are listed."""
        return self.line, self.column

    def __str__(self) -> str:
        way_out = f" ({self.suggestion})" if self.suggestion else ""
        return f"{FILE}:{self.line}:{self.column}: {self.message}{way_out}"


class ConfigurationError(Exception):
    """The file cannot be used; nothing of it applies. Printed, it has one line for each problem."""

    def __init__(self, problems: Iterable[ConfigurationProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def dotted(path: Path) -> str:
    """``path`` as people write it: ``deployment.backend.environment_vars[2]``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part.isascii() and part.replace("-", "_").isidentifier() and len(part) <= MAX_SHOWN:
            text += f".{part}" if text else part
        else:
            text += f"[{shown(part)}]"
    return text


def shown(value: object) -> str:
    """``value`` for a message: short, on one line, with nothing in it that a terminal would act on."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return repr(value if len(value) <= MAX_SHOWN else value[: MAX_SHOWN - 1] + "…")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The suggestion that names what ``word`` is nearest to; empty when it is near nothing."""
    if len(word) > MAX_SHOWN:
        return ""
    by_small = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), by_small, n=1, cutoff=0.6)
    return f"did you mean {by_small[near[0]]}?" if near else ""
