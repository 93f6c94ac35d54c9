"""detect-secrets' own detectors, asked of the lines that may interest them.

They take about 0.3 ms a line, most of it for key words; a pattern of ours over the whole text passes over the lines
in which none of them could find anything. Their patterns go back over long words, so long lines are shown to them
in parts, and no more than a number of them: what they find there our own detectors find as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.gates.secrets import find_values
from autofix.engine.model.redaction.entropy import find_random
from autofix.engine.model.redaction.likeness import is_hash, is_random
from autofix.engine.model.redaction.names import lowered
from autofix.engine.model.redaction.span import SECRET, Span
from autofix.engine.model.redaction.values import is_literal

# What has to stand in a line for any of them to find something: a word, and what goes on behind it.
_NAMED = r"\w{0,40}[^\n\w]{0,12}[\"'`]|[\"'\]]{0,2} *[:=][>=:]? *[\"']?[\w\-]{24}"
_SUSPECTS = tuple(
    (word, re.compile(rest))
    for word, rest in {
        **dict.fromkeys(("key", "pass", "pwd", "secret", "contrase", "token", "id"), _NAMED),
        "://": r"\S{0,200}@|hooks\.slack",
        **dict.fromkeys(("akc", "a3t", "akia", "asia", "abia", "acca"), r"[a-z0-9]{10}"),
        "ap": r"[0-9a-f][a-z0-9]{8}",
        "eyj": r"[\w\-=]+\.",
        "xox": r"[a-z]-",
        "-us": r"\d",
        **dict.fromkeys(("ac", "sk"), r"[a-z0-9]{32}"),
        "sk-": "",
        "_live_": "",
        "gl": r"\w{2,6}-",
        ":": r"[\w\-]{35}",
        "sg.": "",
    }.items()
)
_QUOTED = re.compile(r"([\"'])[\w+/=\\\-]{20,4000}\1")
# A match that began at the end of one literal and ended at the start of another.
_SEVERAL = re.compile(r"[\"'`] ?[,:)+]")
_WIDTH = 600
_MOST = 3_000
_BY_CHANCE = frozenset({"Base64 High Entropy String", "Hex High Entropy String"})
_BY_FORM = frozenset(
    {
        "GitHub Token",
        "GitLab Token",
        "JSON Web Token",
        "OpenAI Token",
        "SendGrid API Key",
        "Slack Token",
        "Stripe Access Key",
    }
)


def find_with_detect_secrets(text: str) -> Iterator[Span]:
    """What detect-secrets finds and what does not look like a name, a path or a digest."""
    done = 0
    for count, at in enumerate(_suspects(text)):
        if count >= _MOST:
            return
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        if end - start > _WIDTH:
            start, end = max(start, at - 100), min(end, at + _WIDTH - 100)
        if at >= done:
            done = end
            yield from _line(text, start, end)


def _suspects(text: str) -> list[int]:
    small = lowered(text)
    found = [match.start() for match in _QUOTED.finditer(text)]
    for word, rest in _SUSPECTS:
        at = small.find(word)
        while at >= 0:
            if rest.match(small, at + len(word)):
                found.append(at)
            at = small.find(word, at + len(word))
    return sorted(found)


def _line(text: str, start: int, end: int) -> Iterator[Span]:
    line = text[start:end]
    for kind, value in find_values(line):
        if not _is_meant(kind, value, line):
            continue
        at = line.find(value)
        while at >= 0:
            yield Span(start + at, start + at + len(value), SECRET, kind)
            at = line.find(value, at + len(value))


def _is_meant(kind: str, value: str, line: str) -> bool:
    if kind in _BY_FORM:
        return True
    if kind in _BY_CHANCE:
        return not is_hash(value) and any(True for _ in find_random(f'"{value}"')) and bool(list(find_random(line)))
    if kind == "Private Key":
        return False
    if kind == "Secret Keyword":
        return not _SEVERAL.search(value) and is_literal(value, sure=False, quoted=True)
    return is_random(value.strip("\"' :="))
