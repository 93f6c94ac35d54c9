"""What Node and Python print when a module is missing, and where their stacks point."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_NODE_MODULE = re.compile(
    r"(?:Cannot find (?:module|package) '(?P<cjs>[^'\n]{1,500})'|Could not resolve \"(?P<bundler>[^\"\n]{1,500})\")"
    r"(?: imported from (?P<file>\S{1,500}))?"
)
_PYTHON_MODULE = re.compile(r"ModuleNotFoundError: No module named '(?P<module>[^'\n]{1,500})'")
_NODE_FRAME = re.compile(
    r"^[ \t]*at (?:[^\n(]{0,200}\()?(?:file://)?(?P<file>/?[^\s():]{1,500}):(?P<line>\d{1,9}):\d{1,9}\)?[ \t]*$", re.M
)
_PYTHON_FRAME = re.compile(r'^[ \t]*File "(?P<file>[^"\n]{1,500})", line (?P<line>\d{1,9})', re.M)


def parse_runtime(text: str) -> Iterator[Finding]:
    """Missing modules and stack frames in ``text``; a frame's code is ``frame``."""
    for match in _NODE_MODULE.finditer(text):
        module = match["cjs"] or match["bundler"]
        yield Finding("node", "module_missing", match[0], file=match["file"], value=module)
    for match in _PYTHON_MODULE.finditer(text):
        yield Finding("python", "module_missing", match[0], value=match["module"])
    for tool, pattern in (("node", _NODE_FRAME), ("python", _PYTHON_FRAME)):
        for match in pattern.finditer(text):
            yield Finding(tool, "frame", match[0].strip(), file=match["file"], line=int(match["line"]))
