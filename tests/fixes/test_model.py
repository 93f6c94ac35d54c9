"""A fix asks its project's model where no recipe is proven; a worker that takes over does not pay again."""

from __future__ import annotations

import pytest

from autofix.env import ModelSetting
from autofix.fixes.models import Attempt
from autofix.fixes.states import Approval, Execution, Publication
from autofix.llm.models import Call
from tests.cli.test_fix_with_model import APP, CAUSE, REPORT, RIGHT, SOLUTION
from tests.simulators.model import ModelSimulator, overloaded


@pytest.fixture
def model(operator):
    """The operator's model, which answers rightly."""
    with ModelSimulator() as simulated:
        simulated.on("cause", CAUSE)
        simulated.on("solution", SOLUTION)
        simulated.on("edits", RIGHT)
        operator(model=ModelSetting("simulated-1", simulated.base_url, simulated.key))
        yield simulated


def test_what_a_model_proposed_is_proven_and_waits_for_a_person(model, unmended):
    unmended.report(REPORT)
    unmended.work()
    fix = unmended.fix()

    assert (fix.result, fix.strategy) == ("verified", "model:simulated-1"), fix.reason
    assert fix.approval == Approval.AWAITING
    assert "for name in names" in unmended.git("show", f"{fix.branch}:app.py")
    assert [call.purpose for call in unmended.rows(Call)] == ["cause", "solution", "edits"]
    assert {call.state for call in unmended.rows(Call)} == {"answered"}


@pytest.mark.parametrize("step", ["fix.candidates.proposed", "fix.candidate.proved"])
def test_a_worker_that_takes_over_pays_for_no_answer_twice(model, unmended, after, kill, worker_killed, step):
    after(step, kill)
    unmended.report(REPORT)
    with pytest.raises(worker_killed):
        unmended.work()
    unmended.take_over()

    assert unmended.fix().result == "verified", unmended.fix().reason
    assert [asked.purpose for asked in model.asked] == ["cause", "solution", "edits"]
    assert [attempt.status for attempt in unmended.rows(Attempt)] == ["verified"]


def test_a_model_that_stays_away_ends_with_a_reason(model, unmended):
    model.on("cause", *[overloaded() for _ in range(60)])
    unmended.report(REPORT)
    for _ in range(5):
        unmended.hasten()
        unmended.work()
    fix = unmended.fix()

    assert (fix.execution, fix.result) == (Execution.COMPLETED, "no_fix"), (fix.execution, fix.reason)
    assert "simulated-1 gave no answer" in fix.reason


def test_no_policy_merges_what_a_model_proposed(model, open_shop, policy, tmp_path):
    (tmp_path / "till").mkdir()
    (tmp_path / "till/app.py").write_text(APP % "nothing")
    (tmp_path / "till/requirements.txt").write_text("")
    unmended = open_shop(policy(stop_at="merge", approval="never", auto_merge=True), sample=tmp_path / "till")
    unmended.report(REPORT)
    unmended.work()
    fix = unmended.fix()

    assert (fix.result, fix.risk) == ("verified", "full_review")
    assert (fix.approval, fix.publication) == (Approval.AWAITING, Publication.BRANCH)
    assert unmended.jobs("fix.merge") == []
