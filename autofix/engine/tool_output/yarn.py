"""What yarn says: version 1 in words, later ones with codes such as ``YN0035``.

Sources: yarn 1's ``src/reporters/lang/en.js``, berry's error codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_NAME = r"(?:@[\w.-]{1,100}/)?[\w.-]{1,100}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("build.script_missing", re.compile(r"^error Command \"(?P<value>[^\"\n]{1,200})\" not found\.", re.M)),
    (
        "build.script_missing",
        re.compile(r"^Usage Error: Couldn't find a script named \"(?P<value>[^\"\n]{1,200})\"", re.M),
    ),
    (
        "build.version_missing",
        re.compile(
            rf"Couldn't find any versions for \"(?P<name>{_NAME})\" that matches \"(?P<range>[^\"\n]{{1,100}})\""
        ),
    ),
    (
        "build.version_missing",
        re.compile(rf"Couldn't find package \"(?P<value>{_NAME})\"(?: required by \"[^\"\n]{{1,200}}\")? on the "),
    ),
    ("build.version_missing", re.compile(r"YN0082: [^\n]{0,200}?(?P<value>\S{1,200}): No candidates found")),
    ("build.version_missing", re.compile(r"YN0035: [^\n]{0,200}?(?P<value>\S{1,200}): Package not found")),
    (
        "build.engine",
        re.compile(
            r"The engine \"node\" is incompatible with this module\. Expected version \"(?P<value>[^\"\n]{1,100})\""
        ),
    ),
    (
        "build.registry",
        re.compile(
            r"^error (?:Error: |An unexpected error occurred: \")?[^\n]{0,200}(?:connect ECONNREFUSED|"
            r"getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|ETIMEDOUT|ESOCKETTIMEDOUT|Request failed "
            r"\\?\"5\d\d)[^\n]{0,300}",
            re.M,
        ),
    ),
    ("build.registry", re.compile(r"^info There appears to be trouble with your network connection[^\n]{0,200}", re.M)),
    (
        "build.registry",
        re.compile(r"YN0001: [^\n]{0,200}(?:RequestError|ECONNREFUSED|ENOTFOUND|ETIMEDOUT)[^\n]{0,300}"),
    ),
)
_LOCK = re.compile(
    r"^error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`\.|"
    r"YN0028: [^\n]{0,200}The lockfile would have been (?:modified|created) by this install[^\n]{0,200}",
    re.M,
)
_YARN = re.compile(r"\byarn\b|\bYN0\d{3}:")


def parse_yarn(text: str) -> Iterator[Finding]:
    """Every error of yarn in ``text``."""
    if _YARN.search(text) is None:
        return
    for code, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            value = groups.get("value") or (f"{groups['name']}@{groups['range']}" if "name" in groups else None)
            yield Finding("yarn", code, match[0].strip(), value=value, at=match.start())
    for match in _LOCK.finditer(text):
        yield Finding("yarn", "build.config", match[0].strip(), value="yarn.lock", at=match.start())
