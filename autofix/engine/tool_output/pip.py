"""What pip says when requirements cannot be installed, and what uv and Poetry say of the same.

Sources: pip's ``resolution/resolvelib/factory.py`` and ``exceptions.py`` (versions 20 to 26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_NO_MATCH = re.compile(
    r"^(?:ERROR: )?No matching distribution found for (?P<value>[^\n(]{1,300}?)(?: \(from [^\n]{1,300}\))?$", re.M
)
_NO_VERSION = re.compile(
    r"Could not find a version that satisfies the requirement (?P<value>[^\n(]{1,300}?) \(from "
    r"(?:-r (?P<file>[^\n()]{1,200}) \(line (?P<line>\d{1,9})\)\) \(from )?versions: (?P<versions>[^)\n]{0,20000})\)"
)
_CONFLICT = re.compile(
    r"Cannot install (?P<names>[^\n]{1,1000}?) because these package versions have conflicting dependencies"
)
_CAUSE = re.compile(
    r"^ {2,8}(?:The user requested (?:\(constraint\) )?(?P<own>[^\n]{1,200})|"
    r"(?P<source>[^\n]{1,200}?) depends on (?P<wants>[^\n]{1,200}))$",
    re.M,
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_IMPOSSIBLE = re.compile(r"^ERROR: ResolutionImpossible[^\n]{0,200}", re.M)
_NO_FILE = re.compile(r"Could not open requirements file: [^\n]{0,100}'(?P<value>[^'\n]{1,400})'")
_INVALID = re.compile(
    r"Invalid requirement: '?(?P<message>[^\n]{1,300})(?:\n[^\n]{1,300}){0,2}?\(from line "
    r"(?P<line>\d{1,9}) of (?P<file>[^)\n]{1,300})\)"
)
_NETWORK = re.compile(
    r"after connection broken by '[^\n]{1,600}|^ERROR: [^\n]{0,200}(?:HTTP error 5\d\d|Max retries "
    r"exceeded|ReadTimeoutError|"
    r"Temporary failure in name resolution)[^\n]{0,300}",
    re.M,
)
_PYTHON = re.compile(r"requires a different Python: [\d.]{1,20} not in '(?P<value>[^'\n]{1,100})'")
_NEAR = 3_000


def parse_pip(text: str) -> Iterator[Finding]:
    """pip's errors in ``text``; a registry that did not answer makes no version missing."""
    network = list(_NETWORK.finditer(text))
    for match in network[:1]:
        yield Finding("pip", "build.registry", match[0], at=match.start())
    for match in _NO_VERSION.finditer(text):
        if network and match["versions"] == "none":
            continue
        line = int(match["line"]) if match["line"] else None
        message = f"Could not find a version that satisfies the requirement {match['value']}"
        yield Finding(
            "pip",
            "build.version_missing",
            message,
            file=match["file"],
            line=line,
            value=match["value"],
            at=match.start(),
        )
    for match in _NO_MATCH.finditer(text):
        if not network:
            yield Finding("pip", "build.version_missing", match[0], value=match["value"].strip(), at=match.start())
    for match in _CONFLICT.finditer(text):
        yield from _conflicts(match, text)
    if _CONFLICT.search(text) is None:
        for match in _IMPOSSIBLE.finditer(text):
            yield Finding("pip", "build.dependency_conflict", match[0], at=match.start())
    for match in _NO_FILE.finditer(text):
        yield Finding("pip", "build.config", match[0], file=match["value"], value=match["value"], at=match.start())
    for match in _INVALID.finditer(text):
        file, line = match["file"], int(match["line"])
        yield Finding("pip", "build.config", match[0], file=file, line=line, value=file, at=match.start())
    for match in _PYTHON.finditer(text):
        yield Finding("pip", "build.engine", match[0], value=match["value"], at=match.start())


def _conflicts(match: re.Match[str], text: str) -> Iterator[Finding]:
    """One finding a cause: the package wanted, what range of it, and who wants it (None for the project itself)."""
    for cause in _CAUSE.finditer(text, match.end(), match.end() + _NEAR):
        wants = cause["own"] or cause["wants"]
        name = _NAME.match(wants)
        if name is None:
            continue
        yield Finding(
            "pip",
            "build.dependency_conflict",
            cause[0].strip(),
            value=name[0],
            hint=wants[name.end() :].strip() or None,
            source=cause["source"],
            at=cause.start(),
        )
