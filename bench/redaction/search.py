"""Looking for many planted secrets at once in much text."""

from __future__ import annotations

from collections.abc import Iterable

from bench.redaction.planted import SHOWN, Planted


class Search:
    """Finds what ``Planted.leaks`` finds, for all of ``planted`` in one pass over a text."""

    def __init__(self, planted: Iterable[Planted]) -> None:
        self._by_size: dict[int, dict[str, list[Planted]]] = {}
        for one in planted:
            for trace in one.traces:
                size = min(SHOWN, len(trace))
                parts = self._by_size.setdefault(size, {})
                for at in range(len(trace) - size + 1):
                    parts.setdefault(trace[at : at + size], []).append(one)

    def leaks(self, text: str) -> list[tuple[Planted, str]]:
        """The planted secrets that ``text`` shows, once each, with what it shows."""
        found: dict[int, tuple[Planted, str]] = {}
        for size, parts in self._by_size.items():
            if not size:
                continue
            for at in range(len(text) - size + 1):
                for one in parts.get(text[at : at + size], ()):
                    found.setdefault(id(one), (one, text[at : at + size]))
        return list(found.values())
