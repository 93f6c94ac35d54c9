"""What a fix may change in a compose file: the failing origin, into a value of an environment that lists origins."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from autofix.engine.gates.env_files import sets_origins

_VARIABLE = re.compile(
    r"(?P<head> *(?:(?P<map>\w+)\s*:[ \t]+['\"]?|-[ \t]+['\"]?(?P<list>\w+)=))(?P<value>[^'\"#$\\{}\[\]&*!|>%@`]*)"
    r"(?P<tail>['\"]?[ \t]*\r?)"
)
_MAX_LINE = 2000
_SIGNS = re.compile(r"[,;\s]+")


def is_compose_file(base: str) -> bool:
    """Whether ``base``, a file's name to be compared, is that of a compose file."""
    return any(fnmatchcase(base, pattern) for pattern in ("docker-compose*.y*ml", "compose.y*ml", "compose.*.y*ml"))


def only_gains(before: bytes, after: bytes, origin: str | None) -> bool:
    """Whether one line alone differs, and all that it does is to name ``origin``, or to write it as browsers do."""
    old, new = (data.decode(errors="replace").split("\n") for data in (before, after))
    differing = [number for number, lines in enumerate(zip(old, new, strict=False)) if lines[0] != lines[1]]
    if not origin or len(old) != len(new) or len(differing) != 1:
        return False
    number = differing[0]
    if max(len(old[number]), len(new[number])) > _MAX_LINE:
        return False
    was, becomes = _VARIABLE.fullmatch(old[number]), _VARIABLE.fullmatch(new[number])
    if was is None or becomes is None or (was["head"], was["tail"]) != (becomes["head"], becomes["tail"]):
        return False
    if not sets_origins(was["map"] or was["list"]) or _owner(old, number) != "environment":
        return False
    known, named = ([part for part in _SIGNS.split(match["value"]) if part] for match in (was, becomes))
    kept = [part for part in known if part in named]
    gone = [part for part in known if part not in named]
    return (
        [part for part in named if part in kept] == kept
        and sorted(named) == sorted([*kept, origin])
        and all(part.rstrip("/").lower() == origin for part in gone)
    )


def _owner(lines: list[str], number: int) -> str:
    """The key that the line ``number`` stands under."""
    indent, is_item = _indent(lines[number]), lines[number].lstrip().startswith("- ")
    for line in reversed(lines[:number]):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        is_above = _indent(line) < indent or (
            is_item and _indent(line) == indent and not line.lstrip().startswith("- ")
        )
        if is_above:
            return line.strip().removesuffix(":") if line.strip().endswith(":") else ""
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
