"""The lines by which JavaScript and Python name what was thrown."""

from __future__ import annotations

import re

MAX_ERRORS = 200
# "TypeError: x is not a function", "ValueError: …", also with "Uncaught" ahead of it.
ERROR = re.compile(
    r"^[ \t]*(?:Uncaught )?(?:\(in promise\) )?(?P<kind>[\w.]{0,80}(?:Error|Exception))\b:? ?(?P<said>[^\n]{0,300})$",
    re.M,
)


def errors_in(text: str) -> list[str]:
    """Each error as ``kind: what it says``, in the order of ``text``, at most ``MAX_ERRORS``."""
    found = []
    for match in ERROR.finditer(text):
        found.append(f"{match['kind']}: {match['said']}".strip(": "))
        if len(found) == MAX_ERRORS:
            break
    return found
