"""Whatever an endpoint does, the fix ends in a state with a reason, tried again or not as it has to be, paid for once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from autofix.core.jobs import LADDER
from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope
from autofix.env import ModelSetting
from autofix.fixes.models import Attempt
from autofix.fixes.states import Execution
from autofix.llm.models import Account, Call
from autofix.llm.states import CallState, Scope
from tests.cli.test_fix_with_model import APP, CAUSE, REPORT
from tests.fixtures.impatient import impatient
from tests.plugins.api.conftest import EXPRESS
from tests.simulators.model import (
    Breaks,
    Declines,
    ModelSimulator,
    Says,
    error_page,
    forbidden,
    overloaded,
    rate_limited,
    too_long,
    unknown_model,
)

__all__ = ["impatient"]
CALLER = "client/src/services/users.js"


@dataclass(frozen=True)
class Kind:
    """How often a fix asks at the first and the last rung of the ladder, and whether each call may have cost something.

    A case is a reply, the fault that it is, and words of the fix's reason.
    """

    calls: int
    is_paid: bool
    cases: Mapping[str, tuple[object, str, str]]
    is_passing: bool = False


@dataclass(frozen=True)
class Case:
    """What the endpoint does, the fault that it is, and words of the fix's reason."""

    reply: object
    fault: str
    says: str


def declines(status, body, **headers):
    return Declines(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


KINDS = {
    "what is refused for good costs nothing and is not asked again": Kind(1, False, {
        "400": (declines(400, '{"error": {"message": "no such thing"}}'), "rejected", "rejects"),
        "401": (forbidden(401), "forbidden", "does not take the key"),
        "402": (declines(402, '{"error": "pay"}'), "forbidden", "no credit left"),
        "403": (forbidden(403), "forbidden", "does not take the key"),
        "404": (unknown_model("simulated-1"), "unknown_model", "does not know this model"),
        "404 of a page": (error_page(404), "unknown_model", "check the base URL"),
        "413": (declines(413, "too large"), "too_long", "longer than the model takes"),
        "418": (declines(418, "a teapot"), "rejected", "rejects"),
        "429 for want of credit": (rate_limited(code="insufficient_quota"), "forbidden", "no credit left"),
        "a redirect": (declines(307, "", Location="http://127.0.0.1:1/v1"), "rejected", "redirects"),
        "too long a question": (too_long(), "too_long", "longer than the model takes"),
        "a filter": (declines(400, '{"error": {"code": "content_filter"}}'), "refused", "filter"),
    }),
    "what passes and was no work is asked again and costs nothing": Kind(4, False, {
        "408": (overloaded(408), "slow", "gave up waiting"),
        "409": (overloaded(409), "overloaded", "overloaded"),
        "429": (rate_limited(), "rate_limited", "how often"),
        "429 for a moment": (rate_limited("0.01"), "rate_limited", "how often"),
        "503": (overloaded(503), "overloaded", "overloaded"),
        "529": (overloaded(529), "overloaded", "overloaded"),
    }, is_passing=True),
    "who names a time is left alone until then": Kind(2, False, {
        "429 for an hour": (rate_limited("3600"), "rate_limited", "how often"),
        "503 for an hour": (declines(503, "away", Retry_After="3600"), "overloaded", "overloaded"),
    }, is_passing=True),
    "what passes and may have been work is asked again and each time paid for": Kind(4, True, {
        "500": (overloaded(500), "overloaded", "overloaded"),
        "502": (error_page(502), "overloaded", "overloaded"),
        "504": (error_page(504), "overloaded", "overloaded"),
        "reset": (Breaks("reset"), "unreachable", "broke"),
        "closed": (Breaks("close"), "unreachable", "broke"),
        "no HTTP": (Breaks("noise"), "unreachable", "broke"),
        "cut off": (Breaks("cut"), "unreachable", "broke"),
        "less than it told": (Breaks("short"), "unreachable", "broke"),
        "half in good order": (Breaks("half"), "unreachable", "broke off"),
        "plain text": (Declines(200, "busy", content_type="text/plain"), "unreachable", "broke off"),
        "silence": (Breaks("slow", 2), "slow", "silent"),
        "silence in the middle": (Breaks("stall", 2), "slow", "silent"),
        "an error in the middle": (Breaks("error"), "overloaded", "in mid-answer"),
    }, is_passing=True),
    "what cannot be used is corrected once": Kind(2, True, {
        "garbled events": (Breaks("garbled"), "malformed", "no JSON"),
        "no end": (Breaks("endless"), "malformed", "too long"),
        "a huge answer": (Breaks("huge"), "malformed", "too long"),
        "a bomb": (Breaks("bomb"), "malformed", "too long"),
        "another packing": (declines(200, "{}", Content_Encoding="br"), "malformed", "packed as 'br'"),
        "a page": (error_page(200), "malformed", "web page"),
        "nothing": (declines(200, ""), "malformed", "no JSON"),
        "no choices": (declines(200, '{"choices": []}'), "malformed", "nothing was written"),
        "a list": (declines(200, "[1, 2]"), "malformed", "nothing was written"),
        "prose": (Says(text="I would rather not."), "malformed", "no JSON object"),
        "another schema": (Says({"family": "none"}), "malformed", "cannot be used"),
        "broken JSON": (Says(text='{"verdict": "code_fix", '), "malformed", "breaks off"),
        "no usage": (Says(text="no JSON", usage=None), "malformed", "no JSON object"),
        "a usage of nonsense": (Says(text="no", usage=(-1, "x")), "malformed", "no JSON object"),
    }),
    "what is no answer ends it": Kind(1, True, {
        "a refusal": (Says(refusal="I cannot help with that"), "refused", "refus"),
        "the filter in the middle": (Says(text="{", finish="content_filter"), "refused", "filter"),
        "no room": (Says(text='{"verdict', finish="length"), "truncated", "longer than"),
    }),
}  # fmt: skip


@pytest.fixture
def model(operator, impatient):
    """The operator's model, with prices."""
    with ModelSimulator() as simulated:
        name = simulated.models[0]
        operator(
            model=ModelSetting(name, simulated.base_url, simulated.key),
            model_prices=((name, Decimal(2), Decimal(8)),),
        )
        yield simulated


@pytest.fixture
def shop(open_shop, tmp_path):
    """A project with faults that no recipe mends, each in a file of its own."""
    sample = tmp_path / "till"
    sample.mkdir()
    for number in range(16):
        (sample / f"app{'x' * number}.py").write_text(APP % "nothing")
    (sample / "requirements.txt").write_text("")
    return open_shop(sample=sample)


def run_again(shop, *, is_last):
    """The next rung of the job's ladder, or at once its last one: what is between is the same again."""
    if is_last:
        with tenant_scope(shop.tenant):
            Job.objects.filter(kind="fix.run", state=Job.State.PENDING).update(attempts=len(LADDER))
    shop.hasten()
    shop.work()


def assert_paid_once(shop, fix, calls, is_paid):
    """Every call of the fix has ended and is in its account, with what it cost and nothing else."""
    rows = shop.rows(Call, subject=fix.pk)
    assert [row.state for row in rows] == [CallState.FAILED] * calls
    assert all((row.micro_usd > 0) is is_paid for row in rows), [row.micro_usd for row in rows]
    (account,) = shop.rows(Account, subject=fix.pk)
    assert_adds_up(account, rows)


def assert_adds_up(account, rows):
    assert (account.reserved_micro_usd, account.reserved_tokens, account.unpriced_tokens) == (0, 0, 0)
    assert account.spent_micro_usd == sum(row.micro_usd for row in rows)
    assert account.spent_tokens == sum(row.input_tokens + row.output_tokens for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_it_ends_with_a_reason_and_is_paid_once(kind, model, shop):
    for name, (reply, fault, says) in KINDS[kind].cases.items():
        print(name)  # which one it was, where one fails
        assert_it_ends(Case(reply, fault, says), KINDS[kind], model, shop)

    assert len(shop.fixes()) == len(KINDS[kind].cases)
    for account in shop.rows(Account, scope__in=(Scope.TENANT, Scope.PROJECT)):
        assert_adds_up(account, shop.rows(Call))


def assert_it_ends(case, kind, model, shop):
    before = len(model.questions)
    model.on("cause", case.reply)
    # Another file each time: numbers do not make another issue.
    shop.report(REPORT.replace("app.py", f"app{'x' * len(shop.fixes())}.py"))
    shop.work()
    fix = shop.fix()
    if kind.is_passing:
        (job,) = shop.jobs("fix.run", subject=fix.pk)
        assert (job.state, job.attempts, fix.execution) == ("pending", 1, Execution.RUNNING)
        assert fix.reason.startswith("the model gave no answer: simulated-1 at 127.0.0.1") and case.says in fix.reason
        run_again(shop, is_last=True)

    fix = shop.fix()
    assert (fix.execution, fix.result, fix.is_open) == (Execution.COMPLETED, "no_fix", False), fix.reason
    assert "simulated-1 gave no answer" in fix.reason and case.says in fix.reason
    assert {row.fault for row in shop.rows(Call, subject=fix.pk)} == {case.fault}
    assert len(model.questions) - before == kind.calls
    assert_paid_once(shop, fix, kind.calls, kind.is_paid)
    assert shop.jobs(state="pending") == []


def test_it_goes_up_the_whole_ladder(model, shop):
    model.on("cause", overloaded(500))
    shop.report(REPORT)
    shop.work()
    for attempts in range(1, len(LADDER) + 1):
        assert [job.attempts for job in shop.jobs("fix.run", state="pending")] == [attempts]
        run_again(shop, is_last=False)

    assert (shop.fix().execution, shop.fix().result) == (Execution.COMPLETED, "no_fix")
    assert_paid_once(shop, shop.fix(), 2 * (len(LADDER) + 1), is_paid=True)


def test_nobody_is_there(operator, impatient, shop):
    with ModelSimulator() as gone:
        pass
    operator(model=ModelSetting("simulated-1", gone.base_url, "k"), model_prices=(("simulated-1", 2, 8),))
    shop.report(REPORT)
    shop.work()
    run_again(shop, is_last=True)

    assert shop.fix().result == "no_fix" and "cannot be reached" in shop.fix().reason
    assert_paid_once(shop, shop.fix(), 4, is_paid=False)


def test_it_speaks_no_tls(model, operator, shop):
    address = model.base_url.replace("http:", "https:")
    operator(model=ModelSetting("simulated-1", address, model.key))
    shop.report(REPORT)
    shop.work()
    run_again(shop, is_last=True)

    assert shop.fix().result == "no_fix" and "cannot be reached" in shop.fix().reason
    assert model.asked == []
    assert_paid_once(shop, shop.fix(), 4, is_paid=False)


def test_what_passes_is_asked_again_and_the_fix_goes_on(model, shop):
    said = {**CAUSE, "verdict": "action_recommended", "reason": "Ask the till's maker."}
    model.on("cause", overloaded(500), overloaded(503), said)
    shop.report(REPORT)
    shop.work()
    run_again(shop, is_last=False)

    assert "simulated-1 says action_recommended" in shop.fix().reason
    assert [row.state for row in shop.rows(Call)] == ["failed", "failed", "answered"]
    assert [row.is_told for row in shop.rows(Call)] == [False, True, True]


def test_an_adapter_that_fails_in_a_way_nobody_foresaw_keeps_nothing_reserved(model, shop, monkeypatch, caplog):
    def fails(*_):
        raise ZeroDivisionError(f"at {'-'.join(('zebra', '4417', 'umbra', 'lantern', '9x'))}")

    monkeypatch.setattr("autofix.adapters.model.openai_model.read_answer", fails)
    model.on("cause", CAUSE)
    shop.report(REPORT)
    shop.work()

    fix = shop.fix()
    assert (fix.execution, fix.result) == (Execution.COMPLETED, "no_fix")
    assert "AutoFix failed while it asked (ZeroDivisionError)" in fix.reason
    assert "read_answer" in caplog.text and len(model.questions) == 1
    assert_paid_once(shop, fix, 1, is_paid=True)


@pytest.mark.parametrize("reply", [forbidden(401), overloaded(503), Breaks("cut"), Says({"family": "none"})])
def test_what_a_recipe_found_is_offered_all_the_same(reply, model, open_shop, tmp_path):
    """A change of a client is plausible at most, so that the model is asked for a better one."""
    model.on("cause", reply)
    sample = tmp_path / "client"
    for name, text in {**EXPRESS, CALLER: EXPRESS[CALLER].replace("'/users')", "'/user')")}.items():
        (sample / name).parent.mkdir(parents=True, exist_ok=True)
        (sample / name).write_text(text)
    shop = open_shop(sample=sample)
    shop.report("GET http://localhost:5000/api/user 404 (Not Found)")
    shop.work()
    run_again(shop, is_last=True)

    fix = shop.fix()
    assert (fix.execution, fix.result) == (Execution.COMPLETED, "plausible"), fix.reason
    assert "simulated-1 gave no answer" in fix.reason
    assert [row.strategy.split(":")[0] for row in shop.rows(Attempt)] == ["recipe"]
    assert "api.get('/users')" in shop.git("show", f"{fix.branch}:{CALLER}")
