"""What the API takes and tells of deployments (requirement E1)."""

from __future__ import annotations

from datetime import datetime

from rest_framework import serializers

from autofix.core.api import Input, PageQuery
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.services import DEFAULT_ENVIRONMENT
from autofix.deployments.states import Status

ENVIRONMENT = r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z"
COMMIT = r"\A([0-9a-f]{40}|[0-9a-f]{64})\Z"
LISTED = (
    "project_id",
    "environment",
    "operation",
    "platform",
    "profile",
    "commit",
    "fix_id",
    "status",
    "release",
    "previous",
    "is_rolled_back",
    "reason",
    "address",
    "requested_by",
    "created_at",
    "started_at",
    "finished_at",
    "version",
)
SHOWN = ("step", "user_agent", "metadata")


class DeployInput(Input):
    """What is to be brought where. ``wait`` false means: rather not at all than later."""

    environment = serializers.RegexField(ENVIRONMENT, default=DEFAULT_ENVIRONMENT)
    commit = serializers.RegexField(
        COMMIT, default="", error_messages={"invalid": "a commit is named by its whole id, 40 or 64 digits of 0-9a-f"}
    )
    wait = serializers.BooleanField(default=True)


class DeploymentQuery(PageQuery):
    """Which deployments."""

    environment = serializers.RegexField(ENVIRONMENT, required=False)
    status = serializers.ChoiceField(choices=Status.values, required=False)


def deployment_as_json(deployment: Deployment) -> dict[str, object]:
    """A deployment with its phases."""
    return {
        "deployment_id": deployment.id,
        **{field: getattr(deployment, field) for field in (*LISTED, *SHOWN)},
        "duration_ms": _milliseconds(deployment.started_at, deployment.finished_at),
        "phases": [_phase_as_json(phase) for phase in Phase.objects.filter(deployment=deployment)],
    }


def _phase_as_json(phase: Phase) -> dict[str, object]:
    return {
        "name": phase.name,
        "status": phase.status,
        "attempts": phase.attempts,
        "message": phase.message,
        "data": phase.data,
        "errors": phase.errors,
        "warnings": phase.warnings,
        "started_at": phase.started_at,
        "finished_at": phase.finished_at,
        "duration_ms": _milliseconds(phase.started_at, phase.finished_at),
    }


def _milliseconds(begin: datetime | None, end: datetime | None) -> int | None:
    return round((end - begin).total_seconds() * 1000) if begin and end else None
