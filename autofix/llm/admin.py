"""Endpoints, personas and what models were asked, in the admin. A key can be set there and is never shown."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Ask, Call, Operation
from autofix.admin.roles import MANAGE
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.timeline import timeline_of
from autofix.llm.endpoints import MAX_KEY, change_endpoint
from autofix.llm.models import Call as ModelCall
from autofix.llm.models import Endpoint, Persona
from autofix.llm.money import as_usd
from autofix.llm.personas import change_persona
from autofix.llm.profile import MAX_STYLE

KEY = (Ask("key", "Key", is_secret=True, is_required=True, max_length=MAX_KEY),)
STYLE = (Ask("style_guide", "Style guide", is_required=True, max_length=MAX_STYLE),)


def _set_key(endpoint: Endpoint, call: Call) -> str:
    change_endpoint(endpoint, {"key": call.answers["key"].strip()}, actor=call.actor)
    return f"the key for {endpoint.base_url} is stored"


def _switch(is_enabled: bool) -> Operation[Endpoint]:
    def perform(endpoint: Endpoint, call: Call) -> str:
        change_endpoint(endpoint, {"is_enabled": is_enabled}, actor=call.actor)
        return "it is asked" if is_enabled else "it is asked no more"

    name, look = ("enable", "primary") if is_enabled else ("disable", "danger")
    return Operation(name, name.title(), perform, lambda row: row.is_enabled != is_enabled, roles=MANAGE, look=look)


def _set_style(persona: Persona, call: Call) -> str:
    change_persona(persona, {"style_guide": call.answers["style_guide"]}, actor=call.actor)
    return f"version {persona.version} of {persona.name} is in force"


@admin.register(Endpoint)
class EndpointAdmin(TenantRowAdmin):
    """Which models the tenant's fixes may ask."""

    list_display = ("model", "base_url", "project", "order", "is_enabled", "has_key")
    list_filter = ("is_enabled", "project")
    list_select_related = ("project",)
    search_fields = ("model", "base_url", "=id")
    ordering = ("project_id", "order", "id")
    facts = ("base_url", "model", "project", "usd_input", "usd_output", "order", "is_enabled", "created_at")
    panels_template = "admin/llm/timeline.html"
    operations = (
        _switch(True),
        _switch(False),
        Operation("set-key", "Set its key", _set_key, roles=MANAGE, asks=KEY),
    )

    @display(description="key", boolean=True)
    def has_key(self, endpoint: Endpoint) -> bool:
        """Whether there is one."""
        return endpoint.sealed is not None

    def panels(self, request: HttpRequest, row: Endpoint) -> dict[str, object]:
        """What happened to it."""
        return {"timeline": timeline_of(row)}


@admin.register(Persona)
class PersonaAdmin(TenantRowAdmin):
    """How the tenant's models are spoken to."""

    list_display = ("name", "project", "version", "created_at", "retired_at")
    list_filter = ("project",)
    list_select_related = ("project",)
    search_fields = ("name", "=id")
    ordering = ("name", "id")
    facts = ("name", "project", "version", "created_at", "retired_at")
    panels_template = "admin/llm/persona/panels.html"
    operations = (
        Operation(
            "set-style",
            "Set its style guide",
            _set_style,
            lambda row: row.retired_at is None,
            roles=MANAGE,
            asks=STYLE,
            seen=lambda row: str(row.version),
        ),
    )

    def panels(self, request: HttpRequest, row: Persona) -> dict[str, object]:
        """Every version, the newest first."""
        return {"versions": row.versions.order_by("-number")[:20], "timeline": timeline_of(row)}


@admin.register(ModelCall)
class CallAdmin(TenantRowAdmin):
    """What models were asked and what they answered, redacted, and what it cost."""

    list_display = ("purpose", "model", "subject", "family", "shown_state", "shown_cost", "created_at")
    list_filter = ("state", "month", "family", "model", "project")
    search_fields = ("=subject", "=id", "model")
    ordering = ("-id",)
    facts = (
        "subject", "project", "round", "family", "purpose", "model", "endpoint", "persona", "persona_version",
        "input_tokens", "output_tokens", "is_told", "micro_usd", "milliseconds", "fault", "reason", "created_at",
        "ended_at", "text_dropped_at",
    )  # fmt: skip
    panels_template = "admin/llm/call/panels.html"

    @display(description="state", ordering="state", label=LOOKS)
    def shown_state(self, call: ModelCall) -> str:
        """The state as a badge."""
        return call.state

    @display(description="cost", ordering="micro_usd")
    def shown_cost(self, call: ModelCall) -> str:
        """In dollars; until it ends, the most that it may be."""
        return "unknown" if call.micro_usd is None else as_usd(call.micro_usd)

    def badges(self, row: ModelCall) -> tuple[str, ...]:
        """Its state."""
        return (row.state,)
