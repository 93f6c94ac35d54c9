"""What a text holds and no reader sees: invisible signs, control sequences, comments of markup.

An invisible sign can carry a sentence that a model reads and a person does not. Letters of any script stay, and so do
the signs that emoji and some scripts are made with, where they stand between such letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from autofix.engine.model.rewriting import Rewrite

# ECMA-48: CSI, OSC, DCS and their kin, each also in its form of one sign.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\x1b[\]PX^_]"
    r"|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,4000}(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]{0,4}[0-~]?"
)
# Format, private use, unassigned and surrogate signs are found by their category; these are letters by theirs.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufffc\u180b\u180c\u180d\u180f\U0001d159")
_CATEGORIES = frozenset({"Cf", "Co", "Cn", "Cs", "Cc"})
_LINES = {"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": " ", "\x0c": " "}
_JOINERS = "\u200c\u200d"
# Scripts in which a joiner changes how letters are written: Arabic, Syriac, the scripts of India, Khmer, Mongolian.
_JOINED = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1800, 0x18AF))
_ASIDE = re.compile(r"[^\x00-\x7f]|[\x00-\x08\x0b-\x1f\x7f]")
_COMMENT = re.compile(r"<!--(?:(?!-->)[\s\S]){0,20000}(?:--!?>|$)|<!--[^>]{0,20000}$")
# Markdown's ways to write what is not shown: a link's definition that nothing links to.
_UNSHOWN = re.compile(
    r"^[ \t]{0,3}\[(?://|comment|_metadata_[^\]]{0,40}|hidden|#)\]:[ \t]{0,4}(?:#|<>)?[^\n]{0,2000}$", re.M | re.I
)
_TAG_HIDDEN = re.compile(
    r"<(?P<tag>[a-z]{1,12})\b[^<>]{0,400}(?:\bhidden\b|display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden"
    r"|font-size\s{0,3}:\s{0,3}0)[^<>]{0,400}>"
    r"(?:(?!</(?P=tag)>)[\s\S]){0,2000}</(?P=tag)>",
    re.I,
)


def hidden_signs(text: str) -> Iterator[Rewrite]:
    """Invisible signs and control sequences, to be taken out; separators of lines become new lines."""
    done = 0
    for found in _ASIDE.finditer(text):
        at = found.start()
        if at < done:
            continue
        sign = found[0]
        if sign in ("\x1b", "\x9b", "\x9d", "\x90", "\x98", "\x9e", "\x9f") and (sequence := _SEQUENCE.match(text, at)):
            done = sequence.end()
            yield Rewrite(at, done, "", "hidden")
        elif sign == "\r":
            # Printed, it would write over its own line.
            yield Rewrite(at, at + 1, "" if text[at + 1 : at + 2] == "\n" else "\n", "newline")
        elif sign in _LINES:
            yield Rewrite(at, at + 1, _LINES[sign], "hidden")
        elif _is_hidden(text, at):
            yield Rewrite(at, at + 1, "", "hidden")


def prose_comments(text: str) -> Iterator[Rewrite]:
    """Comments and hidden elements of HTML, XML and Markdown, to be taken out of what is read as prose."""
    for pattern in (_COMMENT, _UNSHOWN, _TAG_HIDDEN):
        if pattern is _COMMENT and "<!--" not in text:
            continue
        for found in pattern.finditer(text):
            yield Rewrite(found.start(), found.end(), "", "comment")


def markup_comments(text: str) -> Iterator[Rewrite]:
    """What comments of HTML and XML say, to be left out of code in which their marks have to stay."""
    if "<!--" not in text:
        return
    for found in _COMMENT.finditer(text):
        end = found.end() - 3 if found[0].endswith("-->") and len(found[0]) >= 7 else found.end()
        inner = text[found.start() + 4 : end]
        if inner.strip():
            # As many lines as there were: numbers of lines in a report still fit.
            yield Rewrite(found.start() + 4, end, " comment " + "\n" * inner.count("\n"), "comment")


def _is_hidden(text: str, at: int) -> bool:
    sign = text[at]
    if sign in _INVISIBLE:
        return True
    code = ord(sign)
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        # U+FE0F makes the sign before it an emoji; behind anything else, or behind another, it is a hidden number.
        return not (code in (0xFE0E, 0xFE0F) and at > 0 and _takes_selector(text[at - 1]))
    if sign in _JOINERS:
        before, after = text[max(0, at - 2) : at], text[at + 1 : at + 2]
        if not before or not after:
            return True
        if _is_joined_script(before[-1]) and _is_joined_script(after):
            return False
        return not (sign == "\u200d" and _is_emoji(before.rstrip("\ufe0f")[-1:]) and _is_emoji(after))
    return unicodedata.category(sign) in _CATEGORIES


def _is_joined_script(sign: str) -> bool:
    return any(low <= ord(sign) <= high for low, high in _JOINED)


def _is_emoji(sign: str) -> bool:
    # Skin tones are modifiers (Sk).
    return bool(sign) and (
        unicodedata.category(sign) == "So" or 0x1F3FB <= ord(sign) <= 0x1F3FF or sign in "\u2640\u2642"
    )


def _takes_selector(sign: str) -> bool:
    return unicodedata.category(sign) in ("So", "Sm", "Po", "Nd") and not sign.isspace()
