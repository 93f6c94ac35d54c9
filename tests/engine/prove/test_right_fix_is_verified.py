"""The allowed case beside all the refused ones: a right change of the same application is verified."""

import pytest

from autofix.engine.prove.proof import Status
from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]


def test_the_recipe_is_verified_and_every_check_holds(thorough):
    repair = thorough().repair()

    assert repair.result is Result.VERIFIED, repair.reason
    assert "+const allowed = ['http://localhost:3000', 'http://localhost:5173'];" in repair.chosen.patch.diff
    assert [check.passed for check in repair.chosen.proof.checks] == [True] * 6
    assert "15 of 15 attempts" in repair.chosen.proof.checks[2].before


def test_the_same_change_by_hand_is_verified(project):
    proof = project().prove(("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']"))

    assert proof.status is Status.VERIFIED, proof.reason
