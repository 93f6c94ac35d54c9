"""``stop_at: deploy``: a merged fix goes live by itself, and its issue is over when it is healthy."""

import urllib.request

from autofix.deployments.states import Status
from autofix.fixes.services import approve_fix
from autofix.issues.models import Issue

ORIGIN = "http://localhost:5173"


def test_it_is_deployed_and_resolves_its_issue_until_it_is_seen_again(make_works, report, after):
    works = make_works("policy: {stop_at: deploy, approval: always}")
    works.report(report)
    works.work()
    before = {}
    after("deployment.run.started", lambda: before.update(status=works.rows(Issue)[0].status))

    works.ask(approve_fix, works.fix(), actor="user:boss")
    works.work()
    fix, [deployment] = works.fix(), works.deployments()

    assert (deployment.status, deployment.fix_id) == (Status.SUCCESS, fix.id), deployment.reason
    assert (deployment.commit, deployment.requested_by) == (fix.merge_commit, f"fix:{fix.id}")
    asked = urllib.request.Request(f"{works.address()}/api/items", headers={"Origin": ORIGIN})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    # A merge alone does not help whoever has the error.
    assert before["status"] == "open"
    [issue] = works.rows(Issue)
    assert issue.status == "resolved"
    assert works.events(issue)[-1].actor == f"deployment:{deployment.id}"

    works.report(report)

    assert works.rows(Issue)[0].status == "open"


def test_one_for_which_there_is_no_room_is_deployed_when_there_is(make_works, report, monkeypatch):
    works = make_works("policy: {stop_at: deploy, approval: always}")
    works.report(report)
    works.work()
    with monkeypatch.context() as full:
        full.setattr("autofix.deployments.services.MAX_WAITING", 0)
        works.ask(approve_fix, works.fix(), actor="user:boss")
        works.work()
        merged, [job] = works.fix(), works.jobs("on:deployments.start")
    assert (merged.publication, works.deployments()) == ("merged", [])
    assert (job.state, job.attempts) == ("pending", 0)
    assert "wait already" in job.error

    works.hasten()
    works.work()

    [deployment] = works.deployments()
    assert (deployment.status, deployment.fix_id) == (Status.SUCCESS, merged.id)


def test_one_that_may_not_be_deployed_leaves_a_deployment_that_says_why(make_works, report, operator):
    works = make_works("policy: {stop_at: deploy, approval: always}")
    works.report(report)
    works.work()
    operator(has_local_platform=False)

    works.ask(approve_fix, works.fix(), actor="user:boss")
    works.work()

    [deployment] = works.deployments()
    assert (deployment.status, deployment.fix_id) == (Status.FAILED, works.fix().id)
    assert "names no platform that may be used here" in deployment.reason
    assert works.rows(Issue)[0].status == "open"
