"""A worker that dies between an answer and its booking, or right after it: what the fix has is asked for once."""

from __future__ import annotations

from collections import Counter

import pytest

from autofix.env import ModelSetting
from autofix.fixes.states import Execution
from autofix.llm.models import Account, Call
from autofix.llm.spending import Spending
from tests.cli.test_fix_with_model import CAUSE, REPORT, RIGHT, SOLUTION
from tests.simulators.model import ModelSimulator

STEPS = ["cause", "solution", "edits", "edits"]


@pytest.fixture
def model(operator):
    """The operator's model, whose edits fit nowhere: what it says needs no proof, and is asked for in four calls."""
    misfit = {**RIGHT, "edits": [{**RIGHT["edits"][0], "find": "    return nothing_of_this"}]}
    with ModelSimulator() as simulated:
        simulated.on("cause", CAUSE)
        simulated.on("solution", SOLUTION)
        simulated.on("edits", misfit)
        operator(
            model=ModelSetting("simulated-1", simulated.base_url, simulated.key),
            model_prices=(("simulated-1", 2, 8),),
        )
        yield simulated


@pytest.fixture
def die_at(monkeypatch, kill):
    """End the worker once, at the call number ``number`` of ``name`` in ``place``."""

    def arm(place, name, number):
        does, count = getattr(place, name), Counter()

        def dies(*arguments, **named):
            count["calls"] += 1
            if count["calls"] == number:
                kill()
            return does(*arguments, **named)

        monkeypatch.setattr(place, name, dies)

    return arm


def finish_after_death(unmended, worker_killed):
    unmended.report(REPORT)
    with pytest.raises(worker_killed):
        unmended.work()
    unmended.take_over()
    fix = unmended.fix()
    assert (fix.execution, fix.result) == (Execution.COMPLETED, "no_fix"), fix.reason
    assert "nothing that simulated-1 proposed is proven" in fix.reason
    calls = unmended.rows(Call)
    for account in unmended.rows(Account):
        assert (account.reserved_micro_usd, account.reserved_tokens) == (0, 0)
        assert account.spent_micro_usd == sum(call.micro_usd for call in calls)
    return calls


@pytest.mark.parametrize("number", range(1, 5))
def test_an_answer_that_is_booked_is_not_asked_for_again(number, model, unmended, die_at, worker_killed):
    die_at(Spending, "note", number)
    calls = finish_after_death(unmended, worker_killed)

    assert [asked.purpose for asked in model.asked] == STEPS
    assert [call.state for call in calls] == ["answered"] * 4


@pytest.mark.parametrize("number", range(1, 5))
def test_an_answer_that_died_with_its_worker_is_asked_for_once_more(number, model, unmended, die_at, worker_killed):
    """Both calls were made, so both are paid for: the lost one with the most that it can have cost."""
    from autofix.llm import spending

    die_at(spending, "settle", number)
    calls = finish_after_death(unmended, worker_killed)

    assert [asked.purpose for asked in model.asked] == [*STEPS[:number], *STEPS[number - 1 :]]
    assert sorted(call.state for call in calls) == ["answered"] * 4 + ["lost"]
    (lost,) = (call for call in calls if call.state == "lost")
    twin = next(call for call in calls if call.digest == lost.digest and call is not lost)
    assert lost.output_tokens == 4_000 and lost.micro_usd > twin.micro_usd
    # An endpoint that knows the key answers the same again, and charges once.
    keys = [asked.headers["idempotency-key"] for asked in model.asked]
    assert keys[number - 1] == keys[number]
