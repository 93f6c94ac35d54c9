"""Answers of the database, kept for a few seconds in a bounded place."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")
V = TypeVar("V")


class Remembered(Generic[T]):
    """What ``load`` found for a key, for ``seconds``; many who ask at once wait for one question.

    What was not found is kept apart, so that guesses do not push out what is in use.
    """

    def __init__(self, load: Callable[[str], Awaitable[T | None]], *, seconds: float = 5.0, size: int = 10_000) -> None:
        self._load = load
        self._seconds = seconds
        self._size = size
        self._found: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._missing: OrderedDict[str, tuple[float, None]] = OrderedDict()
        self._asked: dict[str, asyncio.Task[T | None]] = {}

    async def get(self, key: str) -> T | None:
        """What ``load`` says of ``key``, perhaps a few seconds ago; raises what it raises."""
        now = time.monotonic()
        kept = self._found.get(key) or self._missing.get(key)
        if kept is not None and now - kept[0] < self._seconds:
            return kept[1]
        task = self._asked.get(key)
        if task is None:
            task = self._asked[key] = asyncio.create_task(self._ask(key))
        # Whoever is cancelled while waiting leaves the question to the others.
        return await asyncio.shield(task)

    async def _ask(self, key: str) -> T | None:
        try:
            value = await self._load(key)
        finally:
            del self._asked[key]
        self._found.pop(key, None)
        self._missing.pop(key, None)
        if value is None:
            self._keep(self._missing, key, None)
        else:
            self._keep(self._found, key, value)
        return value

    def _keep(self, place: OrderedDict[str, tuple[float, V]], key: str, value: V) -> None:
        place[key] = (time.monotonic(), value)
        if len(place) > self._size:
            place.popitem(last=False)
