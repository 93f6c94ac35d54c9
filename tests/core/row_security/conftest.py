"""Which tables belong to nobody, and rows of all the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.model_rows import run

# Tables whose rows belong to no tenant, each with the reason. A new table is not on the list by itself.
SHARED = {
    "auth_group": "Django's own, unused: roles are memberships",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "names of Django's rights, made by migrations",
    "django_content_type": "names of models, made by migrations",
    "django_migrations": "which migrations ran; the service may only read it",
    "django_session": "found by a random key that the browser alone has, before a tenant is known",
}
# Rows are added and read; nobody but the tables' owner could change one.
APPEND_ONLY = frozenset({"core_event", "llm_personaversion"})


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``model`` is each model of ours whose rows belong to somebody, ``movable_model`` each with a tenant that could change."""
    if not {"model", "movable_model"} & set(metafunc.fixturenames):
        return
    from django.apps import apps

    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table not in SHARED]
    movable = [m for m in models if hasattr(m, "tenant_id") and m._meta.db_table not in APPEND_ONLY]
    for name, wanted in (("model", models), ("movable_model", movable)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, wanted, ids=[m._meta.label for m in wanted])


@pytest.fixture
def attempt() -> Callable[..., int]:
    """Run one statement of a row as a tenant; answers the rows it touched, -1 when it was refused."""
    return run


@pytest.fixture(scope="session")
def shared_tables() -> dict[str, str]:
    """Tables whose rows belong to no tenant."""
    return SHARED


@pytest.fixture(scope="session")
def append_only_tables() -> frozenset[str]:
    """Tables whose rows cannot be changed or removed."""
    return APPEND_ONLY
