"""Projects in the admin: what is under care, where it is told of errors, and the names of its secrets."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Ask, Call, Operation
from autofix.admin.roles import MANAGE, role_of
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.timeline import timeline_of
from autofix.projects.models import Project
from autofix.projects.secrets import MAX_BYTES, set_secret
from autofix.projects.services import dsn, set_status, webhook_urls


def _pause(project: Project, call: Call) -> str:
    set_status(project, Project.Status.PAUSED, actor=call.actor)
    return "paused; nothing new starts, what is running ends"


def _resume(project: Project, call: Call) -> str:
    set_status(project, Project.Status.ACTIVE, actor=call.actor)
    return "it goes on"


def _set_secret(project: Project, call: Call) -> str:
    name = call.answers["name"]
    # A browser ends the lines of a text area with both characters; a key file has one.
    set_secret(project, name, call.answers["value"].replace("\r\n", "\n"), actor=call.actor)
    return f"the secret {name} is stored"


SECRET = (
    Ask("name", "Name", is_required=True, max_length=80, placeholder="GITHUB_TOKEN"),
    Ask("value", "Value", is_secret=True, is_required=True, max_length=MAX_BYTES),
)


@admin.register(Project)
class ProjectAdmin(TenantRowAdmin):
    """The projects of the tenant."""

    list_display = ("name", "type", "repository", "shown_status", "created_at")
    list_filter = ("status", "type")
    search_fields = ("name", "repository", "=id")
    ordering = ("name",)
    facts = ("type", "repository", "branch", "number", "created_at", "configuration_commit")
    panels_template = "admin/projects/project/panels.html"
    operations = (
        Operation("pause", "Pause", _pause, lambda project: project.status == "active"),
        Operation("resume", "Resume", _resume, lambda project: project.status != "active", look="primary"),
        Operation("set-secret", "Set a secret", _set_secret, roles=MANAGE, asks=SECRET),
    )

    @display(description="status", ordering="status", label=LOOKS)
    def shown_status(self, project: Project) -> str:
        """The status as a badge."""
        return project.status

    def badges(self, row: Project) -> tuple[str, ...]:
        """Its status."""
        return (row.status,)

    def panels(self, request: HttpRequest, row: Project) -> dict[str, object]:
        """Where to send to, the names of the secrets, the configuration and what happened."""
        keys = row.dsn_keys.filter(is_active=True).order_by("created_at")
        return {
            "webhooks": webhook_urls(row.id),
            "dsns": [dsn(row.number, key.public_key) for key in keys],
            "secret_names": list(row.secrets.order_by("name").values_list("name", "created_at")),
            "may_manage": role_of(request) in MANAGE,
            "timeline": timeline_of(row),
        }
