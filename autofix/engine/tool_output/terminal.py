"""From the bytes a terminal or a log file held to plain lines."""

from __future__ import annotations

import re
import unicodedata

from autofix.engine.tool_output.prefixes import strip_prefixes

MAX_CHARACTERS = 1_000_000
# A line longer than this holds no message that a person could have read.
MAX_LINE = 20_000
MAX_BLANK_LINES = 2

# A terminal's control sequences as ECMA-48 writes them, and operating system commands such as hyperlinks.
_CONTROL = re.compile(
    r"\x1b(?:\[[0-?]{0,50}[ -/]{0,10}[@-~]|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|\([A-Z0-9]|[@-Z\\-_=>])"
)
# The same where a copy has lost the escape character: only colours, which nothing else looks like.
_LOST_ESCAPE = re.compile(r"(?<![\w\])])\[(?:\d{1,3};){0,5}\d{1,3}m")

_ASCII_CONTROLS = {code: None for code in (*range(32), 127) if chr(code) not in "\n\t"}


def plain_text(text: str) -> str:
    """Without colours, invisible characters and runners' prefixes, lines ended by one newline, none endless or in vain.

    Of a text longer than ``MAX_CHARACTERS`` the beginning and the end are kept: errors stand at the end.
    """
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = text[:half] + "\n" + text[-half:]
    text = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _LOST_ESCAPE.sub("", text)
    if text.isascii():
        text = text.translate(_ASCII_CONTROLS)
    else:
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    lines: list[str] = []
    blank = 0
    for line in text.split("\n"):
        blank = 0 if line.strip() else blank + 1
        if blank <= MAX_BLANK_LINES:
            lines.append(line[:MAX_LINE] if blank == 0 else "")
    return strip_prefixes("\n".join(lines))
