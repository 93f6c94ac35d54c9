"""A worker that is killed while it works on a fix: another goes on at the step where it was."""

from tests.storm.seed import Seeds
from tests.storm.stories import PLAIN, Story

POINTS = [
    "before commit of fix.checkout.completed",
    "inside sandbox.run",
    "after commit of fix.candidate.proved",
]


def test_the_fix_ends_as_if_nothing_had_happened(seeds: Seeds) -> None:
    done = seeds.tell(Story("killed-fix", PLAIN, is_deployed=False), *POINTS)

    assert sorted(done.fired("killed")) == sorted(POINTS)
    assert done.wrong == []
    assert done.story.publication == "merged"
