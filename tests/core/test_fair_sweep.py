"""The sweeper's nudges go round the tenants: ten thousand jobs of one do not hide the one job of another."""

import pytest
from django.db import connection

from autofix.core.jobs import enqueue
from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope


def due_jobs(limit):
    with connection.cursor() as cursor:
        cursor.execute("SELECT due_jobs(%s)", [limit])
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def many(tenant, connect):
    """Ten thousand jobs of ``tenant``, urgent and due long since."""
    connect("autofix_owner", tenant).execute(
        "INSERT INTO core_job (id, tenant_id, kind, key, subject, state, priority, correlation, attempts, kills, fence,"
        " owner, error, due_at) SELECT 'job_many' || n, %s, 'many', n, n, 'pending', 1, '', 0, 0, 0, '', '',"
        " now() - interval '1 day' FROM generate_series(1, 10000) AS n",
        [tenant],
    )


@pytest.fixture
def theirs(make_kind, other_tenant):
    with tenant_scope(other_tenant):
        assert enqueue(make_kind(lambda lease: None), "sub_1", tenant_id=other_tenant, priority=9)
        return Job.objects.get().pk


def test_the_job_of_another_is_among_the_first(many, theirs):
    found = due_jobs(10)

    assert len(found) == 10
    assert theirs in found


def test_the_others_come_after(many, theirs):
    assert len(due_jobs(10_000)) == 10_000
    assert len(due_jobs(10_000)) == 1
