"""Other routes have to answer with the change as they did before it, where they answered at all."""

from __future__ import annotations

import pytest

from autofix.engine.prove.compare import changed_answers
from autofix.engine.prove.plan import Answers, Plan
from autofix.sdk.proof import Request, Response

OK, LOST, LATE = Response(200, body=b"[]"), Response(404), Response(0, error="TimeoutError: timed out")
ASKED, OTHER, NOWHERE = Request("GET", "/a"), Request("GET", "/b"), Request("GET", "/nowhere")


def answers(other: Response) -> Answers:
    return Answers(((OK,),), LOST, LOST, OK, (other,), ())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(OK, OK, "", id="as before"),
        pytest.param(OK, LOST, "GET /b", id="lost"),
        pytest.param(OK, LATE, "GET /b", id="no longer answered"),
        pytest.param(LATE, OK, "", id="not answered in time before"),
    ],
)
def test_what_changed_is_named(before: Response, after: Response, said: str) -> None:
    plan = Plan((ASKED,), NOWHERE, NOWHERE, ASKED, (OTHER,), ())

    changed = changed_answers(plan, [answers(before)], [answers(after)])

    assert ([one[:6] for one in changed] or [""]) == [said]
