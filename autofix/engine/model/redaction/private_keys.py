"""Private keys: PEM, OpenSSH, PGP, PuTTY; over several lines, on one with ``\\n`` in it, and cut short."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from autofix.engine.model.redaction.span import SECRET, Span

# RFC 7468 armour. Public keys and certificates are nobody's secret.
_BEGIN = re.compile(r"-{4,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
_END = re.compile(r"-{4,5} ?END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d[^\n]{0,200}\n(?:[^\n]{0,200}\n){1,60}?Private-MAC:[^\n]{0,200}")
# Lines of a key, with what may stand before them: quotes, a plus, indentation, the mark of a diff, a written \n.
_BETWEEN = r"(?:\\[nr]|[\s\"'`,+>|#*\\.()\-]){0,60}+"
_BODY = re.compile(
    rf"(?:{_BETWEEN}(?:(?:Proc-Type|DEK-Info|Version|Comment|Hash):[^\n\\]{{0,100}}|[A-Za-z0-9+/=]{{16,}}+))*+"
    rf"(?:{_BETWEEN}[A-Za-z0-9+/]{{1,15}}={{0,2}}(?![\w:.(]))?"
)
_LINE = re.compile(r"[A-Za-z0-9+/=]{16,}")
_LONGEST = 20_000


def find_private_keys(text: str) -> Iterator[Span]:
    """Every private key in ``text``, its armour with it; armour alone, as code that reads keys names it, is none."""
    if "PRIVATE KEY" in text:
        ends = list(_END.finditer(text))
        at = 0
        while begun := _BEGIN.search(text, at):
            at = _end_of_key(text, begun.end(), ends)
            if _LINE.search(text, begun.end(), at):
                yield Span(begun.start(), at, SECRET, "private key")
        for ended in ends:
            start = _lines_before(text, ended.start())
            if start < ended.start():
                yield Span(start, ended.end(), SECRET, "private key")
    if "PuTTY-User-Key-File" in text:
        for found in _PUTTY.finditer(text):
            yield Span(found.start(), found.end(), SECRET, "private key")


def _end_of_key(text: str, start: int, ends: list[re.Match[str]]) -> int:
    """Up to the armour that ends it; a key without one goes on as long as its lines look like a key's."""
    index = bisect.bisect_left(ends, start, key=lambda found: found.start())
    if index < len(ends) and ends[index].start() - start < _LONGEST:
        return ends[index].end()
    found = _BODY.match(text, start, start + _LONGEST)
    return found.end() if found else start


def _lines_before(text: str, end: int) -> int:
    """Where the lines of base64 begin that stand right before ``end``, as a log shows them that was cut."""
    start = end
    for _ in range(200):
        line = text.rfind("\n", 0, max(0, start - 1)) + 1
        body = text[line:start].strip(" \t\r\n\"'`,+\\>|")
        if not 4 <= len(body) <= 4000 or not re.fullmatch(r"[A-Za-z0-9+/=\\]+", body):
            break
        if start < end and len(body) < 16:
            break
        start = line
        if start == 0:
            break
    return start
