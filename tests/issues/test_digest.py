"""Every signal becomes part of an issue exactly once."""

from __future__ import annotations

from typing import Any

from autofix.core.events import recorded_state, replay
from autofix.issues.digest import BATCH_ROWS, digest_all
from autofix.issues.tasks import digest_tenant


def test_signals_of_one_cause_are_one_issue(desk: Any, type_error: dict[str, Any]) -> None:
    signals = [desk.sdk(type_error) for _ in range(3)]
    assert desk.digest() == 3
    (issue,) = desk.issues()
    assert (issue.title, issue.count, issue.status) == ("TypeError: cannot add item 4711", 3, "open")
    assert issue.culprit == "src/cart.js in total"
    assert [desk.read(signal).issue_id for signal in signals] == [issue.pk] * 3
    assert all(desk.read(signal).digested_at for signal in signals)


def test_digesting_again_changes_nothing(desk: Any, type_error: dict[str, Any]) -> None:
    desk.sdk(type_error)
    assert (desk.digest(), desk.digest()) == (1, 0)
    assert desk.issues()[0].count == 1


def test_another_cause_is_another_issue(desk: Any, type_error: dict[str, Any]) -> None:
    desk.sdk(type_error)
    desk.sdk({"message": "disk full"})
    desk.digest()
    assert [issue.title for issue in desk.issues()] == ["TypeError: cannot add item 4711", "disk full"]


def test_it_is_opened_with_an_event_of_the_signals_correlation(desk: Any, type_error: dict[str, Any]) -> None:
    signal = desk.sdk(type_error)
    desk.digest()
    (event,) = desk.events(desk.issues()[0])
    assert (event.name, event.correlation, event.data) == ("issue.opened", signal.correlation, {"signal": signal.pk})


def test_its_events_add_up_to_it(desk: Any, type_error: dict[str, Any]) -> None:
    desk.sdk(type_error)
    desk.digest()
    (issue,) = desk.issues()
    assert replay(desk.events(issue)) == recorded_state(issue)


def test_more_than_a_batch_is_digested_to_the_end(desk: Any) -> None:
    for number in range(BATCH_ROWS + 5):
        desk.signal("sdk", "event", {"message": f"order {number} failed"})
    digest_tenant(desk.tenant)
    assert desk.issues()[0].count == BATCH_ROWS + 5


def test_all_tenants_are_digested(make_desk: Any, type_error: dict[str, Any]) -> None:
    desks = [make_desk("first"), make_desk("second")]
    for each in desks:
        each.sdk(type_error)
    assert digest_all() == 2
    assert [len(each.issues()) for each in desks] == [1, 1]
    # The same fingerprint in two projects is two issues.
    assert desks[0].issues()[0].fingerprint == desks[1].issues()[0].fingerprint


def test_another_tenants_signals_are_left_alone(make_desk: Any, type_error: dict[str, Any]) -> None:
    mine, other = make_desk("mine"), make_desk("other")
    signal = other.sdk(type_error)
    mine.sdk(type_error)
    assert mine.digest() == 1
    assert other.read(signal).digested_at is None
    assert other.digest() == 1
