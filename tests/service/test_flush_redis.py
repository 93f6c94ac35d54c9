"""Redis that loses everything, again and again: every message is only a nudge."""

from tests.storm.seed import Seeds
from tests.storm.stories import PLAIN, Story
from tests.storm.weather import Weather


def test_the_fix_is_merged_all_the_same(seeds: Seeds) -> None:
    flushed = []

    def flush(weather: Weather, story: Story) -> None:
        # A nudge lives for a moment; flushed at every turn, hardly one arrives.
        flushed.append(weather.strike("redis flushed"))

    done = seeds.tell(Story("flushed", PLAIN, is_deployed=False), meanwhile=flush)

    assert any(flushed)
    assert done.wrong == []
    assert done.story.publication == "merged"
