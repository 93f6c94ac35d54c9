"""Windows of time in which merges and deployments may happen."""

from __future__ import annotations

import enum
import zoneinfo
from dataclasses import dataclass
from datetime import datetime, timedelta


class Day(enum.StrEnum):
    """A day of the week, Monday first as ``datetime.weekday`` counts."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True)
class Hours:
    """From ``start`` until before ``end``, in minutes after midnight; an end before the start is on the next day."""

    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Read ``09:00-17:00``; raises ``ValueError``."""
        start, _, end = text.partition("-")
        return cls(_minutes(start), _minutes(end))


@dataclass(frozen=True)
class Window:
    """``days`` are those on which the window opens."""

    days: tuple[Day, ...] = tuple(Day)
    hours: Hours = Hours(0, 24 * 60)

    def holds(self, moment: datetime) -> bool:
        """Whether ``moment``, local time, lies within."""
        minute = moment.hour * 60 + moment.minute
        if self.hours.start < self.hours.end:
            return self._opens(moment) and self.hours.start <= minute < self.hours.end
        if minute >= self.hours.start:
            return self._opens(moment)
        return minute < self.hours.end and self._opens(moment - timedelta(days=1))

    def _opens(self, moment: datetime) -> bool:
        return list(Day)[moment.weekday()] in self.days


@dataclass(frozen=True)
class Schedule:
    """One window is enough; their hours are those of ``timezone``."""

    windows: tuple[Window, ...]
    timezone: str = "UTC"

    def is_open(self, moment: datetime) -> bool:
        """Whether merges and deployments may happen at ``moment``; raises ``ValueError`` when it has no time zone."""
        if moment.tzinfo is None:
            raise ValueError("the moment has no time zone; give an aware datetime")
        local = moment.astimezone(zoneinfo.ZoneInfo(self.timezone))
        return any(window.holds(local) for window in self.windows)


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
