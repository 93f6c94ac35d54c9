"""When something happened, by a clock that is not ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MAX_AGE = timedelta(days=30)


def read_moment(given: object, received_at: datetime) -> datetime:
    """The moment that ``given`` (seconds since 1970, or ISO 8601) names.

    It is ``received_at`` where nothing can be read, where it lies ahead of that, and where it lies
    further back than ``MAX_AGE``: such a clock is wrong.
    """
    moment = _parse(given)
    if moment is None or not received_at - MAX_AGE <= moment <= received_at:
        return received_at
    return moment


def _parse(given: object) -> datetime | None:
    try:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return datetime.fromtimestamp(given, UTC)
        if isinstance(given, str):
            moment = datetime.fromisoformat(given[:40])
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None
