from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autofix.supervisor.children import Plan, build_children, reachable_host

PLAN = Plan(
    data=Path("/data"),
    bind="127.0.0.1",
    port=8123,
    database_url="postgresql://autofix_app@db/autofix",
    migration_database_url="postgresql://autofix_owner@db/autofix",
    redis_url="redis://cache/0",
    has_local_platform=True,
)
INHERITED = {
    "PATH": "/usr/bin",
    "HTTPS_PROXY": "http://proxy",
    "DATABASE_URL": "inherited",
    "AUTOFIX_MIGRATION_DATABASE_URL": "inherited",
    "REDIS_URL": "inherited",
    "AUTOFIX_TOKEN": "inherited",
    "AUTOFIX_PORT": "0",
    "OPENAI_API_KEY": "a key",
    "AUTOFIX_FALLBACK_API_KEY": "another",
}


def children(plan=PLAN):
    return {child.name: child for child in build_children(plan, INHERITED, None, None)}


def test_the_tables_are_there_before_anything_serves():
    assert list(children()) == ["migrate", "web", "worker", "beat", "releases"]
    assert [child.name for child in children().values() if child.is_once] == ["migrate"]


def test_the_keeper_of_releases_runs_only_where_releases_do():
    assert "releases" not in children(replace(PLAN, has_local_platform=False))


def test_only_migrate_is_told_the_owners_login():
    told = {name: child.launch.environment.get("AUTOFIX_MIGRATION_DATABASE_URL") for name, child in children().items()}
    assert told.pop("migrate") == PLAN.migration_database_url
    assert set(told.values()) == {None}


def test_the_token_of_whoever_starts_the_service_stays_with_them():
    assert all("AUTOFIX_TOKEN" not in child.launch.environment for child in children().values())


def test_the_keeper_of_releases_is_told_no_login():
    environment = children()["releases"].launch.environment
    assert not {"DATABASE_URL", "REDIS_URL"} & environment.keys()


def test_the_keeper_of_releases_is_told_no_key_of_a_model():
    keys = {"OPENAI_API_KEY", "AUTOFIX_FALLBACK_API_KEY"}
    assert keys <= children()["worker"].launch.environment.keys()
    assert not keys & children()["releases"].launch.environment.keys()


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_what_serves_is_told_its_servers_and_its_place(name):
    environment = children()[name].launch.environment
    assert environment["DATABASE_URL"] == PLAN.database_url
    assert environment["REDIS_URL"] == PLAN.redis_url
    assert environment["AUTOFIX_PORT"] == "8123"
    assert environment["HTTPS_PROXY"] == "http://proxy"


def test_nothing_in_the_current_folder_is_imported():
    for child in children().values():
        assert child.launch.environment["PYTHONSAFEPATH"] == "1"


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::", "http://[::1]:8123"),
        ("10.1.2.3", "http://10.1.2.3:8123"),
    ],
)
def test_the_address_is_one_that_can_be_opened(bind, address):
    assert replace(PLAN, bind=bind).address == address
    assert reachable_host(bind) not in ("0.0.0.0", "::")
