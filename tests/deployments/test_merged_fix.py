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
