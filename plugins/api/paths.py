"""Paths as segments: whether a route serves one, and how near two of them are."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from autofix.sdk import Route

MAX_PATH = 2_000


def segments(path: str) -> tuple[str, ...]:
    """The segments of a path, empty ones left out."""
    return tuple(part for part in path.split("/") if part)


def is_parameter(segment: str) -> bool:
    """Whether a segment stands for a value."""
    return segment.startswith(":")


@lru_cache(maxsize=20_000)
def _pattern(segment: str) -> re.Pattern[str]:
    parts = re.split(r"(:\w+)", segment)
    return re.compile("".join("[^/]+" if part.startswith(":") else re.escape(part) for part in parts))


def serves(route: str, path: str, *, ignores_case: bool = True, is_template: bool = False) -> bool:
    """Whether the route's path fits ``path``; with ``is_template`` a parameter of ``path`` fits only a parameter."""
    if len(path) > MAX_PATH or "//" in path:
        return False
    if ignores_case:
        route, path = route.lower(), path.lower()
    wanted, given = segments(route), segments(path)
    for index, part in enumerate(wanted):
        if part.endswith("*"):
            return index == len(wanted) - 1 and (
                part == "*" or (index < len(given) and given[index].startswith(part[:-1]))
            )
        if index >= len(given):
            return False
        one = given[index]
        if part == one:
            continue
        if ":" not in part:
            return False
        if is_template and is_parameter(one):
            continue
        if not _pattern(part).fullmatch(one):
            return False
    return len(wanted) == len(given)


def is_catch_all(route: Route) -> bool:
    """Whether a route takes whatever is left, such as a page of a front end."""
    return route.path.strip("/") in ("*", "") and route.path.endswith("*")


def takes(route: Route, method: str) -> bool:
    """Whether the route answers ``method``; an unknown one may be any."""
    return not method or method == "*" or route.method in ("*", method) or (method == "HEAD" and route.method == "GET")


_SAME = (
    frozenset({"signup", "register", "registration"}),
    frozenset({"signin", "login"}),
    frozenset({"signout", "logout"}),
    frozenset({"me", "user", "profile", "current", "currentuser"}),
    frozenset({"remove", "delete", "destroy"}),
    frozenset({"add", "create", "new"}),
    frozenset({"edit", "update", "modify"}),
)
MIN_HEAD = 4


def likeness(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1.

    A plural, another case or another separator counts as nearly the same, then two names for one thing
    (``signup``, ``register``), then a word that goes on where the other ends (``report``, ``report-draft``).
    """
    first, second = plain_word(one), plain_word(other)
    if first == second:
        return 0.98
    if any(first in names and second in names for names in _SAME):
        return 0.85
    ratio = difflib.SequenceMatcher(None, first, second).ratio()
    are_versions = re.fullmatch(r"v\w{1,2}", first) and re.fullmatch(r"v\w{1,2}", second)
    is_head = min(len(first), len(second)) >= MIN_HEAD and (first.startswith(second) or second.startswith(first))
    return max(ratio, 0.8) if are_versions or is_head or are_kin(one, other) else ratio


def are_kin(one: str, other: str) -> bool:
    """Whether two words name one thing in two ways, each of them well spelt."""
    first, second = plain_word(one), plain_word(other)
    if first == second or any(first in names and second in names for names in _SAME):
        return True
    short, long = sorted((one, other), key=len)
    # The next word has to begin there: `report` and `report-draft`, never `activ` and `active`.
    return long.startswith(short) and re.match(r"[-_A-Z]", long[len(short) :]) is not None


def plain_word(word: str) -> str:
    """A word without case, separators and plural."""
    plain = re.sub(r"[-_.\s]", "", word.lower())
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 3:
        return plain[:-1]
    return plain
