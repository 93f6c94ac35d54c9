"""Lines that a package manager prints: the requests they tell of are its own, and no calls of the repository."""

from __future__ import annotations

import re

_INSTALLER = re.compile(r"npm (?:ERR!|error|WARN|warn)|ERR_PNPM|registry|^error |YN0\d{3}|\bpip\b|^info There appears")
_LONGEST = 2_000


def is_installer(text: str, at: int) -> bool:
    """Whether the line of ``text`` that reaches ``at`` is a package manager's."""
    line = text[text.rfind("\n", max(0, at - _LONGEST), at) + 1 : at]
    return _INSTALLER.search(line) is not None
