"""Late and reordered signals: first and last seen, the newest text, and recurrence after a resolution."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autofix.core.events import recorded_state, replay
from autofix.issues.services import mute_issue, resolve_issue


@pytest.fixture
def now() -> datetime:
    """A whole second, a little ago."""
    return timezone.now().replace(microsecond=0) - timedelta(minutes=1)


def _told(payload: dict[str, Any], release: str) -> dict[str, Any]:
    return payload | {"release": release}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
@pytest.mark.parametrize("is_one_batch", [True, False])
def test_order_does_not_matter(
    desk: Any, type_error: dict[str, Any], now: datetime, order: tuple[int, ...], is_one_batch: bool
) -> None:
    for hours in order:
        desk.sdk(_told(type_error, f"shop@{hours}"), now - timedelta(hours=hours))
        if not is_one_batch:
            desk.digest()
    desk.digest()
    (issue,) = desk.issues()
    assert (issue.first_seen, issue.last_seen, issue.count) == (now - timedelta(hours=2), now, 3)
    assert "Release: shop@0" in issue.report
    assert replay(desk.events(issue)) == recorded_state(issue)


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_is_wrong_is_not_believed(desk: Any, type_error: dict[str, Any], days: int) -> None:
    signal = desk.sdk(type_error, datetime.now(UTC) + timedelta(days=days))
    desk.digest()
    assert desk.issues()[0].first_seen == desk.read(signal).received_at


def test_recurrence_after_a_resolution_opens_it_again(desk: Any, type_error: dict[str, Any]) -> None:
    desk.sdk(type_error)
    desk.digest()
    resolve_issue(desk.issues()[0], "jane")
    signal = desk.sdk(type_error)
    desk.digest()
    (issue,) = desk.issues()
    assert (issue.status, issue.count) == ("open", 2)
    names = [event.name for event in desk.events(issue)]
    assert names == ["issue.opened", "issue.resolved", "issue.reopened"]
    assert desk.events(issue)[-1].correlation == signal.correlation


def test_a_late_signal_from_before_the_resolution_does_not(
    desk: Any, type_error: dict[str, Any], now: datetime
) -> None:
    desk.sdk(type_error, now)
    desk.digest()
    resolve_issue(desk.issues()[0], "jane")
    desk.sdk(type_error, now - timedelta(minutes=5))
    desk.digest()
    assert (desk.issues()[0].status, desk.issues()[0].count) == ("resolved", 2)


def test_a_muted_issue_is_counted_and_stays_muted(desk: Any, type_error: dict[str, Any]) -> None:
    desk.sdk(type_error)
    desk.digest()
    mute_issue(desk.issues()[0], "jane")
    desk.sdk(type_error)
    desk.digest()
    assert (desk.issues()[0].status, desk.issues()[0].count) == ("muted", 2)
