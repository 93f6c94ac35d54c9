"""Of two writers that read the same version, one gets a conflict (requirement I5)."""

import functools

import pytest

from autofix.core.errors import Conflict
from autofix.core.events import record
from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from tenants.models import Tenant


def read(tenant):
    with tenant_scope(tenant):
        return Tenant.objects.get()


def test_the_second_writer_is_refused(tenant):
    first, second = read(tenant), read(tenant)
    with tenant_scope(tenant):
        record(first, "tenant.renamed", {"name": "first"})

    with pytest.raises(Conflict, match="was changed meanwhile") as caught, tenant_scope(tenant):
        record(second, "tenant.renamed", {"name": "second"})

    assert caught.value.refusal.details == {"version_read": 1}
    assert read(tenant).name == "first"


def test_at_the_same_time_one_of_many_wins(tenant, side_by_side):
    def rename(row, name):
        with tenant_scope(tenant):
            record(row, "tenant.renamed", {"name": name})
        return name

    rows = [read(tenant) for _ in range(6)]
    answers = side_by_side([functools.partial(rename, row, f"name {n}") for n, row in enumerate(rows)])

    winners = [answer for answer in answers if isinstance(answer, str)]
    assert len(winners) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 5
    assert read(tenant).name == winners[0]
    with tenant_scope(tenant):
        assert Event.objects.filter(subject=tenant).count() == 2
