"""Personas: versions that stay, the project's before the tenant's, and who changed it first."""

from __future__ import annotations

import psycopg
import pytest

from autofix.core.errors import Conflict, Invalid, NotFound
from autofix.core.tenancy import tenant_scope
from autofix.llm.models import Persona, PersonaVersion
from autofix.llm.personas import add_persona, change_persona, persona_for, profile_of, retire_persona
from autofix.llm.profile import Profile
from autofix.projects.models import Project


@pytest.fixture
def shop(tenant, project):
    with tenant_scope(tenant):
        return Project.objects.get(pk=project)


@pytest.fixture
def add(tenant):
    def make(name="default", project=None, **values):
        with tenant_scope(tenant):
            return add_persona(tenant, project, name, values, actor="test")

    return make


def test_without_any_it_is_autofixs_own(shop):
    assert persona_for(shop) == Profile() == persona_for(shop, "default")
    assert (Profile().temperature, Profile().token_limit) == (0.7, 4_000)


def test_a_name_that_nobody_gave_is_said(shop):
    with pytest.raises(NotFound, match="no persona 'terse' for shop"):
        persona_for(shop, "terse")


def test_the_projects_comes_before_the_tenants(shop, add):
    add(style_guide="the tenant's")
    assert persona_for(shop).style_guide == "the tenant's"
    add(project=shop, style_guide="the project's", temperature=0.2, token_limit=500, model="m")

    assert persona_for(shop).style_guide == "the project's"
    assert (persona_for(shop).temperature, persona_for(shop).token_limit, persona_for(shop).model) == (0.2, 500, "m")


def test_every_change_is_a_version_and_the_old_ones_stay(tenant, add):
    persona = add(style_guide="one", temperature=0.2)
    with tenant_scope(tenant):
        change_persona(persona, {"style_guide": "two"}, actor="test")

        assert persona.version == 2
        assert [profile_of(persona, number).style_guide for number in (1, 2)] == ["one", "two"]
        assert profile_of(persona).temperature == 0.2


def test_no_version_can_be_rewritten(tenant, add, connect):
    add(style_guide="one")
    for statement in ("UPDATE llm_personaversion SET style_guide = 'x'", "DELETE FROM llm_personaversion"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connect("autofix_app", tenant).execute(statement)


def test_two_who_edit_the_same_version(tenant, add):
    first = add(style_guide="one")
    with tenant_scope(tenant):
        second = Persona.objects.get(pk=first.pk)
        change_persona(first, {"style_guide": "two"}, actor="test")
    with pytest.raises(Conflict), tenant_scope(tenant):
        change_persona(second, {"style_guide": "three"}, actor="test")

    with tenant_scope(tenant):
        assert PersonaVersion.objects.count() == 2


def test_a_retired_one_is_asked_for_no_more_and_its_name_is_free(tenant, shop, add):
    old = add("terse", style_guide="old")
    with pytest.raises(Conflict):
        add("terse")
    with tenant_scope(tenant):
        retire_persona(old, actor="test")
    with pytest.raises(NotFound):
        persona_for(shop, "terse")
    add("terse", style_guide="new")

    assert persona_for(shop, "terse").style_guide == "new"
    with tenant_scope(tenant):
        assert profile_of(old, 1).style_guide == "old"


@pytest.mark.parametrize("style", ["x" * 8_001, "a\0b", "a\x1bb", "\ud800"])
def test_a_style_guide_is_bounded_text(style, tenant, add):
    with pytest.raises(Invalid, match="style guide"):
        add(style_guide=style)

    with tenant_scope(tenant):
        assert not Persona.objects.exists()


@pytest.mark.parametrize("name", ["", "-x", "a b", "ä", "x" * 101])
def test_a_name_is_one_that_a_file_can_give(name, add):
    with pytest.raises(Invalid, match="no name"):
        add(name)


def test_another_tenants_is_not_found(tenant, other_tenant, shop):
    with tenant_scope(other_tenant):
        add_persona(other_tenant, None, "default", {"style_guide": "theirs"}, actor="test")

    assert persona_for(shop) == Profile()
