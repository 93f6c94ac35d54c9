"""A part of a text that must not be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

SECRET = "secret"  # noqa: S105 - a label
# What is no secret but a person's. The order is that of no importance.
PERSONAL = ("email", "phone", "ip", "card", "iban", "user")


@dataclass(frozen=True)
class Span:
    """``start`` to ``end`` of a text, by code points.

    ``label`` begins the placeholder (``secret``, ``email``), ``kind`` says in words what was found, and ``name`` is
    that of the project's own secret, empty for any other.
    """

    start: int
    end: int
    label: str
    kind: str
    name: str = ""


Detector = Callable[[str], Iterable[Span]]


def merged(spans: Iterable[Span]) -> list[Span]:
    """``spans`` in order, those that overlap made one: a known name wins, then a secret, then what is longer."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= span.end:
            continue
        if not found or span.start >= found[-1].end:
            found.append(span)
            continue
        last = found[-1]
        first = max(last, span, key=_weight)
        found[-1] = Span(last.start, max(last.end, span.end), first.label, first.kind, first.name)
    return found


def outside(spans: Iterable[Span], text: str, placeholder: Callable[[Span], str]) -> Iterator[tuple[int, int, str]]:
    """What to replace by what; ``spans`` are in order and do not overlap."""
    for span in spans:
        if text[span.start : span.end].strip():
            yield span.start, span.end, placeholder(span)


def _weight(span: Span) -> tuple[bool, bool, int]:
    return bool(span.name), span.label == SECRET, span.end - span.start
