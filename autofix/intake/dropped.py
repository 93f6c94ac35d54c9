"""Items of envelopes that AutoFix has no use for: counted, told once a minute, never an error."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Mapping

log = logging.getLogger("autofix.intake")
TELL_SECONDS = 60.0
MAX_TYPES = 50


class Dropped:
    """How many items of which type were left aside since it was last told."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._told = 0.0

    def count(self, dropped: Mapping[str, int]) -> None:
        """Count the items of one envelope."""
        if not dropped:
            return
        for name, number in dropped.items():
            known = name in self._counts or len(self._counts) < MAX_TYPES
            self._counts[name if known else "other"] += number
        if time.monotonic() - self._told >= TELL_SECONDS:
            counted = ", ".join(f"{number} {name!r}" for name, number in self._counts.most_common())
            log.info("items of envelopes that are no events were dropped: %s; only events become issues", counted)
            self._counts.clear()
            self._told = time.monotonic()
