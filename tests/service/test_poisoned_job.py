"""A job that ends three workers is set aside with a reason; a person lets it run again, and it goes on."""

from tests.storm.points import POISON
from tests.storm.seed import Seeds
from tests.storm.stories import POISONED, Story


def test_its_fix_fails_and_its_replay_succeeds(seeds: Seeds) -> None:
    # The story waits for the fix to fail with the reason, replays the dead job and goes on.
    done = seeds.tell(Story("poisoned", POISONED, is_deployed=False))

    assert done.fired("killed") == [POISON] * 3
    assert done.wrong == []
    assert done.story.publication == "merged"
