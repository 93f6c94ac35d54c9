"""What black, isort and ruff's formatter say of files that they would write another way.

Sources: black's ``report.py``, isort's ``main.py``, ruff's ``format.rs``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_FILES = (
    ("black", re.compile(r"^would reformat (?P<file>[^\n]{1,400}\.(?:pyi?|ipynb))$", re.M)),
    ("isort", re.compile(r"^ERROR: (?P<file>[^\n]{1,400}\.pyi?) Imports are incorrectly sorted", re.M)),
    ("ruff format", re.compile(r"^Would reformat: (?P<file>[^\n]{1,400}\.(?:pyi?|ipynb))$", re.M)),
)


def parse_python_formatters(text: str) -> Iterator[Finding]:
    """A finding for each file that a formatter would change."""
    for tool, pattern in _FILES:
        for match in pattern.finditer(text):
            yield Finding(tool, "build.lint", match[0], file=match["file"], value=tool, at=match.start())
