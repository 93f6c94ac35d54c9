"""The routes of projects, of what happened in them, and of jobs that were given up."""

from __future__ import annotations

from dataclasses import asdict

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, answer, found, page, read_body, read_query
from autofix.core.errors import NotFound
from autofix.core.jobs import replay_job
from autofix.core.models import Event, Job
from autofix.core.tenancy import tenant_scope
from autofix.projects import serializers as shapes
from autofix.projects.models import Project, ProjectSecret
from autofix.projects.secrets import delete_secret, set_secret
from autofix.projects.services import create_project, reach_project, set_status
from tenants.tokens import access_of

READ, WRITE = "projects:read", "projects:write"
# What a subject's timeline can be read with, by the beginning of its id.
SCOPES = {
    "prj": READ, "iss": "issues:read", "fix": "fixes:read", "dep": "deployments:read", "les": "fixes:read",
    "lep": READ, "per": READ, "bud": READ,
}  # fmt: skip


class Projects(ApiView):
    """All projects of the tenant."""

    def post(self, request: Request) -> Response:
        """Make one (requirement G6)."""
        access = access_of(request)
        access.require(WRITE)
        wanted = read_body(shapes.ProjectInput, request)
        made = create_project(
            access.tenant_id,
            name=wanted["name"],
            kind=wanted["type"],
            repository=wanted["repository"],
            configuration=wanted["config"],
            actor=access.actor,
        )
        return answer(asdict(made), 201)

    def get(self, request: Request) -> Response:
        """List them."""
        access = access_of(request)
        access.require(READ)
        query = read_query(shapes.ProjectQuery, request)
        with tenant_scope(access.tenant_id):
            rows = Project.objects.values(*shapes.LISTED, project_id=F("id"))
            if "status" in query:
                rows = rows.filter(status=query["status"])
            return answer(page(rows, query, "project_id"))


class OneProject(ApiView):
    """One project."""

    def get(self, request: Request, project_id: str) -> Response:
        """Show it."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            return answer(shapes.project_as_json(reach_project(access, READ, project_id)))

    def patch(self, request: Request, project_id: str) -> Response:
        """Pause, resume or archive it."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, WRITE, project_id)
            status = read_body(shapes.ProjectChange, request)["status"]
            if status != project.status:
                set_status(project, status, actor=access.actor)
            return answer(shapes.project_as_json(project))


class Secrets(ApiView):
    """The names of a project's secrets; their values never leave."""

    def get(self, request: Request, project_id: str) -> Response:
        """List the names."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, READ, project_id)
            rows = ProjectSecret.objects.filter(project=project).order_by("name")
            return answer({"items": list(rows.values("name", "created_at")), "next": None})


class OneSecret(ApiView):
    """One secret of a project."""

    def put(self, request: Request, project_id: str, name: str) -> Response:
        """Store it, over an earlier one."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, WRITE, project_id)
            set_secret(project, name, read_body(shapes.SecretInput, request)["value"], actor=access.actor)
            return answer({"name": name})

    def delete(self, request: Request, project_id: str, name: str) -> Response:
        """Forget it."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, WRITE, project_id)
            delete_secret(project, name, actor=access.actor)
            return answer({"name": name})


class Timeline(ApiView):
    """What happened to a project, an issue, a fix, a deployment or what the tenant set for its models, in order."""

    def get(self, request: Request, subject_id: str) -> Response:
        """List its events."""
        access = access_of(request)
        scope = SCOPES.get(subject_id.partition("_")[0])
        query = read_query(shapes.TimelineQuery, request)
        with tenant_scope(access.tenant_id):
            rows = Event.objects.filter(subject=subject_id).order_by("version")
            first = rows.first() if scope else None
            if scope is None or first is None:
                raise NotFound(f"there is no subject {subject_id}")
            # What is no project's is the whole tenant's, and wants a token of it.
            access.require(scope, str(first.changes.get("project_id", subject_id) or ""))
            rows = rows.filter(version__gt=query["after"])[: query["limit"] + 1]
            items = list(rows.values("name", "at", "actor", "version", "data"))
            following = items[query["limit"] - 1]["version"] if len(items) > query["limit"] else None
            return answer({"items": items[: query["limit"]], "next": following})


class Jobs(ApiView):
    """Jobs of the tenant; the dead ones wait for a person."""

    def get(self, request: Request) -> Response:
        """List them."""
        access = access_of(request)
        access.require(READ)
        query = read_query(shapes.JobQuery, request)
        with tenant_scope(access.tenant_id):
            rows = Job.objects.filter(state=query["state"]).values(*shapes.JOB, job_id=F("id"))
            return answer(page(rows, query, "job_id"))


class JobReplay(ApiView):
    """The second chance of a dead job."""

    def post(self, request: Request, job_id: str) -> Response:
        """Give it a new life, with all its attempts."""
        access = access_of(request)
        access.require(WRITE)
        with tenant_scope(access.tenant_id):
            job = found(Job.objects.all(), job_id)
            replay_job(job)
            job.refresh_from_db()
            return answer(shapes.job_as_json(job), 202)
