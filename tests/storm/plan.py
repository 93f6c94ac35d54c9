"""Which point strikes when: the least struck first, the order drawn from the seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.storm.arming import CHILD, GROUP, PARENT, Armoury, Strike
from tests.storm.lines import KILLED, PAUSED, Line
from tests.storm.points import killing_points, pause_points

# Most kills hit the one process that runs the job; the worker's first process goes with it in the others.
_HOW = (CHILD, CHILD, CHILD, PARENT, GROUP)
_FEW = 30


@dataclass
class Plan:
    """Arms points until each was struck and ``kills`` were made in all."""

    armoury: Armoury
    kills: int
    chance: random.Random
    points: Sequence[str] = field(default_factory=killing_points)
    pauses: Sequence[str] = field(default_factory=pause_points)
    # How many points of those struck already are armed at once.
    breadth: int = 5

    def count(self, lines: Sequence[Line]) -> Counter[str]:
        """How often each point has struck."""
        return Counter(line.name for line in lines if line.what in (KILLED, PAUSED))

    def missing(self, lines: Sequence[Line]) -> list[str]:
        """The points that have not struck yet."""
        fired = self.count(lines)
        return [point for point in (*self.points, *self.pauses) if not fired[point]]

    def is_done(self, lines: Sequence[Line]) -> bool:
        """Whether all is done that was planned."""
        return not self.missing(lines) and sum(line.what == KILLED for line in lines) >= self.kills

    def arm(self, lines: Sequence[Line]) -> None:
        """Arm every point that has not struck; when few of them are left, some of the others as well.

        All at once would keep the jobs from ever coming to the later ones.
        """
        fired, missing = self.count(lines), self.missing(lines)
        for point in missing:
            self._arm(point)
        if len(missing) <= _FEW and sum(line.what == KILLED for line in lines) < self.kills:
            others = [point for point in (*self.points, *self.pauses) if fired[point]]
            least = sorted(others, key=lambda point: (fired[point], self.chance.random()))
            for point in least[: self.breadth]:
                self._arm(point)

    def _arm(self, point: str) -> None:
        if self.armoury.armed(point) is None:
            self.armoury.arm(point, Strike(how=self.chance.choice(_HOW)))
