"""What pytest says besides the tracebacks it shows, which Python's parser reads.

Source: pytest's ``_pytest/terminal.py`` and ``_pytest/fixtures.py`` (7 to 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_FIXTURE = re.compile(r"^E {1,8}fixture '(?P<value>[^'\n]{1,200})' not found$", re.M)
_FIXTURE_FILE = re.compile(r"^file (?P<file>[^\n]{1,400}), line (?P<line>\d{1,9})$", re.M)
_MARK = re.compile(r"'(?P<value>[^'\n]{1,100})' not found in `markers` configuration option")
_USAGE = re.compile(
    r"^ERROR: (?P<message>(?:usage: |file or directory not found: |unrecognized arguments)[^\n]{0,400})", re.M
)
_FAILED = re.compile(
    r"^FAILED (?P<file>[^\s:]{1,400})::(?P<value>[^\n]{1,400}?)(?: - (?P<message>[^\n]{1,1000}))?$", re.M
)
_ABOVE = 1_500


def parse_pytest(text: str) -> Iterator[Finding]:
    """Fixtures, markers and arguments that do not exist, and every test named as failed."""
    for match in _FIXTURE.finditer(text):
        places = list(_FIXTURE_FILE.finditer(text, max(0, match.start() - _ABOVE), match.start()))
        place = places[-1] if places else None
        yield Finding(
            "pytest",
            "build.name_undefined",
            match[0].removeprefix("E").strip(),
            file=place["file"] if place else None,
            line=int(place["line"]) if place else None,
            value=match["value"],
            at=match.start(),
        )
    for match in _MARK.finditer(text):
        yield Finding("pytest", "build.config", match[0], value=match["value"], at=match.start())
    for match in _USAGE.finditer(text):
        yield Finding("pytest", "build.config", match["message"], at=match.start())
    for match in _FAILED.finditer(text):
        yield Finding("pytest", "test.failed", match[0], file=match["file"], value=match["value"], at=match.start())
