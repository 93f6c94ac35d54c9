"""What the API takes and tells of projects."""

from __future__ import annotations

import json
from typing import Any

from rest_framework import serializers

from autofix.core.api import Input, PageQuery
from autofix.core.models import Job
from autofix.projects.models import DsnKey, Project
from autofix.projects.names import known_names
from autofix.projects.services import dsn, webhook_urls

MAX_CONFIGURATION = 64 * 1024
MAX_VERSION = 2**31 - 1
LISTED = ("name", "type", "repository", "status", "created_at", "version")
JOB = ("kind", "subject", "state", "attempts", "kills", "error", "correlation", "created_at", "due_at", "finished_at")


class ConfigurationField(serializers.CharField):
    """The text of ``.autofix.yml``, or the same as a JSON object."""

    def to_internal_value(self, data: Any) -> str:
        """The text; JSON is YAML."""
        if not isinstance(data, str | dict):
            self.fail("invalid")
        text = json.dumps(data, ensure_ascii=False, indent=2) if isinstance(data, dict) else data
        return str(super().to_internal_value(text))


class ProjectInput(Input):
    """A new project."""

    name = serializers.CharField(max_length=120)
    type = serializers.CharField(max_length=60)
    repository = serializers.CharField(max_length=500)
    config = ConfigurationField(
        required=False, default="", allow_blank=True, trim_whitespace=False, max_length=MAX_CONFIGURATION
    )

    def validate_type(self, value: str) -> str:
        """One that AutoFix or a plugin knows."""
        known = known_names().project_types
        if value not in known:
            raise serializers.ValidationError(f'"{value}" is none of {", ".join(sorted(known))}.')
        return value


class ProjectChange(Input):
    """What can be changed from here; everything else is in ``.autofix.yml``."""

    status = serializers.ChoiceField(choices=Project.Status.values)


class SecretInput(Input):
    """The value of a secret, kept byte for byte."""

    value = serializers.CharField(trim_whitespace=False)


class ProjectQuery(PageQuery):
    """Which projects."""

    status = serializers.ChoiceField(choices=Project.Status.values, required=False)


class JobQuery(PageQuery):
    """Which jobs; the dead ones unless asked otherwise."""

    state = serializers.ChoiceField(choices=Job.State.values, default=Job.State.DEAD)


class TimelineQuery(Input):
    """From which version on, and how much."""

    after = serializers.IntegerField(default=0, min_value=0, max_value=MAX_VERSION)
    limit = serializers.IntegerField(default=100, min_value=1, max_value=100)


def project_as_json(project: Project) -> dict[str, object]:
    """A project with what its applications and its repository have to be told; nothing of it is secret."""
    key = DsnKey.objects.filter(project=project, is_active=True).order_by("-pk").first()
    return {
        "project_id": project.id,
        **{field: getattr(project, field) for field in LISTED},
        "branch": project.branch,
        "config": project.configuration,
        "config_commit": project.configuration_commit,
        "config_error": project.configuration_error,
        "webhook_urls": webhook_urls(project.id),
        "dsn": dsn(project.number, key.public_key) if key else None,
    }


def job_as_json(job: Job) -> dict[str, object]:
    """A job as lists show it."""
    return {"job_id": job.id, **{field: getattr(job, field) for field in JOB}}
