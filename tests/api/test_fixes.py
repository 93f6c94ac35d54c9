"""Fixes over HTTP: beginning one, and looking at it."""

from __future__ import annotations

from typing import Any

import pytest

SHAPE = {
    "fix_id", "project_id", "issue_id", "title", "family", "execution", "approval", "publication", "result",
    "confidence", "reason", "created_at", "version", "strategy", "risk", "root_cause", "located", "round", "branch",
    "seconds", "started_at", "finished_at", "changes", "diff", "checks", "gates", "commits",
}  # fmt: skip


def test_a_fix_begins_and_says_where_to_ask(call: Any, token: str, shop: Any, issue: str) -> None:
    begun = call("POST", f"/api/v1/projects/{shop.id}/fix/generate", {"issue_id": issue}, token=token)

    assert begun.status == 202
    assert set(begun.data) == {"fix_id", "status_url"}
    assert begun.data["status_url"].endswith(f"/api/v1/fixes/{begun.data['fix_id']}")
    shown = call("GET", f"/api/v1/fixes/{begun.data['fix_id']}", token=token).data
    assert set(shown) == SHAPE
    assert (shown["execution"], shown["approval"], shown["publication"]) == ("pending", "not_needed", "none")
    assert (shown["issue_id"], shown["changes"], shown["diff"], shown["version"]) == (issue, [], "", 1)


def test_one_fix_is_open_for_an_issue(call: Any, token: str, shop: Any, issue: str) -> None:
    path = f"/api/v1/projects/{shop.id}/fix/generate"
    begun = [call("POST", path, {"issue_id": issue}, token=token).data["fix_id"] for _ in range(2)]

    assert begun[0] == begun[1]


def test_the_issue_has_to_be_the_projects(call: Any, token: str, second_project: str, issue: str) -> None:
    answer = call("POST", f"/api/v1/projects/{second_project}/fix/generate", {"issue_id": issue}, token=token)

    assert (answer.status, answer.error["code"]) == (404, "not_found")
    assert call("GET", f"/api/v1/projects/{second_project}/fixes", token=token).data["items"] == []


def test_another_tenants_issue_is_none(call: Any, make_token: Any, other_tenant: str, issue: str) -> None:
    token = make_token(other_tenant)
    project = {"name": "own", "type": "react-node", "repository": "https://git.example.com/own.git"}
    own = call("POST", "/api/v1/projects", project, token=token).data["project_id"]

    answer = call("POST", f"/api/v1/projects/{own}/fix/generate", {"issue_id": issue}, token=token)
    assert (answer.status, answer.error["message"]) == (404, f"there is no issue {issue}")


def test_an_offered_fix_shows_its_change_and_its_evidence(call: Any, token: str, make_fix: Any) -> None:
    shown = call("GET", f"/api/v1/fixes/{make_fix('awaiting')}", token=token).data

    assert shown["changes"] == [
        {"file": "a.js", "action": "modify", "diff": "--- a.js\n", "description": "modify a.js"},
        {"file": "b.js", "new_file": "c.js", "action": "rename", "diff": "--- b.js\n", "description": "rename b.js"},
    ]
    assert shown["diff"] == "--- a.js\n--- b.js\n"
    assert shown["checks"] == [{"name": "preflight", "kind": "probe", "passed": True}]
    assert shown["gates"] == [{"name": "size", "passed": True, "explanation": ""}]
    assert shown["commits"] == {"base": "a" * 40, "head": "", "merge": "", "revert": ""}
    assert shown["confidence"] == 0.9


def test_an_unproven_change_is_not_shown_as_an_offer(call: Any, token: str, make_fix: Any) -> None:
    shown = call("GET", f"/api/v1/fixes/{make_fix('awaiting', result='unproven')}", token=token).data

    assert (shown["changes"], shown["diff"]) == ([], "")
    assert shown["checks"] != []


@pytest.mark.parametrize(
    ("query", "is_listed"),
    [
        ("", True),
        ("approval=awaiting", True),
        ("approval=approved", False),
        ("execution=completed", True),
        ("execution=running", False),
        ("publication=none", True),
        ("publication=merged", False),
        ("issue_id=iss_other", False),
    ],
)
def test_the_list_and_its_filters(query: str, is_listed: bool, call: Any, token: str, make_fix: Any, shop: Any) -> None:
    fix = make_fix("awaiting")

    listed = call("GET", f"/api/v1/projects/{shop.id}/fixes?{query}", token=token).data["items"]
    assert [row["fix_id"] for row in listed] == [fix] * is_listed
    assert all(set(row) < SHAPE for row in listed)
