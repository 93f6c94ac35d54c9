"""Lessons over HTTP: the list, one of them, and its end."""

from __future__ import annotations

from typing import Any


def test_the_list_and_its_filters(call: Any, token: str, lesson: str, shop: Any) -> None:
    (item,) = call("GET", "/api/v1/lessons", token=token).data["items"]

    assert (item["lesson_id"], item["fix_id"], item["project_id"]) == (lesson, "fix_of_it", shop.id)
    assert (item["status"], item["family"], item["accepted"], item["is_adopted"]) == ("active", "cors_error", 1, False)
    for query, count in (("status=active", 1), ("status=dropped", 0), ("family=cors_error", 1), ("family=other", 0)):
        assert len(call("GET", f"/api/v1/lessons?{query}", token=token).data["items"]) == count
    assert call("GET", "/api/v1/lessons?status=gone", token=token).status == 422


def test_its_steps_are_told_as_people_read_them(call: Any, token: str, lesson: str) -> None:
    shown = call("GET", f"/api/v1/lessons/{lesson}", token=token).data

    assert shown["steps"] == [
        {"kind": "python", "before": "origins = [ ‹strings› ]", "after": 'origins = [ ‹strings› , "‹origin›" ]'}
    ]


def test_drop(call: Any, token: str, lesson: str) -> None:
    stale = call("POST", f"/api/v1/lessons/{lesson}/drop", {}, token=token, headers={"If-Match": '"7"'})
    dropped = call("POST", f"/api/v1/lessons/{lesson}/drop", {"reason": "not here"}, token=token)
    again = call("POST", f"/api/v1/lessons/{lesson}/drop", {"reason": "twice"}, token=token)

    assert stale.status == 409
    assert (dropped.data["status"], dropped.data["reason"], dropped.data["version"]) == ("dropped", "not here", 2)
    assert (again.data["reason"], again.data["version"]) == ("not here", 2)
    events = call("GET", f"/api/v1/subjects/{lesson}/events", token=token).data["items"]
    assert [event["name"] for event in events] == ["lesson.learned", "lesson.dropped"]


def test_another_tenant_sees_none(call: Any, make_token: Any, other_tenant: str, lesson: str) -> None:
    assert call("GET", "/api/v1/lessons", token=make_token(other_tenant)).data["items"] == []


def test_a_token_of_one_project_or_without_the_right_does_not_reach_them(
    call: Any, make_token: Any, tenant: str, shop: Any, lesson: str
) -> None:
    of_project = make_token(tenant, shop.id)
    reader = make_token(tenant, scopes=frozenset({"fixes:read"}))

    assert call("GET", "/api/v1/lessons", token=of_project).status == 403
    assert call("GET", f"/api/v1/lessons/{lesson}", token=of_project).status == 403
    assert call("POST", f"/api/v1/lessons/{lesson}/drop", {}, token=reader).status == 403
