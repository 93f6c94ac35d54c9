"""A kind of job takes back what its death did, before the job runs again."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.jobs import replay_job
from autofix.core.tenancy import tenant_scope


def test_it_is_told_of_the_replay(make_kind, make_job, look, tenant, change_job):
    told = []
    job = make_job(make_kind(lambda lease: None, on_replay=lambda job: told.append(job.subject)))
    change_job(job, "state = 'dead'")

    with tenant_scope(tenant):
        replay_job(look(job))

    assert told == [look(job).subject]


def test_it_may_refuse_the_replay(make_kind, make_job, look, tenant, change_job):
    def refuse(job):
        raise Conflict("deploy again instead")

    job = make_job(make_kind(lambda lease: None, on_replay=refuse))
    change_job(job, "state = 'dead'")

    with pytest.raises(Conflict, match="deploy again"), tenant_scope(tenant):
        replay_job(look(job))
    assert look(job).state == "dead"
