"""The real adapter before endpoints that answer as they are told, and workers that hold a lease on a fix."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from autofix.adapters.http.addresses import Endpoint
from autofix.adapters.model.dialect import Dialects
from autofix.adapters.model.openai_model import OpenAIModel
from autofix.adapters.model.server import ModelServer
from autofix.sdk.model import Message, Question
from tests.simulators.model import Asked, Declines, ModelSimulator, Says

_numbers = itertools.count(1)
CAUSE = Question("cause", (Message("user", "why?"),), {"type": "object"}, max_tokens=100)


class FarEnd(OpenAIModel):
    """The real adapter, with what the simulated endpoint behind it was asked."""

    def __init__(self, simulator: ModelSimulator) -> None:
        allowed = frozenset({Endpoint("127.0.0.1", simulator.port)})
        server = ModelServer(simulator.base_url, simulator.models[0], simulator.key, allowed=allowed)
        super().__init__(server, dialects=Dialects())
        self._simulator = simulator

    @property
    def asked(self) -> list[Asked]:
        """The questions, as they came over HTTP."""
        return self._simulator.questions


@pytest.fixture
def far_end() -> Iterator[Callable[..., FarEnd]]:
    """Open a model at an endpoint of its own: it replies as it is told, one reply a call, the last one for good."""
    with contextlib.ExitStack() as stack:

        def start(*replies: Says | Declines, name: str = "gpt-test") -> FarEnd:
            simulator = stack.enter_context(ModelSimulator(models=(name,)))
            simulator.on("cause", *(replies or (Says({"why": "because"}, usage=(10, 20)),)))
            return FarEnd(simulator)

        yield start


@pytest.fixture
def make_lease(tenant: str) -> Callable[..., Any]:
    """A worker's hold on a fix's job, made where it is missing; claiming it again takes it from the worker before."""
    from django.db import connection

    from autofix.core.jobs import enqueue
    from autofix.core.leases import claim
    from autofix.core.models import Job
    from autofix.core.tenancy import tenant_scope

    def make(fix_id: str = "") -> Any:
        fix_id = fix_id or f"fix_{next(_numbers)}"
        with tenant_scope(tenant):
            enqueue("fix.run", fix_id, tenant_id=tenant)
            job = Job.objects.get(subject=fix_id)
            Job.objects.filter(pk=job.pk).update(lease_until="2026-01-01T00:00:00Z")
        lease = claim(job.pk)
        assert lease is not None, connection
        return lease

    return make


@pytest.fixture
def spend(tenant: str, project: str, make_lease: Callable[..., Any]) -> Callable[..., Any]:
    """What a worker spends on a fix; the worker before it, where there is one, has lost the lease."""
    from autofix.llm.ledger import Payer
    from autofix.llm.spending import Spending

    def start(fix_id: str = "", redact: Callable[[str], str] = str, **payer: Any) -> Any:
        lease = make_lease(fix_id)
        who = Payer(tenant, project, lease.subject, lease.job_id, lease.fence, family="cors_error")
        return Spending(lease, replace(who, **payer), redact)

    return start


@pytest.fixture
def calls(tenant: str) -> Callable[[], list[Any]]:
    """Every call in the ledger, oldest first."""
    from autofix.core.tenancy import tenant_scope
    from autofix.llm.models import Call

    def read() -> list[Any]:
        with tenant_scope(tenant):
            return list(Call.objects.order_by("pk"))

    return read


@pytest.fixture
def account(tenant: str) -> Callable[[int], Any]:
    """The one account of a scope."""
    from autofix.core.tenancy import tenant_scope
    from autofix.llm.models import Account

    def read(scope: int) -> Any:
        with tenant_scope(tenant):
            return Account.objects.get(scope=scope)

    return read


@pytest.fixture
def set_ceilings(tenant: str) -> Callable[..., None]:
    """Set ceilings of the tenant."""
    from autofix.core.tenancy import tenant_scope
    from autofix.llm.budgets import set_budget

    def change(**amounts: Any) -> None:
        with tenant_scope(tenant):
            set_budget(tenant, amounts, actor="test")

    return change
