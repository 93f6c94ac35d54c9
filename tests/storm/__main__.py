"""``make storm``: the service is killed again and again, at every point there is, and has to come out whole.

Two parts run one after the other on the same data. The first has the leases of production and measures how soon a
killed job runs again. The second has short leases, so that hundreds of kills fit into half an hour, and all the
other faults: Redis flushed, killed and hanging, PostgreSQL restarted, web, beat and keeper killed, workers paused
past their lease. The exit status is 0 when every fault point fired and everything is as it has to be.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.storm.arming import Armoury
from tests.storm.figures import Figures, Resumed, count_points, resumed
from tests.storm.lines import KILLED, REFUSED, STOPPED, read_lines
from tests.storm.plan import Plan
from tests.storm.points import CALLS, INSIDE, OUTSIDE, POISON, killing_points, pause_points
from tests.storm.run import Part, Run, audit, count_restarts
from tests.storm.service import Place, StormError, leftovers, make_tenant, running
from tests.storm.stories import Story

MEASURED_KILLS = 12
LEASE, SHORT_LEASE = 10, 3


def main() -> int:
    """Run the storm and print what it came to."""
    parser = argparse.ArgumentParser(prog="make storm")
    parser.add_argument("--seed", type=int, default=1, help="what the order of the faults is drawn from")
    parser.add_argument("--kills", type=int, default=200, help="how many kills there have to be, at least")
    parser.add_argument("--times", type=int, default=2, help="how often each fault from outside happens")
    parser.add_argument("--json", action="store_true", help="print one object instead of a table")
    parser.add_argument("--keep", action="store_true", help="keep the folder with the data and the logs")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="autofix-storm-"))
    # The servers and the releases run as users of their own.
    folder.chmod(0o711)
    try:
        figures = storm(folder, options.seed, options.kills, options.times, is_quiet=options.json)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if options.keep:
        print(f"kept: {folder}", file=sys.stderr)
    print(json.dumps(figures.as_json()) if options.json else figures, flush=True)
    return 1 if figures.wrong else 0


def storm(folder: Path, seed: int, kills: int, times: int, *, is_quiet: bool) -> Figures:
    """Both parts, and what they came to."""
    began, chance, armoury = time.monotonic(), random.Random(seed), Armoury(folder)
    measured = [f"{INSIDE} {call.name}" for call in CALLS if call.name in ("sandbox.run", "git.push.merge")]
    measured += ["after commit of fix.candidate.proved", "before commit of deployment.execution.completed"]
    first = Plan(armoury, MEASURED_KILLS, chance, measured, (), breadth=2)
    parts = (
        # So few at a time that a worker is free for whatever was killed.
        (Part("measure", first, least=3, most=12, side_by_side=2), LEASE),
        (Part("storm", Plan(armoury, kills, chance), times=times, least=5, has_poison=True), SHORT_LEASE),
    )
    stories: list[Story] = []
    wrong: list[str] = []
    outside: Counter[str] = Counter()
    took: list[Resumed] = []
    tenant = None

    def say(text: str) -> None:
        print(text, file=sys.stderr if is_quiet else sys.stdout, flush=True)

    for part, lease in parts:
        place = Place(folder, lease)
        say(f"{part.name}: leases of {lease} s")
        with running(place) as service:
            tenant = tenant or make_tenant(place)
            run = Run(part, place, service, tenant, chance, say, stories, outside)
            wrong += run.go()
            took.append(resumed(run.lines(), lease))
            wrong += audit(place, service, tenant["tenant_id"], stories)
        wrong += [f"left when the service had stopped: {said}" for said in leftovers(place)]
        if wrong:
            break
    lines = read_lines(folder)
    names = [*killing_points(), *pause_points(), POISON]
    figures = Figures(
        seed=seed,
        seconds=time.monotonic() - began,
        fired=count_points(lines, names),
        outside={name: outside[name] for name in OUTSIDE},
        kills=sum(line.what == KILLED for line in lines),
        restarts=count_restarts(Place(folder, LEASE)),
        resumed=took,
        refused=sum(line.what == REFUSED for line in lines),
        stopped=sum(line.what == STOPPED for line in lines),
        stories=Counter(story.kind for story in stories if story.chapter == "told"),
        wrong=wrong,
    )
    figures.check()
    return figures


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StormError as error:
        print(f"storm: {error}", file=sys.stderr)
        sys.exit(1)
