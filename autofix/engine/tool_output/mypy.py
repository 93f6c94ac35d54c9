"""What mypy says, in its plain format.

Source: mypy's ``messages.py``, ``semanal.py`` and ``errors.py`` (1.0 to 2.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_ERROR = re.compile(
    r"^(?P<file>[^\s:][^\n:]{0,400}\.pyi?):(?P<line>\d{1,9}):(?:(?P<column>\d{1,9}):)?(?:\d{1,9}:\d{1,9}:)? error: "
    r"(?P<message>[^\n]{1,1000}?)(?: {1,4}\[(?P<rule>[a-z][a-z-]{2,40})\])?$",
    re.M,
)
_UNDEFINED = re.compile(r'^Name "(?P<value>\w{1,200})" is not defined')
_ATTRIBUTE = re.compile(
    r'^Module "(?P<source>[\w.]{1,300})" has no attribute "(?P<value>\w{1,200})"(?:; maybe "(?P<hint>\w{1,200})"\?)?'
)
_MODULE = re.compile(r'^Cannot find implementation or library stub for module named "(?P<value>[\w.]{1,300})"')


def parse_mypy(text: str) -> Iterator[Finding]:
    """Every error of mypy in ``text``: names, attributes and modules as when the file ran, the rest by its rule."""
    for match in _ERROR.finditer(text):
        message = match["message"]
        undefined, attribute, module = (one.match(message) for one in (_UNDEFINED, _ATTRIBUTE, _MODULE))
        code, value, source, hint = "build.lint", match["rule"], None, None
        if undefined:
            code, value = "build.name_undefined", undefined["value"]
        elif attribute:
            code, value, source, hint = (
                "build.export_missing",
                attribute["value"],
                attribute["source"],
                attribute["hint"],
            )
        elif module:
            code, value = "module_missing", module["value"]
        yield Finding(
            "mypy",
            code,
            message,
            file=match["file"],
            line=int(match["line"]),
            column=int(match["column"]) if match["column"] else None,
            value=value,
            source=source,
            hint=hint,
            at=match.start(),
        )
