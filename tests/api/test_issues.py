"""Issues over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.engine.report import read_report
from autofix.issues.models import Signal

REPORT = {
    "type": "TypeError",
    "message": "TypeError: Failed to fetch",
    "stack_trace": "TypeError: Failed to fetch\n    at load (src/api.js:3:9)",
    "affected_files": ["src/api.js"],
}


def test_a_report_becomes_an_issue(call: Any, token: str, project: str) -> None:
    made = call("POST", f"/api/v1/projects/{project}/issues", REPORT, token=token)

    assert made.status == 201
    assert made.data["status"] == "open" and made.data["project_id"] == project
    assert "src/api.js:3:9" in made.data["report"]
    shown = call("GET", f"/api/v1/issues/{made.data['issue_id']}", token=token)
    assert shown.data == made.data
    (listed,) = call("GET", f"/api/v1/projects/{project}/issues", token=token).data["items"]
    assert "report" not in listed
    assert listed.items() <= made.data.items()


def test_what_the_request_was_reaches_the_engine(call: Any, token: str, project: str) -> None:
    met = {"url": "http://localhost:3000/api/x", "method": "POST", "origin": "http://localhost:5173"}
    made = call("POST", f"/api/v1/projects/{project}/issues", REPORT | met, token=token)

    problem = read_report(made.data["report"])
    assert (problem.url, problem.method, problem.origin) == (met["url"], "POST", met["origin"])


def test_the_same_error_again_counts(call: Any, token: str, project: str) -> None:
    path = f"/api/v1/projects/{project}/issues"
    first, second = call("POST", path, REPORT, token=token).data, call("POST", path, REPORT, token=token).data

    assert second["issue_id"] == first["issue_id"]
    assert (first["count"], second["count"]) == (1, 2)


def test_the_same_delivery_again_does_not(call: Any, token: str, tenant: str, project: str) -> None:
    path = f"/api/v1/projects/{project}/issues"
    made = [call("POST", path, REPORT | {"delivery": "run 7"}, token=token) for _ in range(2)]

    assert [answer.status for answer in made] == [201, 201]
    assert [answer.data["count"] for answer in made] == [1, 1]
    with tenant_scope(tenant):
        assert Signal.objects.count() == 1


def test_the_reporter_is_named(call: Any, token: str, project: str) -> None:
    made = call("POST", f"/api/v1/projects/{project}/issues", REPORT, token=token).data

    events = call("GET", f"/api/v1/subjects/{made['issue_id']}/events", token=token).data["items"]
    assert events[0]["actor"].startswith("token:tok_")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "message"),
        ({"message": " "}, "message"),
        ({"message": "a\x00b"}, "message"),
        ({"message": "m", "affected_files": "a.js"}, "affected_files"),
        ({"message": "m", "affected_files": ["a"] * 201}, "affected_files"),
        ({"message": "m", "method": "BREW"}, "method"),
        ({"message": "m", "url": "http://a/\nOrigin: http://b"}, "url"),
        ({"message": "m", "delivery": "x" * 121}, "delivery"),
        ({"message": "m", "severity": "high"}, "severity"),
    ],
)
def test_a_report_that_is_not_one(body: object, field: str, call: Any, token: str, project: str) -> None:
    answer = call("POST", f"/api/v1/projects/{project}/issues", body, token=token)

    assert answer.status == 422
    assert field in str(answer.error["details"])


def test_filters(call: Any, token: str, tenant: str, project: str) -> None:
    from autofix.issues.models import Issue
    from autofix.issues.services import mute_issue

    path = f"/api/v1/projects/{project}/issues"
    made = [call("POST", path, {"type": word, "message": word}, token=token).data["issue_id"] for word in ("a", "b")]
    with tenant_scope(tenant):
        mute_issue(Issue.objects.get(pk=made[0]), "somebody")
        Issue.objects.filter(pk=made[1]).update(family="cors_error")

    def listed(query: str) -> list[str]:
        return [row["issue_id"] for row in call("GET", f"{path}?{query}", token=token).data["items"]]

    assert listed("status=muted") == [made[0]]
    assert listed("status=open") == [made[1]]
    assert listed("family=cors_error") == [made[1]]
    assert listed("status=muted&family=cors_error") == []
