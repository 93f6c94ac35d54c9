"""What people ask of a fix over HTTP."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("stage", "action", "after"),
    [
        ("awaiting", "approve", {"approval": "approved"}),
        ("awaiting", "reject", {"approval": "rejected"}),
        ("awaiting", "retry", {"execution": "pending", "round": 2}),
        ("pending", "cancel", {"execution": "cancelled"}),
        ("merged", "revert", {"publication": "merged", "reason": "a revert was asked for"}),
    ],
)
def test_an_action_is_accepted_and_the_fix_shown(
    stage: str, action: str, after: dict[str, object], call: Any, token: str, make_fix: Any
) -> None:
    fix = make_fix(stage)

    answer = call("POST", f"/api/v1/fixes/{fix}/{action}", token=token)

    assert answer.status == 202
    assert after.items() <= answer.data.items()
    assert call("GET", f"/api/v1/fixes/{fix}", token=token).data == answer.data
    last = call("GET", f"/api/v1/subjects/{fix}/events", token=token).data["items"][-1]
    assert last["actor"].startswith("token:tok_")
    assert last["version"] == answer.data["version"]


@pytest.mark.parametrize(
    ("stage", "action"),
    [("pending", "approve"), ("pending", "reject"), ("pending", "retry"), ("merged", "cancel"), ("awaiting", "revert")],
)
def test_an_action_that_does_not_fit_is_a_conflict(
    stage: str, action: str, call: Any, token: str, make_fix: Any
) -> None:
    fix = make_fix(stage)
    before = call("GET", f"/api/v1/fixes/{fix}", token=token).data

    answer = call("POST", f"/api/v1/fixes/{fix}/{action}", token=token)

    assert (answer.status, answer.error["code"]) == (409, "conflict")
    assert call("GET", f"/api/v1/fixes/{fix}", token=token).data == before


@pytest.mark.parametrize(("stage", "action"), [("awaiting", "reject"), ("pending", "cancel")])
def test_a_reason_is_kept(stage: str, action: str, call: Any, token: str, make_fix: Any) -> None:
    answer = call("POST", f"/api/v1/fixes/{make_fix(stage)}/{action}", {"reason": "not like this"}, token=token)

    assert answer.data["reason"] == "not like this"


@pytest.mark.parametrize("action", ["approve", "retry", "revert"])
def test_where_no_reason_is_kept_none_is_taken(action: str, call: Any, token: str, make_fix: Any) -> None:
    answer = call("POST", f"/api/v1/fixes/{make_fix('awaiting')}/{action}", {"reason": "x"}, token=token)

    assert (answer.status, set(answer.error["details"]["fields"])) == (422, {"reason"})


@pytest.mark.parametrize("version", ['"3"', "3", 'W/"3"', "*"])
def test_the_version_that_was_seen_is_approved(version: str, call: Any, token: str, make_fix: Any) -> None:
    answer = call("POST", f"/api/v1/fixes/{make_fix('awaiting')}/approve", token=token, headers={"If-Match": version})

    assert (answer.status, answer.data["version"]) == (202, 4)


def test_another_version_is_not(call: Any, token: str, make_fix: Any) -> None:
    fix = make_fix("awaiting")

    answer = call("POST", f"/api/v1/fixes/{fix}/approve", token=token, headers={"If-Match": '"2"'})

    assert (answer.status, answer.error["code"]) == (409, "conflict")
    assert answer.error["details"] == {"version_sent": 2, "version": 3}
    assert call("GET", f"/api/v1/fixes/{fix}", token=token).data["approval"] == "awaiting"


@pytest.mark.parametrize("version", ["three", "-1", "9" * 5000, '"²"'])
def test_a_version_is_a_number(version: str, call: Any, token: str, make_fix: Any) -> None:
    fix = make_fix("awaiting")

    assert call("POST", f"/api/v1/fixes/{fix}/approve", token=token, headers={"If-Match": version}).status == 422
