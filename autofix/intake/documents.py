"""JSON from outside, in a shape that PostgreSQL's ``jsonb`` holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

import orjson

from autofix.intake.errors import Malformed

# PostgreSQL has no character 0 in texts and no half of a surrogate pair: a sign stands in for each.
NUL, NUL_SIGN = "\0", "\u2400"
SURROGATE_SIGN = "\ufffd"


@dataclass(frozen=True)
class Document:
    """A JSON object as read, and the bytes to be stored for it."""

    value: dict[str, Any]
    stored: bytes


def read_document(raw: bytes, what: str) -> Document:
    """The object that ``raw`` holds; raises ``Malformed``, which calls it ``what``."""
    value, is_changed = _read(raw, what)
    if not isinstance(value, dict):
        raise Malformed(f"{what} is not a JSON object")
    if is_changed or b"\\u0000" in raw:
        return write_document(_cleaned(value, what), what)
    # Whoever reads the row again recurses too, with a limit of its own: what cannot be written here is turned away.
    write_document(value, what)
    return Document(value, raw)


def write_document(value: dict[str, Any], what: str) -> Document:
    """The document of ``value``; raises ``Malformed`` when it is nested too deeply."""
    try:
        return Document(value, orjson.dumps(value))
    except TypeError as error:
        raise Malformed(f"{what} cannot be stored: {error}") from None


def _read(raw: bytes, what: str) -> tuple[object, bool]:
    try:
        return orjson.loads(raw), False
    except orjson.JSONDecodeError as error:
        if b"\\ud" not in raw and b"\\uD" not in raw:
            raise Malformed(f"{what} is not valid JSON: {error}") from None
    try:
        # Half of a surrogate pair is what JavaScript sends for a text that was cut in an emoji.
        return json.loads(raw.decode(), parse_constant=_refuse), True
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{what} is not valid JSON: {error}") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _cleaned(value: Any, what: str) -> Any:
    try:
        return _clean(value)
    except RecursionError:
        raise Malformed(f"{what} is nested too deeply") from None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value


def clean_text(text: str) -> str:
    """``text`` with a sign in place of each character that PostgreSQL does not hold."""
    if NUL in text:
        text = text.replace(NUL, NUL_SIGN)
    if text.isascii():
        return text
    return "".join(SURROGATE_SIGN if "\ud800" <= sign <= "\udfff" else sign for sign in text)
