"""Envelopes of Sentry SDKs: a line of JSON, then items, each a line of JSON and a payload.

https://develop.sentry.dev/sdk/data-model/envelopes/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from autofix.intake.errors import Malformed

MAX_ITEMS = 1000
MAX_HEADER = 64 * 1024


@dataclass(frozen=True)
class Item:
    """One item; its payload is not read yet."""

    type: str
    payload: bytes


@dataclass(frozen=True)
class Envelope:
    """The header as sent, and the items in their order."""

    header: dict[str, Any]
    items: tuple[Item, ...]


def read_envelope(body: bytes) -> Envelope:
    """Everything in ``body``; raises ``Malformed`` when any of it is not whole."""
    end = _line_end(body, 0)
    header = _object(body[:end], "the envelope's first line")
    return Envelope(header, tuple(_items(body, end + 1)))


def _items(body: bytes, start: int) -> Iterator[Item]:
    number = 0
    while start < len(body):
        end = _line_end(body, start)
        line = body[start:end]
        start = end + 1
        if not line.strip():
            continue
        number += 1
        if number > MAX_ITEMS:
            raise Malformed(f"the envelope has more than {MAX_ITEMS} items")
        header = _object(line, f"the header of item {number}")
        kind, length = header.get("type"), header.get("length")
        if not isinstance(kind, str):
            raise Malformed(f"item {number} names no type")
        if length is None:
            stop = _line_end(body, start)
        elif isinstance(length, int) and not isinstance(length, bool) and length >= 0:
            stop = start + length
            _check_end(body, stop, number, length)
        else:
            raise Malformed(f"the length of item {number} is no number of bytes")
        yield Item(kind, body[start:stop])
        start = stop + 1


def _check_end(body: bytes, stop: int, number: int, length: int) -> None:
    if stop > len(body):
        raise Malformed(f"the envelope ends inside of item {number}, which was to be {length} bytes long")
    if stop < len(body) and body[stop] != 0x0A:
        raise Malformed(f"item {number} goes on behind its {length} bytes")


def _line_end(body: bytes, start: int) -> int:
    found = body.find(b"\n", start)
    return len(body) if found < 0 else found


def _object(line: bytes, what: str) -> dict[str, Any]:
    if len(line) > MAX_HEADER:
        raise Malformed(f"{what} is longer than {MAX_HEADER} bytes")
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"{what} is not valid JSON: {error}") from None
    if not isinstance(value, dict):
        raise Malformed(f"{what} is not a JSON object")
    return value
