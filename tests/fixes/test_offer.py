"""A report becomes a verified fix on a branch of its own, which waits for a person."""

from autofix.fixes.models import Attempt, Change
from autofix.fixes.states import Approval, Execution, Publication

ORIGIN = "http://localhost:5173"


def test_it_is_verified_and_waits(shop, offered):
    assert (offered.execution, offered.result) == (Execution.COMPLETED, "verified")
    assert (offered.approval, offered.publication) == (Approval.AWAITING, Publication.BRANCH)
    assert offered.is_open and offered.merge_commit == ""
    assert offered.confidence > 0.6
    assert shop.tip() == offered.base_commit


def test_the_branch_holds_exactly_the_change(shop, offered):
    [attempt] = shop.rows(Attempt, fix=offered, ordinal=offered.chosen)
    changes = shop.rows(Change, attempt=attempt)
    head = shop.tip(offered.branch)

    assert head == offered.head_commit
    assert shop.git("rev-parse", f"{head}^") == offered.base_commit
    assert shop.git("diff", "--name-only", offered.base_commit, head).split() == [change.new_file for change in changes]
    for change in changes:
        assert shop.git("show", f"{head}:{change.new_file}") == bytes(change.after).decode().strip()
    assert ORIGIN in shop.git("show", f"{head}:app.py")


def test_the_commit_names_its_fix(shop, offered):
    said = shop.git("log", "-1", "--format=%B", offered.branch)

    assert said.startswith(offered.title)
    assert f"AutoFix-Fix: {offered.id}" in said


def test_its_evidence_is_stored(shop, offered):
    [attempt] = shop.rows(Attempt, fix=offered)

    assert attempt.status == "verified"
    assert attempt.checks and all(check["passed"] for check in attempt.checks)
    assert attempt.gates and all(gate["passed"] for gate in attempt.gates)
    assert attempt.seconds > 0
