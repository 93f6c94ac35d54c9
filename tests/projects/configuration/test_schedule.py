"""Windows of time are those of their zone, and may run into the next day."""

from datetime import UTC, datetime

import pytest

from autofix.projects.configuration import Schedule, load_configuration


def schedule(text: str) -> Schedule:
    found = load_configuration(f"policy: {{schedule: {text}}}", ()).policy.schedule
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2024-01-05T08:59", False),
        ("2024-01-05T09:00", True),
        ("2024-01-05T16:59", True),
        ("2024-01-05T17:00", False),
        ("2024-01-06T12:00", False),
    ],
)
def test_the_end_is_not_in_it(moment, is_open):
    # The 5th of January 2024 is a Friday.
    found = schedule("{windows: [{days: [fri], hours: 09:00-17:00}]}")

    assert found.is_open(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2024-01-05T21:59", False),
        ("2024-01-05T22:00", True),
        ("2024-01-06T03:59", True),
        ("2024-01-06T04:00", False),
        ("2024-01-05T03:00", False),
        ("2024-01-06T22:00", False),
    ],
)
def test_a_night_belongs_to_the_day_it_starts_on(moment, is_open):
    found = schedule("{windows: [{days: [fri], hours: 22:00-04:00}]}")

    assert found.is_open(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is is_open


def test_hours_are_those_of_the_zone():
    found = schedule("{timezone: Asia/Tokyo, windows: [{hours: 09:00-10:00}]}")

    assert found.is_open(datetime(2024, 1, 5, 0, 30, tzinfo=UTC))
    assert not found.is_open(datetime(2024, 1, 5, 9, 30, tzinfo=UTC))


def test_one_window_is_enough():
    found = schedule("{windows: [{days: [mon]}, {days: [fri]}]}")

    assert found.is_open(datetime(2024, 1, 5, 23, 59, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="has no time zone"):
        schedule("{windows: [{}]}").is_open(datetime(2024, 1, 5))
