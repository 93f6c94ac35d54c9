"""What a fix may change in a file that pins Node: raise it to the version that the failing tool asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

PINS = frozenset((".nvmrc", ".node-version"))
_PIN = re.compile(rb"(?P<head>\s*v?)(?P<major>\d{1,3})(?:\.\d{1,4}){0,2}(?P<tail>\s*)")
# Where a part of a range starts; what only bounds it from above asks for nothing.
_LOWER = re.compile(r"(?<![<\d.])(?:>=?|\^|~|=)?\s*v?(?P<major>\d{1,3})(?:\.[\dxX*]{1,5}){0,2}")
_UPPER = re.compile(r"<=?\s*v?[\d.]{1,16}")


def raises_node(before: bytes | None, after: bytes | None, wanted: Iterable[str]) -> bool:
    """Whether the one version that the file holds becomes the lowest that one of the ranges ``wanted`` asks for.

    Node keeps its even majors up for long: of an odd one the next may be taken.
    """
    old, new = _PIN.fullmatch(before or b""), _PIN.fullmatch(after or b"")
    if old is None or new is None or (old["head"], old["tail"]) != (new["head"], new["tail"]):
        return False
    asked = {int(match["major"]) for one in wanted for match in _LOWER.finditer(_UPPER.sub(" ", one))}
    allowed = {major + major % 2 for major in asked} | asked
    return int(old["major"]) < int(new["major"]) and int(new["major"]) in allowed
