"""Other ways to read a text, each with the way back: escapes read, literals put together, in reverse.

A view is the text as read so, and for each of its characters where that stood.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ROUNDS = 3
_ESCAPE = re.compile(
    r"%(?P<percent>[0-9a-fA-F]{2})|\\{1,8}x(?P<hex>[0-9a-fA-F]{2})|\\{1,8}u(?P<unicode>[0-9a-fA-F]{4})"
    r"|\\{1,8}u\{(?P<point>[0-9a-fA-F]{1,6})\}"
    r"|\\{1,8}U(?P<long>[0-9a-fA-F]{8})|&#x(?P<entity>[0-9a-fA-F]{1,6});?|&#(?P<decimal>[0-9]{1,7});?"
    r"|&(?P<named>[a-zA-Z]{2,31});"
    r"|\\(?P<octal>[0-3][0-7]{2})|\\(?P<slash>/)|=(?P<printable>[0-9A-F]{2})(?=(?:=[0-9A-F]{2}){2})"
)
# Between two literals that a program puts together: a sign, a comma of a list that is joined, a new line.
_JOINT = re.compile(
    r"[\"'`]\)?[ \t]{0,20}(?:[+.,&|]|\.{2}|\\|\|\||<>)?(?:[ \t]{0,20}(?:\\|//[^\n\"'`]{0,100}"
    r"|\#[^\n\"'`]{0,100})?\r?\n[+\-| \t>]{0,80})?"
    r"[+.,&|]?[ \t]{0,20}\(?[rbuf]{0,2}[\"'`]"
)
_ENCODED = re.compile(r"(?<![\w+/])[\w+/\-]{24,8000}={0,2}", re.A)
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_FILLED = re.compile(r"\$?\{\s{0,5}[\"'`](?P<text>[^\"'`{}\n]{1,200})[\"'`]\s{0,5}\}")
_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.){1,400})\"|'((?:[^'\\\n]|\\.){1,400})'|`((?:[^`\\\n]|\\.){1,400})`")


@dataclass(frozen=True)
class View:
    """``text`` as it is read, and for each character of it the ``start`` and the ``end`` of what it is read from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where ``start`` to ``end`` of the view stands in the text."""
        return self.starts[start], self.ends[end - 1]


def plain(text: str) -> View:
    """The text as it is."""
    return View(text, range(len(text)), range(1, len(text) + 1))


def read(view: View) -> View:
    """Escapes of addresses, of HTML and of programs read, up to three times over, and letters of other widths."""
    for _ in range(_ROUNDS):
        replaced = [
            (found.start(), found.end(), sign) for found in _ESCAPE.finditer(view.text) if (sign := _sign(found))
        ]
        if not replaced:
            break
        view = _replaced(view, replaced)
    if not view.text.isascii():
        wide = [
            (at, at + 1, sign) for at, was in enumerate(view.text) if was > "\x7f" and (sign := _narrow(was)) != was
        ]
        view = _replaced(view, wide) if wide else view
    return view


def put_together(view: View) -> View | None:
    """Neighbouring literals made one; None where there are none."""
    joints = [
        (found.start(), found.end(), "") for found in _JOINT.finditer(view.text) if found.end() - found.start() > 2
    ]
    joints += [(f.start(), f.start("text"), "") for f in _FILLED.finditer(view.text)]
    joints += [(f.end("text"), f.end(), "") for f in _FILLED.finditer(view.text)]
    return _replaced(view, _apart(sorted(joints))) if joints else None


def literals(view: View) -> View:
    """What stands in quotes alone, one after the other."""
    spans = [found.span(found.lastindex or 0) for found in _LITERAL.finditer(view.text)]
    return _kept(view, [at for start, end in spans for at in range(start, end)])


def squeezed(view: View) -> View:
    """Letters and digits alone, small: no quote, sign, blank or line stands between the parts of a value."""
    return _kept(view, [at for at, sign in enumerate(view.text) if sign.isalnum()], small=True)


def reversed_view(view: View) -> View:
    """From the end to the start."""
    text = view.text[::-1]
    return View(
        text,
        [view.starts[at] for at in range(len(text) - 1, -1, -1)],
        [view.ends[at] for at in range(len(text) - 1, -1, -1)],
    )


def _kept(view: View, kept: list[int], small: bool = False) -> View:
    signs = [view.text[at] for at in kept]
    if small:
        signs = [low if len(low := sign.lower()) == 1 else sign for sign in signs]
    return View("".join(signs), [view.starts[at] for at in kept], [view.ends[at] for at in kept])


def _replaced(view: View, replaced: list[tuple[int, int, str]]) -> View:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, sign in [*replaced, (len(view.text), len(view.text), "")]:
        text.append(view.text[at:start])
        starts.extend(view.starts[at:start])
        ends.extend(view.ends[at:start])
        if sign:
            text.append(sign)
            starts.extend([view.starts[start]] * len(sign))
            ends.extend([view.ends[end - 1]] * len(sign))
        at = end
    return View("".join(text), starts, ends)


def _apart(replaced: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, sign in replaced:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, sign))
    return kept


def _sign(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    digits = found[kind]
    if kind == "named":
        named = html.unescape(f"&{digits};")
        return named if len(named) == 1 else ""
    if kind == "slash":
        return "/"
    code = int(digits, {"decimal": 10, "octal": 8}.get(kind, 16))
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _narrow(sign: str) -> str:
    code = ord(sign)
    if 0xE0020 <= code < 0xE007F:
        return chr(code - 0xE0000)
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign


def said_by_tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of base64 and of hexadecimal digits in ``text``, and what they say, where that is text."""
    for found in _ENCODED.finditer(text):
        for data in _decoded(found[0]):
            try:
                said = data.decode()
            except UnicodeDecodeError:
                continue
            if said.replace("\n", "").replace("\t", "").replace("\r", "").isprintable():
                yield found.start(), found.end(), said


def _decoded(token: str) -> Iterator[bytes]:
    if _HEX.fullmatch(token):
        yield bytes.fromhex(token)
    body = token.rstrip("=").replace("-", "+").replace("_", "/")
    yield base64.b64decode(body[: len(body) - (len(body) % 4 == 1)] + "==")
