"""The team in the admin: the tenant itself, its members and its API tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Call, Operation
from autofix.admin.roles import MANAGE, actor_of, role_of, tenant_of
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.timeline import timeline_of
from autofix.core.errors import Invalid, ServiceError
from autofix.core.events import record
from autofix.projects.models import Project
from tenants.middleware import CHOSEN
from tenants.models import ApiToken, Membership, Tenant
from tenants.services import pause_tenant, share_lessons
from tenants.tokens import ALL_SCOPES, make_token

# Its rows belong to no tenant, and roles decide here.
admin.site.unregister(Group)


def _pause(tenant: Tenant, call: Call) -> str:
    pause_tenant(tenant.pk, True, actor=call.actor)
    return "paused; nothing new starts in any project, what is running ends"


def _resume(tenant: Tenant, call: Call) -> str:
    pause_tenant(tenant.pk, False, actor=call.actor)
    return "everything goes on"


def _share(tenant: Tenant, call: Call) -> str:
    share_lessons(tenant.pk, True, actor=call.actor)
    return "what accepted repairs taught here is proposed to other tenants that share, and theirs here"


def _withhold(tenant: Tenant, call: Call) -> str:
    share_lessons(tenant.pk, False, actor=call.actor)
    return "lessons stay here, and those of others are used no more"


def _revoke(token: ApiToken, call: Call) -> str:
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _note(token.tenant_id, "tenant.token.revoked", call.actor, token=token.pk, name=token.name)
    return f"{token.name} opens nothing any more"


@admin.register(Tenant)
class TenantAdmin(TenantRowAdmin):
    """The tenant that the person works in, and the way to another."""

    list_display = ("name", "plan", "is_paused", "created_at")
    facts = ("plan", "is_sharing_lessons", "created_at")
    panels_template = "admin/tenants/tenant/panels.html"
    operations = (
        Operation("pause", "Pause everything", _pause, lambda row: not row.is_paused, roles=MANAGE, look="danger"),
        Operation("resume", "Resume everything", _resume, lambda row: row.is_paused, roles=MANAGE, look="primary"),
        Operation("share", "Share lessons", _share, lambda row: not row.is_sharing_lessons, roles=MANAGE),
        Operation("withhold", "Stop sharing lessons", _withhold, lambda row: row.is_sharing_lessons, roles=MANAGE),
    )

    def panels(self, request: HttpRequest, row: Tenant) -> dict[str, object]:
        """What happened to it."""
        return {"timeline": timeline_of(row)}

    def badges(self, row: Tenant) -> tuple[str, ...]:
        """Whether it is paused."""
        return ("paused",) if row.is_paused else ("active",)

    def own_urls(self) -> list[URLPattern]:
        """The choice between several tenants."""
        return [path("choose/", self.admin_site.admin_view(self.choose_view), name="tenants_tenant_choose")]

    def choose_view(self, request: HttpRequest) -> HttpResponse:
        """Work in another tenant from here on; only one's own can be chosen."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if request.POST.get("tenant") not in getattr(request, "roles", {}):
            raise PermissionDenied
        request.session[CHOSEN] = request.POST["tenant"]
        return HttpResponseRedirect(reverse("admin:index"))


@admin.register(Membership)
class MembershipAdmin(TenantRowAdmin):
    """Who belongs to the tenant."""

    list_display = ("email", "person", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    ordering = ("user__email",)
    facts = ("role", "created_at")

    @display(description="email", ordering="user__email")
    def email(self, membership: Membership) -> str:
        """How they log in."""
        return membership.user.email

    @display(description="name", ordering="user__name")
    def person(self, membership: Membership) -> str:
        """What they are called."""
        return membership.user.name


@admin.register(ApiToken)
class ApiTokenAdmin(TenantRowAdmin):
    """Tokens for programs, of which only the beginning is known."""

    list_display = ("name", "start", "shown_state", "project_name", "created_at", "last_used_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("name", "start")
    ordering = ("-id",)
    list_before_template = "admin/tenants/apitoken/list_before.html"
    facts = ("name", "start", "project", "scopes", "created_at", "last_used_at", "revoked_at")
    operations = (Operation("revoke", "Revoke", _revoke, lambda row: row.revoked_at is None, MANAGE, look="danger"),)

    @display(description="state", label=LOOKS)
    def shown_state(self, token: ApiToken) -> str:
        """Whether it opens anything."""
        return "rejected" if token.revoked_at else "active"

    @display(description="project")
    def project_name(self, token: ApiToken) -> str:
        """The one project it reaches, or all."""
        return token.project or "all projects"

    def badges(self, row: ApiToken) -> tuple[str, ...]:
        """Whether it opens anything."""
        return ("revoked",) if row.revoked_at else ("active",)

    def own_urls(self) -> list[URLPattern]:
        """The form for a new token."""
        return [path("new/", self.admin_site.admin_view(self.new_view), name="tenants_apitoken_new")]

    def new_view(self, request: HttpRequest) -> HttpResponse:
        """Make a token and show it, this once."""
        if role_of(request) not in MANAGE:
            raise PermissionDenied
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "A new token",
            "inline_admin_formsets": [],
            "projects": Project.objects.order_by("name"),
            "scopes": sorted(ALL_SCOPES),
        }
        if request.method == "POST":
            try:
                context["token"] = _make(request)
            except ServiceError as refusal:
                context["refusal"] = str(refusal)
        return TemplateResponse(request, "admin/tenants/apitoken/new.html", context)


def _make(request: HttpRequest) -> str:
    name = "".join(letter for letter in request.POST.get("name", "") if letter.isprintable()).strip()
    scopes = frozenset(request.POST.getlist("scopes"))
    project_id = request.POST.get("project", "")
    if not 0 < len(name) <= 120:
        raise Invalid("a token wants a name of 1 to 120 characters")
    if not scopes or not scopes <= ALL_SCOPES:
        raise Invalid("choose at least one scope for the token")
    if project_id and not (project_id.isprintable() and Project.objects.filter(pk=project_id).exists()):
        raise Invalid("there is no such project")
    tenant_id = tenant_of(request)
    token = make_token(name, tenant_id=tenant_id, project_id=project_id, scopes=scopes)
    _note(tenant_id, "tenant.token.made", actor_of(request), name=name, scopes=sorted(scopes))
    return token


def _note(tenant_id: str, event: str, actor: str, **data: object) -> None:
    record(Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id), event, {}, actor=actor, data=data)
