"""An issue on GitHub is one issue here, however often it is edited; other events are put aside."""

from __future__ import annotations

from typing import Any


def _payload(action: str, title: str = "CORS error", number: int = 7, minute: int = 0) -> dict[str, Any]:
    issue = {"number": number, "title": title, "body": "Access to fetch has been blocked"}
    return {"action": action, "issue": issue, "repository": {"id": 1}}


def test_an_opened_issue_is_one(desk: Any) -> None:
    desk.signal("github", "issues", _payload("opened"))
    desk.digest()
    (issue,) = desk.issues()
    assert issue.title == "CORS error"
    assert issue.report == "CORS error\n\nAccess to fetch has been blocked"


def test_an_edited_one_is_the_same_with_its_new_title(desk: Any) -> None:
    desk.signal("github", "issues", _payload("opened"))
    desk.digest()
    desk.signal("github", "issues", _payload("edited", "CORS error at /api/items"))
    desk.digest()
    (issue,) = desk.issues()
    assert issue.title == "CORS error at /api/items"
    assert issue.report.startswith("CORS error at /api/items")
    assert [event.name for event in desk.events(issue)] == ["issue.opened", "issue.retitled"]


def test_an_edit_does_not_open_it_again_and_reopening_does(desk: Any) -> None:
    from autofix.issues.services import resolve_issue

    desk.signal("github", "issues", _payload("opened"))
    desk.digest()
    resolve_issue(desk.issues()[0], "jane")
    desk.signal("github", "issues", _payload("edited"))
    desk.digest()
    assert desk.issues()[0].status == "resolved"
    desk.signal("github", "issues", _payload("reopened"))
    desk.digest()
    assert desk.issues()[0].status == "open"


def test_another_number_is_another_issue(desk: Any) -> None:
    desk.signal("github", "issues", _payload("opened", number=7))
    desk.signal("github", "issues", _payload("opened", number=8))
    desk.digest()
    assert len(desk.issues()) == 2


def test_other_events_are_put_aside(desk: Any) -> None:
    ping = desk.signal("github", "ping", {"zen": "Keep it logically awesome."})
    closed = desk.signal("github", "issues", _payload("closed"))
    assert desk.digest() == 2
    assert desk.issues() == []
    assert [desk.read(one).note for one in (ping, closed)] == [
        "ping becomes no issue",
        "issues, closed: becomes no issue",
    ]
    assert desk.digest() == 0


def test_a_project_that_wants_none_gets_none(desk: Any) -> None:
    desk.configure("monitoring: {github: {issues_enabled: false}}")
    desk.signal("github", "issues", _payload("opened"))
    desk.digest()
    assert desk.issues() == []
    assert "issues_enabled" in desk.notes()[0]

    desk.configure("monitoring: {github: {issues_enabled: true}}")
    desk.signal("github", "issues", _payload("opened"))
    desk.digest()
    assert len(desk.issues()) == 1
