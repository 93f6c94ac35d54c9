"""Which tests the runners of JavaScript and Python's ``unittest`` name as failed, and where their stacks point.

Sources: Jest's ``packages/jest-message-util``, Vitest's ``packages/vitest/src/node/printError.ts`` and its default
reporter, Mocha's ``lib/reporters/base.js``, Node's ``lib/internal/test_runner/reporter``, the Test Anything Protocol
(version 13), Python's ``unittest/runner.py``. Recorded with Jest 29, Vitest 2, Mocha 10, Node 20 and Python 3.11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_JEST_FILE = re.compile(r"^ ?(?:FAIL|PASS) {1,2}(?P<file>\S{1,400}\.\w{1,5})(?: \([\d.]+ m?s\))?$", re.M)
_JEST = re.compile(r"^ {2}\u25cf (?P<value>\S[^\n]{0,400})$", re.M)
_JEST_OTHER = re.compile(r"Test suite failed to run|Console$|^Cannot |Deprecat|process\.exit called|Validation ")
_VITEST = re.compile(r"^ {0,4}FAIL {1,4}(?P<file>\S{1,400}\.\w{1,5}) > (?P<value>\S[^\n]{0,400})$", re.M)
_VITEST_FRAME = re.compile(
    r"^ {0,4}\u276f (?:[^\n]{1,200} )?(?P<file>[^\s:]{1,400}\.\w{1,5}):(?P<line>\d{1,9}):(?P<column>\d{1,9})$", re.M
)
# All that Mocha prints is indented, and the indent may be taken for a part of a prefix that each line of a log has.
_MOCHA_START = re.compile(r"^ {0,2}\d{1,6} failing$", re.M)
_MOCHA = re.compile(r"^ {0,2}\d{1,5}\) (?P<first>[^\n]{1,300})\n(?P<more>(?: {3,40}[^\n]{1,300}\n){0,12})", re.M)
_NODE_TEST = re.compile(
    r"^test at (?P<file>[^\n:]{1,400}):(?P<line>\d{1,9}):\d{1,9}\n\u2716 (?P<value>[^\n]{1,400}?)(?: \([\d.]+m?s\))?$",
    re.M,
)
_TAP = re.compile(
    r"^ {0,40}not ok \d{1,6} - (?P<value>[^\n]{1,400}?)(?: # [^\n]{1,80})?\n"
    r"(?P<more>(?: {2,44}[^\n]{0,400}\n){0,6})",
    re.M,
)
_TAP_PLACE = re.compile(r"location: '(?P<file>[^'\n]{1,400}):(?P<line>\d{1,9}):\d{1,9}'")
_UNITTEST = re.compile(
    r"^={70}\n(?:FAIL|ERROR): (?P<name>\w{1,200}) \((?P<where>[\w.]{1,400})\)(?: \[[^\n]{1,200}\])?$", re.M
)


def parse_test_runners(text: str) -> Iterator[Finding]:
    """Every failed test by its name, with the file it stands in where the runner says so."""
    yield from _jest(text)
    for match in _VITEST.finditer(text):
        yield _failed("vitest", match, match["value"], match["file"])
    for match in _VITEST_FRAME.finditer(text):
        place = (match["file"], int(match["line"]), int(match["column"]))
        yield Finding("vitest", "frame", match[0].strip(), place[0], place[1], column=place[2], at=match.start())
    if start := _MOCHA_START.search(text):
        for match in _MOCHA.finditer(text, start.end()):
            yield _failed("mocha", match, _mocha_name(match))
    for match in _NODE_TEST.finditer(text):
        yield _failed("node", match, match["value"], match["file"], int(match["line"]))
    for match in _TAP.finditer(text):
        if "subtestsFailed" in match["more"]:
            continue
        where = _TAP_PLACE.search(match["more"])
        file, line = (where["file"], int(where["line"])) if where else (None, None)
        yield _failed("tap", match, match["value"], file, line)
    for match in _UNITTEST.finditer(text):
        # Python 3.11 repeats the name in the brackets, 3.10 does not.
        case = match["where"].removesuffix(f".{match['name']}")
        yield _failed("unittest", match, f"{case}.{match['name']}")


def _jest(text: str) -> Iterator[Finding]:
    files = list(_JEST_FILE.finditer(text))
    at, file = 0, None
    for match in _JEST.finditer(text):
        while at < len(files) and files[at].start() < match.start():
            file, at = files[at]["file"], at + 1
        if file and not _JEST_OTHER.search(match["value"]):
            yield _failed("jest", match, match["value"], file)


def _mocha_name(match: re.Match[str]) -> str:
    """The titles of the suites and of the test, which stand on lines of their own up to one that ends in a colon."""
    titles = [match["first"].strip()]
    for line in match["more"].split("\n"):
        if titles[-1].endswith(":"):
            break
        titles.append(line.strip())
    return " > ".join(title for title in titles if title).removesuffix(":")


def _failed(tool: str, match: re.Match[str], value: str, file: str | None = None, line: int | None = None) -> Finding:
    said = next(row for row in match[0].split("\n") if row.strip("= "))
    return Finding(tool, "test.failed", said.strip(), file=file, line=line, value=value.strip(), at=match.start())
