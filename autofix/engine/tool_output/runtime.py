"""Where the stacks of Node, browsers and Python point."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_NODE_FRAME = re.compile(
    r"^[ \t]*at "
    r"(?:[^\n(]{0,200}\()?(?:file://)?(?P<file>/?[^\s():]{1,500}):(?P<line>\d{1,9}):(?P<column>\d{1,9})\)?[ \t]*$",
    re.M,
)
# "at App (http://localhost:5173/src/App.jsx?t=1:10:5)" of Chrome, "App@webpack-internal:///./src/App.js:1:5" of others.
_BROWSER_FRAME = re.compile(
    r"^[ \t]*(?:at (?:[^\n(@]{0,200}\()?|[^\s@]{0,200}@)(?:https?://[^\s/]{1,200}/|webpack(?:-internal)?:///?)"
    r"(?P<file>[^\s?():]{1,400})(?:\?[^\s:)]{0,200})?:(?P<line>\d{1,9}):(?P<column>\d{1,9})\)?[ \t]*$",
    re.M,
)
_PYTHON_FRAME = re.compile(r'^[ \t]*File "(?P<file>[^"\n]{1,500})", line (?P<line>\d{1,9})', re.M)


def parse_runtime(text: str) -> Iterator[Finding]:
    """Every stack frame in ``text``, with the code ``frame``."""
    for tool, pattern in (("node", _NODE_FRAME), ("browser", _BROWSER_FRAME), ("python", _PYTHON_FRAME)):
        for match in pattern.finditer(text):
            column = match.groupdict().get("column")
            yield Finding(
                tool,
                "frame",
                match[0].strip(),
                file=match["file"],
                line=int(match["line"]),
                column=int(column) if column else None,
                at=match.start(),
            )
