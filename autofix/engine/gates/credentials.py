"""Whether credentials that a change lets through are for origins that the code names, and for nobody else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

MAX_DEPTH = 3
MAX_OUT = 3
MAX_SITES = 100
SENT = re.compile(
    r"(?:\b|supports_|allow_)credentials['\"`]?\s*[:=]\s*(?:true|!0|1)\b|Access-Control-Allow-Credentials", re.I
)
# What lets in more than the origins that stand beside it.
_OPEN = re.compile(
    r"['\"`]\*|\*['\"`]|\btrue\b|!0|=>|\bfunction\b|\blambda\b|\breq(?:uest)?\b|\bctx\b|\bRegExp\b|\bre\s*\.\s*compile"
    r"|(?:^|[\[,(=:]\s*)/[^/*\s]|\bregex|//[^'\"`\s]*\*",
    re.I,
)
# Patterns that a call gives for origins beside its list.
_BESIDE = re.compile(r"origin\w*_?regex", re.I)
_NAMED = re.compile(r"(?<=['\"`,;\s])(https?://(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d+)?)/?(?=\s*[,;'\"`])", re.I)
_KEY = re.compile(r"(?<![\w-])['\"`]?(?:allow_)?origins?['\"`]?\s*(?P<sign>[:=](?!=)|(?=[,}]))\s*", re.I)
_HEADER = re.compile(r"Access-Control-Allow-Origin['\"`]\s*\]?\s*[,:=]\s*", re.I)
_LISTS = re.compile(r"^(?:CORS_ALLOWED_ORIGINS|CORS_ORIGIN_WHITELIST)\s*(?::[^=\n]+)?\+?=\s*", re.M)
_EVERYBODY = re.compile(r"^\s*CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)\s*=\s*(?!False\b)|CORS_\w+REGEX\w*\s*=", re.M)
_WORD = re.compile(r"(?<![\w.'\"`])[A-Za-z_$][\w$]*(?:\.[\w$]+)*")
_ENVIRONMENT = re.compile(r"process\.env|import\.meta\.env|os\.|env\b")

# The text that a name stands for in another file; None where that is not known.
Resolve = Callable[[str], str | None]


def lets_strangers_send(before: str, after: str, known: frozenset[str], resolve: Resolve) -> bool:
    """Whether ``after`` lets credentials through, somewhere where ``before`` did not, for others than ``known``.

    Those are the origins that the change says it is for, in lower case; the code has to name them one by one.
    """
    sites = list(SENT.finditer(after))
    if len(sites) > MAX_SITES:
        return True
    old = Counter(_scope(before, match.start()) for match in SENT.finditer(before))
    for match in sites:
        scope = _scope(after, match.start())
        if old[scope] > 0:
            old[scope] -= 1
        elif not _is_named(after, scope, match[0], known, resolve):
            return True
    return False


def _is_named(text: str, scope: str, sent: str, known: frozenset[str], resolve: Resolve) -> bool:
    if sent.lower().startswith("access-control"):
        values = [_value(text, match.end()) for match in _HEADER.finditer(text)]
    elif not scope:
        if _EVERYBODY.search(text):
            return False
        values = [_value(text, match.end()) for match in _LISTS.finditer(text)]
    else:
        if _BESIDE.search(scope):
            return False
        values = [
            _value(scope, match.end()) if match["sign"] else match[0].strip(" '\"`") for match in _KEY.finditer(scope)
        ]
    return bool(values) and all(_names(text, value, known, resolve, 0) for value in values)


def _names(text: str, value: str, known: frozenset[str], resolve: Resolve, depth: int) -> bool:
    """Whether a value is made of origins that are known."""
    if _OPEN.search(value) or depth > MAX_DEPTH:
        return False
    named = {origin.lower() for origin in _NAMED.findall(value)}
    if named:
        return named <= known
    for word in _WORD.findall(value):
        if _ENVIRONMENT.match(word):
            continue
        bare = re.escape(word.rpartition(".")[2])
        own = re.search(rf"(?<![\w.])['\"]?{bare}['\"]?\s*(?::[^=\n]+=|[:=](?!=))\s*", text)
        found = _value(text, own.end()) if own is not None else resolve(word)
        if found is not None and found != value and _names(text, found, known, resolve, depth + 1):
            return True
    return False


def _scope(text: str, index: int) -> str:
    """The brackets around ``index`` that say whom they are for, with what is in them; empty outside of any."""
    at, innermost = index, ""
    for _ in range(MAX_OUT):
        start = _opening(text, at)
        if start is None:
            break
        scope = text[start : _closing(text, start) + 1]
        innermost = innermost or scope
        if _KEY.search(scope):
            return scope
        at = start
    return innermost


def _opening(text: str, index: int) -> int | None:
    depth = 0
    for at in range(index - 1, -1, -1):
        sign = text[at]
        if sign in ")]}":
            depth += 1
        elif sign in "([{":
            if depth == 0:
                return at
            depth -= 1
    return None


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
            if depth == 0:
                return at
    return len(text) - 1


def _value(text: str, start: int) -> str:
    """The expression at ``start``: up to a comma, a closing bracket or the end of its line, outside of brackets."""
    depth, quote = 0, ""
    for at in range(start, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote and text[at - 1] != "\\" else quote
        elif sign in "'\"`":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}" or (sign in ",;\n" and depth == 0):
            if depth == 0:
                return text[start:at]
            depth -= 1
    return text[start:]
