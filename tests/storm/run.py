"""One part of the storm: the service, stories told side by side, and the faults that strike them."""

from __future__ import annotations

import json
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autofix.supervisor.modules import module_argv
from tests.storm.client import Client
from tests.storm.lines import KILLED, Line, read_lines
from tests.storm.plan import Plan
from tests.storm.service import Place, Running, StormError, leftovers
from tests.storm.stories import KINDS, POISONED, Story, Teller
from tests.storm.weather import Weather

QUIET_SECONDS = 90.0
TELL_SECONDS = 5.0
Say = Callable[[str], None]


@dataclass
class Part:
    """What one part is to do: faults by ``plan``, and from outside every ``pause`` seconds until each came ``times``.

    Stories are begun while faults are wanting, ``least`` of them in any case and ``most`` at most, so many
    ``side_by_side``.
    """

    name: str
    plan: Plan
    times: int = 0
    pause: float = 8.0
    least: int = 1
    most: int = 60
    has_poison: bool = False
    side_by_side: int = 5
    seconds: float = 2400.0


@dataclass
class Run:
    """A part as it goes on."""

    part: Part
    place: Place
    service: Running
    tenant: Mapping[str, str]
    chance: random.Random
    say: Say
    stories: list[Story]
    outside: Counter[str] = field(default_factory=Counter)
    is_over: bool = False
    began: float = field(default_factory=time.monotonic)
    skipped: int = 0

    def go(self) -> list[str]:
        """Let it storm until all is done that was planned, then wait for calm; answers what is wrong."""
        self.skipped = len(read_lines(self.place.folder))
        weather = Weather(self.service, self.tenant["tenant_id"], self.chance, self.outside)
        outside = threading.Thread(target=self._outside, args=(weather,), daemon=True)
        outside.start()
        threads: list[threading.Thread] = []
        told = 0.0
        while time.monotonic() - self.began < self.part.seconds:
            lines = self.lines()
            weather.let_go_on()
            is_done = self._is_done(lines)
            under_way = [thread for thread in threads if thread.is_alive()]
            if sum(bool(story.error) for story in self.stories) >= 3 or (is_done and not under_way):
                break
            if is_done and len(threads) >= self.part.least:
                self.part.plan.armoury.disarm()
            else:
                self.part.plan.arm(lines)
                if len(under_way) < self.part.side_by_side and len(threads) < self.part.most:
                    threads.append(self._begin(len(threads)))
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                self._tell(lines)
            time.sleep(0.5)
        self.is_over = True
        self.part.plan.armoury.disarm()
        outside.join(30)
        weather.let_go_on(all_of_them=True)
        for thread in threads:
            thread.join(30)
        wrong = [
            f"a story did not end: {story.name} in {story.chapter}"
            for story in self.stories
            if not story.error and story.chapter != "told"
        ]
        return wrong + self._calm(weather)

    def lines(self) -> list[Line]:
        """What was written down in this part."""
        return read_lines(self.place.folder)[self.skipped :]

    def _is_done(self, lines: list[Line]) -> bool:
        wanting = self.part.times and min((self.outside[name] for name in self._names()), default=0) < self.part.times
        return self.part.plan.is_done(lines) and not wanting

    def _names(self) -> list[str]:
        return list(Weather(self.service, "", self.chance).names())

    def _begin(self, number: int) -> threading.Thread:
        kind = POISONED if self.part.has_poison and number == 1 else KINDS[number % len(KINDS)]
        sample = "react-express" if number % 10 == 9 else "flask-static"
        story = Story(f"{self.part.name}-{number}", kind, sample)
        self.stories.append(story)
        client = Client(self.service.address, self.tenant["token"], lambda: self.is_over)
        teller = Teller(story, self.place.folder, client, self.part.plan.armoury.poison)
        thread = threading.Thread(target=teller.tell, name=story.name, daemon=True)
        thread.start()
        return thread

    def _outside(self, weather: Weather) -> None:
        while not self.is_over and self.part.times:
            wanting = [name for name in self._names() if self.outside[name] < self.part.times]
            if wanting:
                weather.strike(self.chance.choice(wanting))
            time.sleep(self.part.pause)

    def _tell(self, lines: list[Line]) -> None:
        kills = sum(line.what == KILLED for line in lines)
        told = sum(story.chapter == "told" for story in self.stories)
        missing = len(self.part.plan.missing(lines))
        under_way = Counter(story.chapter for story in self.stories if story.chapter != "told" and not story.error)
        self.say(
            f"{self.part.name} {time.monotonic() - self.began:5.0f} s: {kills} kills, {missing} points to come, "
            f"{sum(self.outside.values())} faults from outside, {told} stories told, under way: "
            + ", ".join(f"{chapter} {count}" for chapter, count in under_way.items())
        )
        for story in self.stories:
            if story.error and not story.error.startswith("told "):
                self.say(f"  {story.name} ({story.kind}) {story.error}")

    def _calm(self, weather: Weather) -> list[str]:
        """Wait until every job is done or dead, then see what the workers have left running."""
        until = time.monotonic() + QUIET_SECONDS
        while weather.open_jobs() and time.monotonic() < until:
            time.sleep(1)
        mark = str(self.place.folder / "tmp")
        left = [said for said in leftovers(self.place) if mark in said]
        return [f"a process of a killed worker is left: {said}" for said in left]


def audit(place: Place, service: Running, tenant_id: str, stories: list[Story]) -> list[str]:
    """What the database, the repositories and the releases show to be wrong."""
    expected = {"tenant": tenant_id, "stories": [asdict(story) for story in stories]}
    (place.folder / "expected.json").write_text(json.dumps(expected))
    done = subprocess.run(
        module_argv("tests.storm.audit", str(place.folder)),
        env=place.environment() | {"DATABASE_URL": service.database_url, "REDIS_URL": service.redis_url},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise StormError(f"the audit failed: {done.stderr[-2000:]}")
    found: list[str] = json.loads(done.stdout)
    return found


def count_restarts(place: Place) -> Counter[str]:
    """How often the supervisor started each child again."""
    log: Path = place.data / "logs" / "autofix.log"
    found: Counter[str] = Counter()
    for file in log.parent.glob("autofix.log*"):
        for line in file.read_text(errors="replace").splitlines():
            said = line.partition(" | ")[2]
            if " autofix " in line.partition(" | ")[0] + " " and " ended with " in said and "again in" in said:
                found[said.split()[0]] += 1
    return found
