"""A worker that is killed between reserving and settling: what it reserved counts as spent, for ever."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from autofix.core.leases import LeaseLost
from autofix.core.tenancy import tenant_scope
from autofix.llm.ledger import Asked, Ending, reserve, settle
from autofix.llm.states import CallState
from autofix.sdk.model import Fault, ModelError, Prices, Usage, upper_bound
from tests.llm.conftest import CAUSE
from tests.simulators.model import Breaks, ModelSimulator

PRICES = Prices(Decimal(1), Decimal(1))
BOUND = upper_bound(CAUSE).tokens
WORKER = """
    import sys
    from decimal import Decimal
    from autofix.adapters.http.addresses import Endpoint
    from autofix.adapters.model.openai_model import OpenAIModel
    from autofix.adapters.model.server import ModelServer
    from autofix.core.leases import claim
    from autofix.llm.ledger import Payer
    from autofix.llm.spending import Spending
    from autofix.sdk.model import Prices
    from tests.llm.conftest import CAUSE

    tenant, project, job, url, key, port = sys.argv[1:]
    model = OpenAIModel(ModelServer(url, "gpt-test", key, allowed=frozenset({Endpoint("127.0.0.1", int(port))})))
    lease = claim(job)
    payer = Payer(tenant, project, lease.subject, lease.job_id, lease.fence)
    Spending(lease, payer).wrap(model, Prices(Decimal(1), Decimal(1))).ask(CAUSE)
"""


def test_a_killed_workers_call_is_lost_and_paid(
    tenant, project, make_lease, start_process, spend, calls, account, far_end
):
    lease = make_lease("fix_killed")
    expire(tenant, lease.job_id)
    with ModelSimulator(Breaks("slow", 60), models=("gpt-test",)) as silent:
        where = (silent.base_url, silent.key, str(silent.port))
        worker = start_process(WORKER, tenant, project, lease.job_id, *where)
        until = time.monotonic() + 60
        while not silent.questions and worker.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        assert silent.questions, worker.poll()
        worker.kill()
        worker.wait()

    spend("fix_killed").wrap(far_end(), PRICES).ask(CAUSE)

    lost, answered = calls()
    assert (lost.state, lost.micro_usd) == (CallState.LOST, BOUND)
    assert (answered.state, answered.micro_usd) == (CallState.ANSWERED, 30)
    assert (account(3).spent_micro_usd, account(3).reserved_micro_usd) == (BOUND + 30, 0)


def test_it_holds_the_ceiling_shut(tenant, spend, set_ceilings, calls, far_end):
    set_ceilings(usd_per_fix=Decimal(BOUND + 100) / 10**6)
    first = spend("fix_1")
    with first.lease.write():
        reserve(first.payer, Asked("cause", "d" * 64, (), "gpt-test"), upper_bound(CAUSE), PRICES)

    with pytest.raises(ModelError) as refused:
        spend("fix_1").wrap(far_end(), PRICES).ask(CAUSE)

    assert refused.value.fault is Fault.BUDGET
    assert len(calls()) == 1


def test_a_call_of_another_fix_is_lost_when_it_is_too_old_to_be_alive(tenant, connect, spend, calls, far_end):
    first = spend("fix_1")
    with first.lease.write():
        reserve(first.payer, Asked("cause", "d" * 64, (), "gpt-test"), upper_bound(CAUSE), PRICES)
    spend("fix_2").wrap(far_end(), PRICES).ask(CAUSE)
    assert [call.state for call in calls()] == [CallState.RESERVED, CallState.ANSWERED]

    connect("autofix_owner", tenant).execute(
        "UPDATE llm_call SET created_at = now() - interval '16 minutes' WHERE state = 'reserved'"
    )
    spend("fix_3").wrap(far_end(), PRICES).ask(CAUSE)

    assert [call.state for call in calls()] == [CallState.LOST, CallState.ANSWERED, CallState.ANSWERED]


def test_who_was_only_slow_settles_what_it_got(tenant, spend, calls, account):
    slow = spend("fix_1")
    with slow.lease.write():
        reservation = reserve(slow.payer, Asked("cause", "d" * 64, (), "gpt-test"), upper_bound(CAUSE), PRICES)
    with tenant_scope(tenant):
        settle(reservation, Ending(CallState.LOST), Usage(0, 0, is_told=False))
    assert account(3).spent_micro_usd == BOUND

    with slow.lease.write():
        settle(reservation, Ending(CallState.ANSWERED, "a", "{}"), Usage(10, 20))

    assert (account(3).spent_micro_usd, account(3).spent_tokens) == (30, 30)
    assert calls()[0].state == CallState.ANSWERED


def test_who_lost_the_lease_writes_no_answer(tenant, spend, calls, far_end):
    model = far_end()

    class Slept:
        name = "gpt-test"

        def ask(self, question, heard=None):
            spend("fix_1")
            return model.ask(question, heard)

    with pytest.raises(LeaseLost):
        spend("fix_1").wrap(Slept(), PRICES).ask(CAUSE)

    assert [(call.state, call.answer) for call in calls()] == [(CallState.RESERVED, "")]


def expire(tenant, job_id):
    from autofix.core.models import Job

    with tenant_scope(tenant):
        Job.objects.filter(pk=job_id).update(lease_until="2026-01-01T00:00:00Z")
