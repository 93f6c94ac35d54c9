"""Lengths of time as people write them: ``30s``, ``5m``, ``1h``, ``500ms``, or a bare number of seconds."""

from __future__ import annotations

import re
from typing import NewType

Seconds = NewType("Seconds", float)

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_WRITTEN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)(ms|s|m|h)")


def read_seconds(value: object) -> Seconds | None:
    """``value`` in seconds; None when it is no duration."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Seconds(float(value))
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return Seconds(float(found[1]) * _UNITS[found[2]]) if found else None


def show_seconds(seconds: float) -> str:
    """``seconds`` in the largest unit that gives a whole number."""
    for unit in ("h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds / _UNITS[unit]:g}{unit}"
    return f"{seconds:g}s"
