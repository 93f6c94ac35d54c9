"""Messages that name an environment variable which is not set.

Sources: znv's, envalid's, zod's, t3-env's and vite's wordings, python-decouple and django-environ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_NAME = r"(?P<value>[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8}|PORT)"
_PATTERNS = (
    re.compile(
        rf"(?:[Mm]issing|[Uu]ndefined|[Uu]nset) (?:required )?(?:environment|env)(?: var(?:iable)?)?s?:? [`'\"]?{_NAME}"
    ),
    re.compile(
        rf"(?:[Ee]nvironment|[Ee]nv) var(?:iable)?s? [`'\"]?{_NAME}[`'\"]? (?:is |are |was )?(?:not "
        rf"(?:set|defined|found|provided)|missing|required|undefined)"
    ),
    re.compile(
        rf"[`'\"]?\b(?:process\.env\.|import\.meta\.env\.)?{_NAME}[`'\"]? (?:is |must be )(?:not "
        rf"(?:set|defined)|missing|required|undefined|set)\b[^\n]{{0,60}}"
    ),
    re.compile(
        rf"Error: [`'\"]?{_NAME}[`'\"]? (?:env(?:ironment)? var(?:iable)? )?(?:is )?(?:missing|not set|"
        rf"required|undefined)"
    ),
    re.compile(rf"The {_NAME} environment variable is (?:missing|not set|required|empty)"),
    re.compile(rf"Environment variable not found: {_NAME}"),
    re.compile(rf"Set the {_NAME} environment variable"),
    re.compile(rf"{_NAME} not found\. Declare it as envvar"),
)
_NAME_ERROR = re.compile(r"\b(?:Name|Reference)Error: |[Uu]ndefined name |free variable ")


def parse_environment(text: str) -> Iterator[Finding]:
    """Every variable that a message says is missing."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            # A name of the code that is written like a variable's.
            if _NAME_ERROR.search(text, text.rfind("\n", 0, match.start()) + 1, match.start() + 1):
                continue
            yield Finding("node", "build.env_missing", match[0], value=match["value"], at=match.start())
