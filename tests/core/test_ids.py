"""Identifiers sort by the time they were made, say what they name, and never meet."""

import time

import pytest

from autofix.core.ids import MAX_LENGTH, is_id, new_id


def test_they_are_unique():
    assert len({new_id("fix") for _ in range(20_000)}) == 20_000


def test_later_ones_sort_behind():
    made = []
    for _ in range(20):
        made.append(new_id("fix"))
        now = time.time_ns() // 1_000_000
        while time.time_ns() // 1_000_000 == now:
            pass

    assert made == sorted(made)


def test_they_fit_their_column_and_say_what_they_are():
    made = new_id("fix")

    assert len(made) <= MAX_LENGTH
    assert is_id(made, "fix")
    assert not is_id(made, "iss")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fix",
        "fix_",
        "fix_1",
        "FIX_01m7y49c37e209q74d36r1pky1",
        "fix_81m7y49c37e209q74d36r1pky1",
        "fix_01m7y49c37e209q74d36r1pky1\n",
        "fix_01m7y49c37e209q74d36r1pkyl",
        "fix_01m7y49c37e209q74d36r1pky1x",
    ],
)
def test_other_texts_are_none(text):
    assert not is_id(text, "fix")
