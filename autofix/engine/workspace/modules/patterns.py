"""Patterns with one star, as ``paths``, ``exports`` and ``imports`` write them."""

from __future__ import annotations

from collections.abc import Mapping

MAX_PATTERNS = 2_000


def matches(patterns: Mapping[str, object], specifier: str) -> list[tuple[object, str]]:
    """What the patterns that fit ``specifier`` map to, and what the star stood for; the closest first.

    A pattern without a star is closest, then the one with the longest text before its star.
    """
    starred = []
    for pattern, target in list(patterns.items())[:MAX_PATTERNS]:
        head, star, tail = pattern.partition("*")
        is_long_enough = len(specifier) >= len(head) + len(tail)
        if star and is_long_enough and specifier.startswith(head) and specifier.endswith(tail):
            starred.append((len(head), target, specifier[len(head) : len(specifier) - len(tail)]))
    starred.sort(key=lambda found: -found[0])
    exact = [(patterns[specifier], "")] if specifier in patterns and "*" not in specifier else []
    return [*exact, *((target, rest) for _, target, rest in starred)]
