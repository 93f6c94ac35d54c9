"""The correlation id: one thread through every log line, job and event that a cause sets off."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar

from autofix.core.ids import new_id

MAX_LENGTH = 64
_correlation: ContextVar[str] = ContextVar("correlation", default="")
_ALLOWED = re.compile(r"[A-Za-z0-9_.:-]{8,64}")


def current_correlation() -> str:
    """The id in force, a new one where none is."""
    if not _correlation.get():
        _correlation.set(new_id("cor"))
    return _correlation.get()


@contextlib.contextmanager
def correlated(correlation: str) -> Iterator[str]:
    """Everything inside belongs to ``correlation``; a new id when it is empty or no plain word."""
    value = correlation if _ALLOWED.fullmatch(correlation) else new_id("cor")
    token = _correlation.set(value)
    try:
        yield value
    finally:
        _correlation.reset(token)


class CorrelationFilter(logging.Filter):
    """Puts the id on every record, ``-`` outside of any."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        record.correlation = _correlation.get() or "-"
        return True
