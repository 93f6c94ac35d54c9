"""A worker that is stopped past its lease: another takes its job, and what it writes afterwards is refused."""

from tests.storm.lines import PAUSED, REFUSED
from tests.storm.seed import Seeds
from tests.storm.stories import PLAIN, Story


def test_its_late_write_is_refused_and_the_merge_is_there_once(seeds: Seeds) -> None:
    points = ["pause before a write of fix.merge", "pause before a write of fix.run"]

    done = seeds.tell(Story("paused", PLAIN, is_deployed=False), *points)

    assert sorted(done.fired(PAUSED)) == points
    assert {"fix.run", "fix.merge"} <= set(done.fired(REFUSED))
    assert done.wrong == []
    assert done.story.publication == "merged"
