"""Fifty whole fixes side by side, each with a model over real HTTP, never spend and reserve more than a ceiling."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from django.conf import settings

from autofix.core.models import Job
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope
from autofix.env import ModelSetting
from autofix.fixes.states import Execution
from autofix.llm.models import Account, Call
from autofix.llm.states import Scope
from autofix.sdk.model import MICRO
from tests.cli.test_fix_with_model import APP, CAUSE, REPORT
from tests.simulators.model import ModelSimulator, Says

# Each worker holds a connection of the pool of ten, and its heartbeat wants one now and then.
FIXES, WORKERS = 50, 6
# One call may cost 4,000 written tokens and what it reads, some 9,000 bytes of a small repository at the very most.
CEILING, ONE_CALL = Decimal("0.08"), 40_000

WATCH = """
CREATE TABLE watched (scope integer, total bigint, reserved bigint);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO watched VALUES (NEW.scope, NEW.spent_micro_usd + NEW.reserved_micro_usd, NEW.reserved_micro_usd);
    RETURN NULL;
END $$;
CREATE TRIGGER watch AFTER INSERT OR UPDATE ON llm_account FOR EACH ROW EXECUTE FUNCTION watch();
GRANT INSERT ON watched TO autofix_app;
"""


@pytest.fixture
def watched(owner_connection):
    """Every state that any account ever had, in the transaction that made it: scope, spent and reserved, reserved."""
    owner_connection.execute(WATCH)
    yield lambda: owner_connection.execute("SELECT scope, total, reserved FROM watched").fetchall()
    owner_connection.execute("DROP TRIGGER watch ON llm_account; DROP FUNCTION watch(); DROP TABLE watched")


@pytest.fixture
def model(operator):
    """The operator's model, which says what to do in words, for a part of what its call was reserved with."""
    said = {**CAUSE, "verdict": "action_recommended", "reason": "Ask the till's maker."}
    with ModelSimulator(lambda asked: Says(said, lingers=0.02)) as simulated:
        operator(
            model=ModelSetting("simulated-1", simulated.base_url, simulated.key),
            model_prices=(("simulated-1", Decimal(1), Decimal(4)),),
        )
        yield simulated


@pytest.fixture
def shop(open_shop, tmp_path):
    """A project with fifty faults that no recipe mends."""
    sample = tmp_path / "till"
    sample.mkdir()
    for number in range(FIXES):
        (sample / f"{name_of(number)}.py").write_text(APP % "nothing")
    (sample / "requirements.txt").write_text("")
    return open_shop(sample=sample)


def name_of(number):
    return f"app{chr(97 + number // 10)}{chr(97 + number % 10)}"


def let_fifty_fixes_run(shop):
    """The real queue: its jobs are claimed by whoever comes first."""
    for number in range(FIXES):
        shop.report(REPORT.replace("app.py", f"{name_of(number)}.py"))
    while waiting := [job for job in shop.jobs(state="pending") if job.kind != "fix.run"]:
        for job in waiting:
            run_job(job.pk)
    jobs = [job.pk for job in shop.jobs("fix.run", state="pending")]
    assert len(jobs) == FIXES
    start = threading.Barrier(WORKERS)

    def work():
        from django.db import connection

        start.wait(20)
        try:
            for job_id in jobs:
                run_job(job_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(100)
    with tenant_scope(shop.tenant):
        assert not Job.objects.filter(kind="fix.run").exclude(state=Job.State.DONE).exists()


@pytest.mark.parametrize("scope", ["tenant", "project"])
def test_fifty_fixes_never_pass_it(scope, model, shop, operator, watched):
    operator(model_budget={f"usd_per_{scope}_month": CEILING})
    let_fifty_fixes_run(shop)

    ceiling, states = int(CEILING * MICRO), watched()
    most = {each: max(total for of, total, _ in states if of == each) for each in (Scope.TENANT, Scope.PROJECT)}
    one_call = max(reserved for of, _, reserved in states if of == Scope.FIX)
    assert 0 < one_call <= ONE_CALL
    # The endpoint tells no more than was reserved, so that not even one call's reservation is above it.
    assert max(most.values()) <= ceiling and max(most.values()) > ceiling - one_call
    assert max(reserved for of, _, reserved in states if of == Scope.TENANT) > one_call, "no two were side by side"

    calls = shop.rows(Call)
    for account in shop.rows(Account):
        assert (account.reserved_micro_usd, account.reserved_tokens) == (0, 0)
        own = [call.micro_usd for call in calls if account.scope != Scope.FIX or call.subject == account.subject]
        assert account.spent_micro_usd == sum(own) <= ceiling
    fixes = shop.fixes()
    assert {(fix.execution, fix.result) for fix in fixes} == {(Execution.COMPLETED, "no_fix")}
    refused = [fix for fix in fixes if "by the server (AUTOFIX_MODEL_BUDGET)" in fix.reason]
    asked = [fix for fix in fixes if "simulated-1 says action_recommended" in fix.reason]
    assert len(refused) + len(asked) == FIXES and refused and asked
    assert len(asked) == len(calls) == len(model.questions)
    assert all(f"a {scope} in a month may cost 0.08 USD" in fix.reason for fix in refused)


def test_without_a_ceiling_they_pass_it(model, shop, watched):
    assert settings.ENVIRONMENT.model_budget == {}
    let_fifty_fixes_run(shop)

    assert len(model.questions) == FIXES
    assert max(total for of, total, _ in watched() if of == Scope.TENANT) > CEILING * MICRO
