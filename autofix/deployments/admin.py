"""Deployments in the admin: how each phase went, and the buttons to go back, stop or go again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Call, Operation
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.timeline import timeline_of
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.services import UNDER_WAY, cancel_deployment, request_deployment, roll_back


def _roll_back(deployment: Deployment, call: Call) -> str:
    made = roll_back(deployment, actor=call.actor, user_agent=call.user_agent)
    return f"{made.id} brings {made.environment} back to {made.commit[:10] or made.release}"


def _cancel(deployment: Deployment, call: Call) -> str:
    cancel_deployment(deployment, actor=call.actor)
    return "it is cancelled; what was done is taken back"


def _deploy_again(deployment: Deployment, call: Call) -> str:
    made = request_deployment(
        deployment.project,
        actor=call.actor,
        environment=deployment.environment,
        commit=deployment.commit,
        user_agent=call.user_agent,
    )
    return f"{made.id} brings {deployment.commit[:10] or 'the newest commit'} to {made.environment}"


def _is_under_way(deployment: Deployment) -> bool:
    return deployment.status in UNDER_WAY


def _has_previous(deployment: Deployment) -> bool:
    return not _is_under_way(deployment) and bool(deployment.previous)


def _may_go_again(deployment: Deployment) -> bool:
    return not _is_under_way(deployment) and deployment.operation == Deployment.Operation.DEPLOY


@admin.register(Deployment)
class DeploymentAdmin(TenantRowAdmin):
    """The deployments of the tenant."""

    list_display = ("__str__", "project", "environment", "operation", "shown_status", "requested_by", "created_at")
    list_filter = ("status", "operation", "project", "environment")
    list_select_related = ("project",)
    search_fields = ("commit", "release", "requested_by", "=id")
    ordering = ("-id",)
    facts = (
        "project", "environment", "operation", "platform", "profile", "commit", "fix", "release", "previous",
        "address", "requested_by", "user_agent", "created_at", "started_at", "finished_at", "metadata",
    )  # fmt: skip
    panels_template = "admin/deployments/deployment/panels.html"
    operations = (
        Operation("roll-back", "Roll back", _roll_back, _has_previous, look="danger"),
        Operation("cancel", "Cancel", _cancel, _is_under_way, look="danger"),
        Operation("deploy-again", "Deploy again", _deploy_again, _may_go_again),
    )

    @display(description="status", ordering="status", label=LOOKS)
    def shown_status(self, deployment: Deployment) -> str:
        """The status as a badge."""
        return deployment.status

    def badges(self, row: Deployment) -> tuple[str, ...]:
        """Its status, and whether it was taken back."""
        return (row.status, "rolled_back") if row.is_rolled_back else (row.status,)

    def panels(self, request: HttpRequest, row: Deployment) -> dict[str, object]:
        """Its phases and what happened."""
        return {
            "phases": [(phase, _lasted(phase)) for phase in row.phases.order_by("ordinal")],
            "timeline": timeline_of(row),
        }


def _lasted(phase: Phase) -> timedelta | None:
    return phase.finished_at - phase.started_at if phase.started_at and phase.finished_at else None
