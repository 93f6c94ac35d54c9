"""Personas: named prompt profiles of a tenant or a project. Every change is a new version that stays as it is."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from redis.exceptions import RedisError

from autofix.core.errors import Conflict, Invalid, LimitReached, NotFound
from autofix.core.events import create, record
from autofix.core.ids import new_id
from autofix.core.jobs import enqueue
from autofix.core.tenancy import tenant_scope
from autofix.llm.models import Persona, PersonaVersion
from autofix.llm.persona_cache import Generation, drop
from autofix.llm.profile import DEFAULT, NAME, STYLE_RULE, Profile, kept_style
from autofix.projects.models import Project

log = logging.getLogger("autofix.llm")
FORGET = "llm.personas.forget"
MOST = 200
FIELDS = ("style_guide", "model", "temperature", "token_limit")


def add_persona(
    tenant_id: str, project: Project | None, name: str, values: Mapping[str, Any], *, actor: str
) -> Persona:
    """A new persona of the project, or (None) of the tenant. Call it inside the tenant's scope.

    Raises ``Invalid``, ``Conflict`` when the name is taken and ``LimitReached``.
    """
    if not NAME.fullmatch(name):
        raise Invalid(f"{name[:100]!r} is no name for a persona: letters, digits, '_', '.' and '-'")
    alive = Persona.objects.filter(retired_at=None)
    if alive.count() >= MOST:
        raise LimitReached(f"there are {MOST} personas already", details={"current": MOST, "limit": MOST})
    if alive.filter(project=project, name=name).exists():
        raise Conflict(f"there is a persona {name!r} already", details={"field": "name"})
    persona = Persona(id=new_id(Persona.PREFIX), tenant_id=tenant_id, project=project, name=name)
    create(persona, "llm.persona.added", actor=actor, data={"name": name})
    _add_version(persona, Profile(), values, actor)
    return persona


def change_persona(persona: Persona, values: Mapping[str, Any], *, actor: str) -> None:
    """A new version, with what ``values`` names changed. Call it inside the tenant's scope.

    Raises ``Invalid``, and ``Conflict`` when somebody else changed it first or it is retired.
    """
    _check_alive(persona)
    before = profile_of(persona)
    # What they say now is the version of the event's own number.
    told = [field for field in FIELDS if field in values and values[field] != getattr(before, field)]
    record(persona, "llm.persona.changed", {}, actor=actor, data={"fields": told})
    _add_version(persona, before, values, actor)


def retire_persona(persona: Persona, *, actor: str) -> None:
    """Have it asked for no more; its name is free. Call it inside the tenant's scope."""
    _check_alive(persona)
    before = profile_of(persona)
    record(persona, "llm.persona.retired", {"retired_at": timezone.now()}, actor=actor)
    _add_version(persona, before, {}, actor)


def get_persona(persona_id: str) -> Persona:
    """The persona, locked for this transaction; raises ``NotFound``."""
    persona = Persona.objects.select_for_update().filter(pk=persona_id, retired_at=None).first()
    if persona is None:
        raise NotFound(f"there is no persona {persona_id}")
    return persona


def profile_of(persona: Persona, version: int | None = None) -> Profile:
    """What a version of the persona says, the newest unless given; raises ``NotFound``."""
    number = persona.version if version is None else version
    row = PersonaVersion.objects.filter(persona=persona, number=number).first()
    if row is None:
        raise NotFound(f"{persona.name} has no version {number}")
    said = {name: getattr(row, name) for name in FIELDS}
    return Profile(persona_id=persona.id, name=persona.name, version=number, **said)


def persona_for(project: Project, name: str | None = None) -> Profile:
    """The profile that the project's fixes use: its own persona called ``name``, else the tenant's.

    Without a name it is ``default``, and AutoFix's own where nobody made one. It is cached for an hour, and dropped
    from the cache when any persona of the tenant changes. Raises ``NotFound`` for a name that nobody gave.
    Call it outside of a transaction: it may ask Redis.
    """
    wanted = name or DEFAULT
    cached = Generation(project.tenant_id, project.id, wanted)
    found = cached.read()
    if found is not None:
        return found
    with tenant_scope(project.tenant_id):
        rows = Persona.objects.filter(Q(project=project) | Q(project=None), name=wanted, retired_at=None)
        persona = rows.order_by(F("project_id").asc(nulls_last=True)).first()
        if persona is None and name is not None and name != DEFAULT:
            raise NotFound(f"there is no persona {name!r} for {project.name}; make it, or change llm.persona")
        profile = profile_of(persona) if persona is not None else Profile()
    cached.store(profile)
    return profile


def _add_version(persona: Persona, before: Profile, values: Mapping[str, Any], actor: str) -> None:
    said = {name: values.get(name, getattr(before, name)) for name in FIELDS}
    style = kept_style(said["style_guide"])
    if style is None:
        raise Invalid(STYLE_RULE, details={"fields": {"style_guide": [STYLE_RULE]}})
    said["style_guide"] = style
    PersonaVersion.objects.create(
        id=new_id("pev"), tenant_id=persona.tenant_id, persona=persona, number=persona.version, actor=actor, **said
    )
    # At once where Redis answers; by a job where it does not, or this process ends before it could say so.
    enqueue(FORGET, persona.id, tenant_id=persona.tenant_id, key=f"{persona.id}:{persona.version}")
    transaction.on_commit(lambda: _drop_now(persona.tenant_id))


def _drop_now(tenant_id: str) -> None:
    try:
        drop(tenant_id)
    except RedisError as error:
        log.warning("a changed persona is dropped from the cache later: %s", error)


def _check_alive(persona: Persona) -> None:
    if persona.retired_at is not None:
        raise Conflict(f"the persona {persona.name} was deleted")
