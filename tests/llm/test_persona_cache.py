"""Personas in a real Redis: for an hour, apart by tenant, dropped on a change, and right without Redis too."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from autofix.core.models import Job
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope
from autofix.llm.persona_cache import Generation
from autofix.llm.personas import FORGET, add_persona, change_persona, persona_for
from autofix.llm.profile import Profile
from autofix.projects.models import Project

pytestmark = pytest.mark.needs_redis
NOWHERE = "unix:///tmp/there-is-no-redis-here.sock"


@pytest.fixture
def shop(tenant, project):
    with tenant_scope(tenant):
        return Project.objects.get(pk=project)


@pytest.fixture
def terse(tenant, redis_url):
    with tenant_scope(tenant):
        return add_persona(tenant, None, "default", {"style_guide": "Few words."}, actor="test")


@pytest.fixture
def without_redis():
    return lambda: override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, redis_url=NOWHERE))


def asked_the_database(call):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        call()
    return any("llm_persona" in query["sql"] for query in seen.captured_queries)


def test_it_is_read_once(shop, terse):
    assert asked_the_database(lambda: persona_for(shop))
    assert not asked_the_database(lambda: persona_for(shop))
    assert persona_for(shop).style_guide == "Few words."


def test_it_is_kept_for_an_hour_under_its_tenant(shop, terse, redis_url):
    persona_for(shop)
    with redis.Redis.from_url(redis_url) as client:
        (key,) = client.keys("autofix:persona:*")
        assert shop.tenant_id in key.decode() and shop.id in key.decode()
        assert 3_590 < client.ttl(key) <= 3_600
        assert json.loads(client.get(key))["style_guide"] == "Few words."


def test_a_change_is_seen_at_once_and_one_that_is_taken_back_is_not(tenant, shop, terse):
    persona_for(shop)
    with pytest.raises(ZeroDivisionError), tenant_scope(tenant):
        change_persona(terse, {"style_guide": "taken back"}, actor="test")
        raise ZeroDivisionError
    assert persona_for(shop).style_guide == "Few words."
    terse.version = 1
    with tenant_scope(tenant):
        change_persona(terse, {"style_guide": "Many words."}, actor="test")

    assert (persona_for(shop).style_guide, persona_for(shop).version) == ("Many words.", 2)


def test_a_new_one_of_the_project_is_seen_at_once(tenant, shop, terse):
    persona_for(shop)
    with tenant_scope(tenant):
        add_persona(tenant, shop, "default", {"style_guide": "Ours."}, actor="test")

    assert persona_for(shop).style_guide == "Ours."


def test_who_read_before_a_change_stores_nothing_that_is_read_after_it(tenant, shop, terse):
    slow = Generation(tenant, shop.id, "default")
    assert slow.read() is None
    with tenant_scope(tenant):
        change_persona(terse, {"style_guide": "Many words."}, actor="test")
    slow.store(Profile(style_guide="Few words."))

    assert persona_for(shop).style_guide == "Many words."


def test_without_redis_it_is_read_from_the_database(tenant, shop, terse, without_redis):
    with without_redis():
        assert persona_for(shop).style_guide == "Few words."
        with tenant_scope(tenant):
            change_persona(terse, {"style_guide": "Many words."}, actor="test")
        assert persona_for(shop).style_guide == "Many words."


def test_what_changed_while_redis_was_away_is_dropped_when_it_is_back(tenant, shop, terse, without_redis):
    persona_for(shop)
    with without_redis():
        with tenant_scope(tenant):
            change_persona(terse, {"style_guide": "Many words."}, actor="test")
            job = Job.objects.get(kind=FORGET, key=f"{terse.id}:2")
        run_job(job.pk)
    assert persona_for(shop).style_guide == "Few words."
    with tenant_scope(tenant):
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("pending", 0)
        Job.objects.filter(pk=job.pk).update(due_at="2026-01-01T00:00:00Z")
    run_job(job.pk)

    assert persona_for(shop).style_guide == "Many words."


def test_what_is_no_profile_is_a_miss(shop, terse, redis_url):
    persona_for(shop)
    with redis.Redis.from_url(redis_url) as client:
        (key,) = client.keys("autofix:persona:*")
        for garbage in (b"no", b"[]", b'{"style_guide": "half"}', b"\xff"):
            client.set(key, garbage)
            assert persona_for(shop).style_guide == "Few words."
