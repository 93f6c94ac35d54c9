"""Between tokens and the slots of a template: what becomes a hole, what a wildcard, and what may stand in either."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autofix.engine.memory.lesson import Hole, Part, Slot
from autofix.engine.memory.tokens import Token

# Shorter values are found in strings by chance.
MIN_INSIDE = 4
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_PATH = re.compile(r"\.{0,2}/")
_WORD = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")


def slot_of(token: Token, values: Mapping[str, str]) -> Slot:
    """``token`` with the problem's values taken out of it."""
    whole = next((name for name, value in values.items() if value == token.text), None)
    parts: tuple[Part, ...]
    if whole is not None and token.kind in ("word", "number", "string"):
        parts = (Hole(whole),)
    elif token.kind == "string":
        parts = _opened(token.text, values)
    else:
        parts = (token.text,) if token.text else ()
    return Slot(token.kind, parts, quote=token.quote)


def wildcard_of(token: Token) -> str:
    """What kind of text ``token`` is; empty where it has to stay as it is."""
    if token.kind == "number":
        return "number"
    if token.kind != "string":
        return ""
    if _URL.match(token.text):
        return "url"
    return "path" if _PATH.match(token.text) else "text"


def has_hole(slot: Slot) -> bool:
    """Whether one of its parts is left open."""
    return any(isinstance(part, Hole) for part in slot.parts)


def fill(slot: Slot, values: Mapping[str, str]) -> str | None:
    """The text of a slot that is no wildcard; None where a value is missing or is no such token."""
    text = ""
    for part in slot.parts:
        piece = values.get(part.name) if isinstance(part, Hole) else part
        if piece is None:
            return None
        text += piece
    if has_hole(slot) and slot.kind == "word" and not _WORD.fullmatch(text):
        return None
    if has_hole(slot) and slot.kind == "number" and not text.isdecimal():
        return None
    return text


def stands(slot: Slot, text: str | None, token: Token) -> bool:
    """Whether ``token`` is what the slot, filled with ``text``, stands for."""
    if slot.kind != token.kind:
        return False
    return wildcard_of(token) == slot.wild if slot.wild and slot.wild != "list" else text == token.text


def _opened(text: str, values: Mapping[str, str]) -> tuple[Part, ...]:
    """``text`` cut at the longest values that stand in it as whole words."""
    known = sorted((v for v in set(values.values()) if len(v) >= MIN_INSIDE), key=lambda v: (-len(v), v))
    names = {value: name for name, value in reversed(list(values.items()))}
    if not known:
        return (text,) if text else ()
    begins = {value: r"(?<!\w)" if value[0].isalnum() else "" for value in known}
    either = re.compile("|".join(rf"{begins[value]}{re.escape(value)}(?!\w)" for value in known))
    parts: list[Part] = []
    at = 0
    for match in either.finditer(text):
        if match.start() > at:
            parts.append(text[at : match.start()])
        parts.append(Hole(names[match[0]]))
        at = match.end()
    if at < len(text):
        parts.append(text[at:])
    return tuple(parts)
