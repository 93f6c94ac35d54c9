"""From bytes to text that means to a reader what it shows: bounded, UTF-8, no character that hides something."""

from __future__ import annotations

import re

from autofix.projects.configuration.problem import ConfigurationError, ConfigurationProblem

MAX_BYTES = 64 * 1024

# PyYAML ends a line at NEL, LS and PS, where an editor and a review show a comment going on; characters
# that turn the direction of writing show a text in another order than it is read.
UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028-\u202e\u2066-\u2069\ufeff]|\r(?!\n)"
)


def read_text(data: str | bytes) -> str:
    """The file's text without its byte-order mark; raises ``ConfigurationError``."""
    if len(data) > MAX_BYTES or (isinstance(data, str) and len(data.encode(errors="surrogatepass")) > MAX_BYTES):
        raise _error(1, 1, f"the file is larger than {MAX_BYTES // 1024} KiB", "take out what is no configuration")
    text = _decode(data) if isinstance(data, bytes) else data
    text = text.removeprefix("\ufeff")
    if found := UNREADABLE.search(text):
        line, column = _place(text, found.start())
        raise _error(line, column, f"the file holds the character U+{ord(found[0]):04X}", "take it out")
    return text


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode(), error.start)
        raise _error(line, column, "the file is not UTF-8 from here on", "save it as UTF-8") from None


def _place(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _error(line: int, column: int, message: str, suggestion: str) -> ConfigurationError:
    return ConfigurationError([ConfigurationProblem(line, column, "", message, suggestion)])
