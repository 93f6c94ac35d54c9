"""One story with a few faults: what the test suite takes from the storm."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.storm.arming import Armoury, Strike
from tests.storm.client import Client
from tests.storm.lines import Line, read_lines
from tests.storm.run import audit
from tests.storm.service import Place, Running
from tests.storm.stories import Story, Teller
from tests.storm.weather import Weather

SECONDS = 90.0


@dataclass(frozen=True)
class Outcome:
    """What a story came to: its faults, and what the audit found wrong."""

    story: Story
    lines: list[Line]
    wrong: list[str]

    def fired(self, what: str) -> list[str]:
        """The names in the lines of one sort."""
        return [line.name for line in self.lines if line.what == what]


@dataclass(frozen=True)
class Seeds:
    """A running service whose workers can be struck."""

    place: Place
    service: Running
    tenant: Mapping[str, str]
    armoury: Armoury

    def tell(self, story: Story, *points: str, meanwhile: Callable[[Weather, Story], None] | None = None) -> Outcome:
        """Let the story happen with ``points`` armed; ``meanwhile`` is called again and again."""
        before = len(read_lines(self.place.folder))
        for point in points:
            self.armoury.arm(point, Strike())
        client = Client(self.service.address, self.tenant["token"], lambda: False, SECONDS)
        weather = Weather(self.service, self.tenant["tenant_id"], random.Random(0))
        teller = Teller(story, self.place.folder, client, self.armoury.poison)
        thread = threading.Thread(target=teller.tell, daemon=True)
        thread.start()
        while thread.is_alive():
            weather.let_go_on()
            if meanwhile is not None:
                meanwhile(weather, story)
            time.sleep(0.2)
        self.armoury.disarm()
        weather.let_go_on(all_of_them=True)
        self._wait_for_calm(weather)
        wrong = audit(self.place, self.service, self.tenant["tenant_id"], [story])
        return Outcome(story, read_lines(self.place.folder)[before:], wrong)

    def _wait_for_calm(self, weather: Weather) -> None:
        until = time.monotonic() + SECONDS
        while weather.open_jobs() and time.monotonic() < until:
            time.sleep(0.2)
