"""The project's own secrets, found in any disguise: in other case, split, cut, encoded, in reverse.

Each value is written in every disguise, squeezed to small letters and digits, and cut into all its pieces of eight
signs. A text is read the same way, and wherever pieces follow each other in it, that is where the value stands. So the
time goes with the length of the text and not with the number of values, and a value cut at either end is found as well.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from autofix.engine.model.redaction import views
from autofix.engine.model.redaction.likeness import is_random
from autofix.engine.model.redaction.span import SECRET, Span

KIND = "secret of the project"
GRAM = 8
# A piece of a value is a secret from here on; a shorter one only where it looks made by chance.
PIECE = 12
# Shorter values are found whole, and only as words of their own.
SHORTEST = 4
# Values that settings have and nobody can keep secret.
_NO_SECRET = re.compile(
    r"(?:true|false|yes|no|on|off|null|none|development|production|staging|test|testing|debug|info|local|localhost"
    r"|main|master"
    r"|dev|prod|utf-?8|\d{1,5}|(?:https?|wss?)://[\w.\-\[\]:]+/?)",
    re.I,
)
_ARMOUR = re.compile(r"-{4,5} ?(?:BEGIN|END) [A-Z0-9 ]{0,40}-{4,5}")
_PAIR = re.compile(
    r"(?:^|;)\s*(?:password|pwd|accountkey|sharedaccesskey|secret|token|key)\s*=\s*(?P<value>[^;]{4,})", re.I
)


class KnownSecrets:
    """An index of ``secrets``, name to value; ``find`` is a detector."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._grams: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        for name, value in sorted(secrets.items()):
            if len(value.strip()) >= SHORTEST and not _NO_SECRET.fullmatch(value.strip()):
                self._exact.setdefault(value.strip(), name)
                for part in _parts(value.strip()):
                    self._add(name, part)
        words = sorted(self._short, key=len, reverse=True)
        self._words = (
            re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, words))})(?![A-Za-z0-9])") if words else None
        )

    def find(self, text: str) -> Iterator[Span]:
        """Where ``text`` shows one of them."""
        if not self._exact:
            return
        for value, name in self._exact.items():
            at = text.find(value) if value not in self._short else -1
            while at >= 0:
                yield Span(at, at + len(value), SECRET, KIND, name)
                at = text.find(value, at + len(value))
        plain = views.plain(text)
        read = views.read(plain)
        for view in (plain, read) if read is not plain else (plain,):
            if self._words is not None:
                for found in self._words.finditer(view.text):
                    yield self._span(view, found.start(), found.end(), self._short[found[0]])
            yield from self._pieces(views.squeezed(view))
            yield from self._pieces(views.squeezed(views.literals(view)))

    def _add(self, name: str, part: str) -> None:
        small = _squeeze(part)
        if len(small) < GRAM:
            self._short.setdefault(part, name)
        for form in disguises(part):
            squeezed = _squeeze(form)
            if len(squeezed) < GRAM:
                continue
            if len(squeezed) < PIECE:
                # Too short for pieces: the whole of it has to stand there.
                self._whole.setdefault(squeezed, name)
            for at in range(len(squeezed) - GRAM + 1):
                self._grams.setdefault(squeezed[at : at + GRAM], name)

    def _pieces(self, view: views.View) -> Iterator[Span]:
        text, grams = view.text, self._grams
        hits = [at for at in range(len(text) - GRAM + 1) if text[at : at + GRAM] in grams]
        begun = 0
        for index, at in enumerate(hits):
            if index + 1 < len(hits) and hits[index + 1] == at + 1:
                continue
            start, end = hits[begun], at + GRAM
            begun = index + 1
            if self._is_enough(text[start:end]):
                yield self._span(view, start, end, grams[text[start : start + GRAM]])

    def _is_enough(self, piece: str) -> bool:
        if len(piece) >= PIECE:
            return True
        if any(whole in piece for whole in self._whole):
            return True
        return sum(sign.isdigit() for sign in piece) >= 2 and is_random(piece)

    def _span(self, view: views.View, start: int, end: int, name: str) -> Span:
        begun, ended = view.back(start, end)
        first, last = view.starts[end - 1], view.ends[start]
        return Span(min(begun, first), max(ended, last), SECRET, KIND, name)


def disguises(value: str) -> Iterator[str]:
    """``value`` as it may be written down, one disguise over another."""
    bases = dict.fromkeys((value, value[::-1], value.lower(), value.upper()))
    once = dict.fromkeys(form for base in bases for form in _encoded(base))
    yield from bases
    yield from once
    for form in list(once)[:8]:
        yield form[::-1]
        yield from _encoded(form)


def _encoded(value: str) -> Iterator[str]:
    data = value.encode()
    yield data.hex()
    for offset in range(3):
        # Only the signs that what stands before and after has no part in.
        text = base64.b64encode(b"\0" * offset + data).decode().rstrip("=")
        whole = (len(data) + offset) * 8 // 6
        yield text[-(-offset * 8 // 6) : whole]
    yield "".join(str(byte) for byte in data)
    yield "".join(f"0x{byte:02x}" for byte in data)
    for offset in range(5):
        text = base64.b32encode(b"\0" * offset + data).decode().rstrip("=")
        yield text[-(-offset * 8 // 5) : (len(data) + offset) * 8 // 5]


def _parts(value: str) -> Iterator[str]:
    """What of ``value`` is secret: not the host of an address, not the armour of a key, not the keys of settings."""
    value = _ARMOUR.sub("", value)
    if re.match(r"[a-z][a-z0-9+.\-]*://", value, re.I):
        try:
            address = urlsplit(value)
            secrets = [
                address.password,
                None if address.password else address.username,
                address.path[1:],
                address.query,
            ]
        except ValueError:
            secrets = [value]
        yield from (
            part for part in secrets if part and len(part) >= SHORTEST and (part == secrets[0] or is_random(part))
        )
        return
    pairs = [found["value"] for found in _PAIR.finditer(value)] if ";" in value else []
    yield from pairs or _leaves(value)


def _leaves(value: str) -> Iterator[str]:
    import json

    try:
        data = json.loads(value) if value.startswith("{") else None
    except ValueError:
        data = None
    if not isinstance(data, dict):
        yield value
        return
    for leaf in data.values():
        if isinstance(leaf, str) and len(leaf) >= GRAM and (is_random(leaf) or "PRIVATE KEY" in leaf):
            yield _ARMOUR.sub("", leaf)


def _squeeze(text: str) -> str:
    return views.squeezed(views.plain(text)).text
