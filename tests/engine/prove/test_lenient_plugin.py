"""Somebody's candidate cannot bring its own judge: every plugin of the family is asked for probes."""

import pytest

from autofix.engine.trials import Result
from autofix.sdk import Action, Candidate, Change, Edit, Plugin, Risk, hookimpl

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]


class Lenient:
    """Proposes a comment as the fix and names no probe of its own."""

    @hookimpl
    def describe(self):
        return Plugin("lenient", "1", ("cors_error",))

    @hookimpl
    def generate(self, workspace):
        text = workspace.read("server.js")
        change = Change("server.js", Action.MODIFY, "a comment", (Edit(len(text), len(text), "// better\n"),))
        yield Candidate("recipe:comment", "add a comment", (change,), Risk.MERGE_FREELY)

    @hookimpl
    def validate(self):
        return ()


def test_its_candidate_is_tried_first_and_refused(project):
    repair = project().repair(extra=(Lenient(),))

    first, second = repair.attempts
    assert first.candidate.strategy == "recipe:comment"
    assert "still there" in first.proof.reason
    assert repair.result is Result.VERIFIED
    assert repair.chosen is second
