"""The routes of deployments."""

from __future__ import annotations

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, Input, answer, found, page, read_body, read_query
from autofix.core.errors import NotFound
from autofix.core.tenancy import tenant_scope
from autofix.deployments import serializers as shapes
from autofix.deployments.models import Deployment
from autofix.deployments.services import cancel_deployment, get_deployment, request_deployment, roll_back
from autofix.projects.services import reach_project
from tenants.tokens import Access, access_of

READ, WRITE = "deployments:read", "deployments:write"
FILTERS = ("environment", "status")


class Deploy(ApiView):
    """The beginning of a deployment."""

    def post(self, request: Request, project_id: str) -> Response:
        """Bring a commit to an environment."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, WRITE, project_id)
            wanted = read_body(shapes.DeployInput, request)
            deployment = request_deployment(
                project,
                actor=access.actor,
                environment=wanted["environment"],
                commit=wanted["commit"],
                user_agent=request.headers.get("User-Agent", ""),
                may_wait=wanted["wait"],
            )
            return _accepted(deployment)


class ProjectDeployments(ApiView):
    """The deployments of a project."""

    def get(self, request: Request, project_id: str) -> Response:
        """List them."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, READ, project_id)
            query = read_query(shapes.DeploymentQuery, request)
            wanted = {name: query[name] for name in FILTERS if name in query}
            rows = Deployment.objects.filter(project=project, **wanted)
            return answer(page(rows.values(*shapes.LISTED, deployment_id=F("id")), query, "deployment_id"))


class OneDeployment(ApiView):
    """One deployment."""

    def get(self, request: Request, deployment_id: str) -> Response:
        """Show it with its phases."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            deployment = found(Deployment.objects.all(), deployment_id)
            access.require(READ, deployment.project_id)
            return answer(shapes.deployment_as_json(deployment))


class Rollback(ApiView):
    """The way back to the release before, by the deployment's id alone or below its project."""

    def post(self, request: Request, deployment_id: str, project_id: str = "") -> Response:
        """Go back; that is a deployment of its own."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            deployment = _reach(access, deployment_id, project_id)
            read_body(Input, request)
            agent = request.headers.get("User-Agent", "")
            return _accepted(roll_back(deployment, actor=access.actor, user_agent=agent))


class Cancel(ApiView):
    """The end of a deployment before its time."""

    def post(self, request: Request, deployment_id: str) -> Response:
        """Stop it; one that is running takes back what it did."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            deployment = _reach(access, deployment_id)
            read_body(Input, request)
            cancel_deployment(deployment, actor=access.actor)
            return _accepted(deployment)


def _reach(access: Access, deployment_id: str, project_id: str = "") -> Deployment:
    """The deployment, locked, if the token may change it; of ``project_id`` where one is given."""
    if project_id:
        reach_project(access, WRITE, project_id)
    deployment = get_deployment(deployment_id)
    if project_id and deployment.project_id != project_id:
        raise NotFound(f"there is no deployment {deployment_id}")
    access.require(WRITE, deployment.project_id)
    return deployment


def _accepted(deployment: Deployment) -> Response:
    return answer(shapes.deployment_as_json(deployment), 202)
