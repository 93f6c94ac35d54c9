"""Jobs that were given up can be looked at and replayed."""

from __future__ import annotations

from typing import Any

from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope


def test_the_dead_ones_are_listed_with_their_reason(call: Any, token: str, make_fix: Any, dead_job: str) -> None:
    make_fix()

    (listed,) = call("GET", "/api/v1/jobs", token=token).data["items"]
    assert listed["job_id"] == dead_job
    assert (listed["state"], listed["attempts"], listed["error"]) == ("dead", 3, "GitError: gone")
    waiting = call("GET", "/api/v1/jobs?state=pending", token=token).data["items"]
    assert "project.read" in [job["kind"] for job in waiting]
    assert dead_job not in [job["job_id"] for job in waiting]


def test_a_replayed_job_has_all_its_attempts(call: Any, token: str, tenant: str, dead_job: str) -> None:
    answer = call("POST", f"/api/v1/jobs/{dead_job}/replay", token=token)

    assert (answer.status, answer.data["state"], answer.data["attempts"]) == (202, "pending", 0)
    with tenant_scope(tenant):
        assert Job.objects.get(pk=dead_job).fence == 1


def test_only_a_dead_one_is_replayed(call: Any, token: str, dead_job: str) -> None:
    call("POST", f"/api/v1/jobs/{dead_job}/replay", token=token)

    answer = call("POST", f"/api/v1/jobs/{dead_job}/replay", token=token)
    assert (answer.status, answer.error["code"]) == (409, "conflict")


def test_another_tenants_jobs_are_not_listed(call: Any, make_token: Any, other_tenant: str, dead_job: str) -> None:
    assert call("GET", "/api/v1/jobs", token=make_token(other_tenant)).data["items"] == []
