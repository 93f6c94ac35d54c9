"""A worker that is killed between its push and its note of it: the branch and the merge are there once."""

from tests.storm.seed import Seeds
from tests.storm.stories import PLAIN, Story

POINTS = ["after git.push.branch", "after git.push.merge"]


def test_what_was_pushed_is_found_again(seeds: Seeds) -> None:
    done = seeds.tell(Story("killed-merge", PLAIN, is_deployed=False), *POINTS)

    assert sorted(done.fired("killed")) == sorted(POINTS)
    assert done.wrong == []
    assert done.story.publication == "merged"
