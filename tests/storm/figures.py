"""What the storm's lines add up to, and how it is shown."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.storm.lines import CLAIMED, KILLED, REFUSED, STOPPED, Line
from tests.storm.points import POISON

MOST_SECONDS = 15.0


@dataclass(frozen=True)
class Resumed:
    """How long killed jobs waited for their next worker, in seconds."""

    lease_seconds: int
    seconds: tuple[float, ...]

    @property
    def longest(self) -> float:
        """The longest of them."""
        return max(self.seconds, default=0.0)

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.seconds) if self.seconds else 0.0

    def __str__(self) -> str:
        return (
            f"leases of {self.lease_seconds} s: {len(self.seconds)} killed jobs ran again after "
            f"{self.median:.1f} s (median), {self.longest:.1f} s at most"
        )


@dataclass
class Figures:
    """Everything that is told at the end; ``wrong`` is empty when all went well."""

    seed: int
    seconds: float
    fired: Mapping[str, int]
    outside: Mapping[str, int]
    kills: int
    restarts: Mapping[str, int]
    resumed: Sequence[Resumed]
    refused: int
    stopped: int
    stories: Mapping[str, int]
    wrong: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Add what the figures themselves show to be wrong."""
        self.wrong += [f"'{name}' never fired" for name, count in {**self.fired, **self.outside}.items() if not count]
        if not self.refused:
            self.wrong.append("no write that came too late was refused")
        for resumed in self.resumed:
            # The promise is made for the default lease.
            if resumed.lease_seconds == 10 and not 0 < resumed.longest <= MOST_SECONDS:
                self.wrong.append(f"a killed job ran again after {resumed.longest:.1f} s")

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "seed": self.seed,
            "seconds": round(self.seconds, 1),
            "kills": self.kills,
            "fired": dict(self.fired),
            "outside": dict(self.outside),
            "restarts": dict(self.restarts),
            "resumed": [
                {"lease": one.lease_seconds, "jobs": len(one.seconds), "median": one.median, "longest": one.longest}
                for one in self.resumed
            ],
            "refused": self.refused,
            "stopped": self.stopped,
            "stories": dict(self.stories),
            "wrong": self.wrong,
        }

    def __str__(self) -> str:
        width = max(map(len, (*self.fired, *self.outside)))
        rows = [f"{'fault point':<{width}}  fired", f"{'-' * width}  -----"]
        rows += [f"{name:<{width}}  {count:>5}" for name, count in (*self.fired.items(), *self.outside.items())]
        restarts = ", ".join(f"{name} {count}" for name, count in sorted(self.restarts.items()))
        stories = ", ".join(f"{count} {kind}" for kind, count in sorted(self.stories.items()))
        rows += [
            "",
            f"stories told: {stories}",
            f"kills: {self.kills}; restarts by the supervisor: {restarts or 'none'}",
            *map(str, self.resumed),
            f"late writes refused: {self.refused}; work stopped between two writes: {self.stopped}",
            *(f"WRONG: {said}" for said in self.wrong),
            f"storm: seed={self.seed} kills={self.kills} wrong={len(self.wrong)} seconds={self.seconds:.0f}",
        ]
        return "\n".join(rows)


def count_points(lines: Sequence[Line], names: Sequence[str]) -> dict[str, int]:
    """How often each named point fired."""
    counted = Counter(line.name for line in lines if line.what not in (CLAIMED, REFUSED, STOPPED))
    return {name: counted[name] for name in names}


def resumed(lines: Sequence[Line], lease_seconds: int) -> Resumed:
    """From each kill to the next worker that took the job, where it was not over."""
    found = []
    for line in lines:
        if line.what == KILLED and line.job and line.name != POISON:
            later = (one.at for one in lines if one.what == CLAIMED and one.job == line.job and one.fence > line.fence)
            if (at := next(later, None)) is not None:
                found.append(at - line.at)
    return Resumed(lease_seconds, tuple(found))
