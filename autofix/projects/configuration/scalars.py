"""What a plain word means: the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).

``yes``, ``no``, ``on`` and ``off`` are text, so are dates, times and ``1_000``. Numbers that no field can hold
(infinity, not-a-number, more than 20 digits) stay text too, and then have the wrong type.
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,20}")
_OCTAL = re.compile(r"0o[0-7]{1,20}")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,16}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,20}|[0-9]{1,20}(?:\.[0-9]{0,20})?)(?:[eE][-+]?[0-9]{1,3})?")


def read_plain(word: str) -> Scalar:
    """The value of a scalar that is written without quotes."""
    if word in _NULL:
        return None
    if word in _BOOLEAN:
        return _BOOLEAN[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _OCTAL.fullmatch(word) or _HEXADECIMAL.fullmatch(word):
        return int(word, 0)
    if _FLOAT.fullmatch(word) and math.isfinite(float(word)):
        return float(word)
    return word
