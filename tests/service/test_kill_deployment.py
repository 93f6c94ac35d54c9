"""A worker that is killed between a switch and its checkpoint: the release is current, placed once, and answers."""

from tests.storm.seed import Seeds
from tests.storm.stories import PLAIN, Story


def test_the_deployment_succeeds_and_the_release_answers(seeds: Seeds) -> None:
    done = seeds.tell(Story("killed-deployment", PLAIN), "after platform.switch")

    assert done.fired("killed") == ["after platform.switch"]
    assert done.wrong == []
    assert set(done.story.deployments.values()) == {"success"}
