"""The routes of personas."""

from __future__ import annotations

from django.db.models import Q
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, answer, expect_version, read_body, read_query
from autofix.core.errors import Conflict, NotFound
from autofix.core.tenancy import tenant_scope
from autofix.llm import serializers as shapes
from autofix.llm.models import Persona
from autofix.llm.personas import add_persona, change_persona, get_persona, profile_of, retire_persona
from autofix.llm.rendering import rendered_as_json
from autofix.projects.services import reach_project
from tenants.tokens import Access, access_of

READ, WRITE = "projects:read", "projects:write"


class Personas(ApiView):
    """The personas of the tenant and its projects."""

    def get(self, request: Request) -> Response:
        """List them: all, or with ``project_id`` those that a project may name."""
        access = access_of(request)
        query = read_query(shapes.PersonaQuery, request)
        with tenant_scope(access.tenant_id):
            rows = Persona.objects.filter(retired_at=None)
            if project_id := query.get("project_id"):
                project = reach_project(access, READ, project_id)
                rows = rows.filter(Q(project=project) | Q(project=None))
            else:
                access.require(READ)
            if "cursor" in query:
                rows = rows.filter(pk__lt=query["cursor"])
            limit = query["limit"]
            found = list(rows.order_by("-pk")[: limit + 1])
            following = found[limit - 1].id if len(found) > limit else None
            return answer({"items": [shapes.persona_as_json(row) for row in found[:limit]], "next": following})

    def post(self, request: Request) -> Response:
        """Make one."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            wanted = read_body(shapes.PersonaInput, request)
            project_id = wanted.pop("project_id", None)
            if not project_id:
                access.require(WRITE)
            project = reach_project(access, WRITE, project_id) if project_id else None
            persona = add_persona(access.tenant_id, project, wanted.pop("name"), wanted, actor=access.actor)
            return answer(shapes.persona_as_json(persona), 201)


class OnePersona(ApiView):
    """One persona."""

    def get(self, request: Request, persona_id: str) -> Response:
        """Show it as it is, or as it was in a version."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            persona = _reach(access, READ, persona_id)
            version = read_query(shapes.VersionQuery, request).get("version")
            return answer(shapes.persona_as_json(persona, profile_of(persona, version)))

    def patch(self, request: Request, persona_id: str) -> Response:
        """Make a new version of it; ``If-Match`` holds the change to the version that was edited."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            persona = _reach(access, WRITE, persona_id)
            wanted = read_body(shapes.PersonaChange, request)
            _expect(request, persona)
            change_persona(persona, wanted, actor=access.actor)
            return answer(shapes.persona_as_json(persona))

    def delete(self, request: Request, persona_id: str) -> Response:
        """Have it asked for no more; fixes that used it still name its versions."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            persona = _reach(access, WRITE, persona_id)
            _expect(request, persona)
            retire_persona(persona, actor=access.actor)
            return answer({"persona_id": persona_id})


class RenderPersona(ApiView):
    """A look at what a model would hear."""

    def post(self, request: Request, persona_id: str) -> Response:
        """Render it as it is, as it was in a version, or as the body would change it; nothing is stored or asked."""
        access = access_of(request)
        version = read_query(shapes.VersionQuery, request).get("version")
        with tenant_scope(access.tenant_id):
            profile = profile_of(_reach(access, READ, persona_id), version)
        wanted = read_body(shapes.PersonaChange, request)
        return answer(rendered_as_json(profile.with_changes(wanted)))


def _reach(access: Access, scope: str, persona_id: str) -> Persona:
    persona = get_persona(persona_id)
    if persona.project_id is not None or scope == WRITE:
        access.require(scope, persona.project_id or "")
    else:
        # Every project may read what it may name.
        access.require(scope, access.project_id)
    return persona


def _expect(request: Request, persona: Persona) -> None:
    """Raises ``Conflict`` with the version that was edited and the one that is there, whole (requirement I5)."""
    try:
        expect_version(request, persona)
    except Conflict as conflict:
        sent = int(str(conflict.refusal.details["version_sent"]))
        versions: dict[str, object] = {"current": shapes.persona_as_json(persona)}
        try:
            versions["edited"] = shapes.persona_as_json(persona, profile_of(persona, sent))
        except NotFound:
            versions["edited"] = None
        raise Conflict(str(conflict), details={**conflict.refusal.details, **versions}) from None
