"""Source text with its string literals put together, so that a value split over several is seen whole."""

from __future__ import annotations

import re

# Bounded and without a way back, so that no text makes them slow.
_COMMENT = r"(?:\s++|/\*[^'\"`]{0,200}?\*/|//[^\n'\"`]{0,200}\n|\\\n){0,40}+"
_PLUS = re.compile(rf"(?P<end>['\"`])\)?{_COMMENT}\+{_COMMENT}\(?[rbuf]{{0,2}}(?P<start>['\"`])")
_CONCAT = re.compile(r"['\"`]\s*\.\s*concat\(\s*['\"`]")
_BESIDE = re.compile(
    r"(?P<quote>['\"])[ \t]+(?:\n\s*)?[rbuf]{0,2}(?P=quote)|(?P<other>['\"])[ \t]*\n\s*[rbuf]{0,2}(?P=other)"
)
_FILLED = re.compile(r"\$?\{\s*(['\"`])([^'\"`*{}\n]*)\1\s*\}")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(/))")


def joined(text: str, *, is_python: bool) -> str:
    """``text`` with escapes read and neighbouring string literals made one."""
    text = _ESCAPE.sub(_character, text)
    text = _FILLED.sub(r"\2", text)
    text = _CONCAT.sub("", _PLUS.sub("", text))
    return _BESIDE.sub("", text) if is_python else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3] or "2f", 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
