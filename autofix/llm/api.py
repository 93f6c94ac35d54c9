"""The routes of endpoints, ceilings and cost."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, answer, expect_version, read_body, read_query
from autofix.core.errors import Conflict
from autofix.core.tenancy import tenant_scope
from autofix.llm import serializers as shapes
from autofix.llm.budgets import read_budget, set_budget
from autofix.llm.cost import cost_of
from autofix.llm.endpoints import add_endpoint, change_endpoint, get_endpoint, remove_endpoint
from autofix.llm.models import Call, Endpoint
from autofix.projects.models import Project
from autofix.projects.services import reach_project
from tenants.tokens import Access, access_of

READ, WRITE = "projects:read", "projects:write"


class Endpoints(ApiView):
    """The endpoints of a project, or of the whole tenant, in the order they are asked."""

    def get(self, request: Request, project_id: str = "") -> Response:
        """List them."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            rows = Endpoint.objects.filter(project=_project(access, READ, project_id)).order_by("order", "pk")
            return answer({"items": [shapes.endpoint_as_json(row) for row in rows], "next": None})

    def post(self, request: Request, project_id: str = "") -> Response:
        """Add one."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = _project(access, WRITE, project_id)
            wanted = read_body(shapes.EndpointInput, request)
            endpoint = add_endpoint(access.tenant_id, project, wanted, actor=access.actor)
            endpoint.refresh_from_db()
            return answer(shapes.endpoint_as_json(endpoint), 201)


class OneEndpoint(ApiView):
    """One endpoint of a project, or of the whole tenant."""

    def get(self, request: Request, endpoint_id: str, project_id: str = "") -> Response:
        """Show it, but for its key."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = _project(access, READ, project_id)
            return answer(shapes.endpoint_as_json(get_endpoint(endpoint_id, project)))

    def patch(self, request: Request, endpoint_id: str, project_id: str = "") -> Response:
        """Change it; ``If-Match`` holds the change to the version that was seen."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            endpoint = get_endpoint(endpoint_id, _project(access, WRITE, project_id))
            wanted = read_body(shapes.EndpointChange, request)
            expect_version(request, endpoint)
            change_endpoint(endpoint, wanted, actor=access.actor)
            return answer(shapes.endpoint_as_json(endpoint))

    def delete(self, request: Request, endpoint_id: str, project_id: str = "") -> Response:
        """Forget it and its key."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            endpoint = get_endpoint(endpoint_id, _project(access, WRITE, project_id))
            expect_version(request, endpoint)
            remove_endpoint(endpoint, actor=access.actor)
            return answer({"endpoint_id": endpoint_id})


class BudgetOfTenant(ApiView):
    """What the tenant lets models cost."""

    def get(self, request: Request) -> Response:
        """Show its ceilings."""
        access = access_of(request)
        access.require(READ)
        with tenant_scope(access.tenant_id):
            return answer(shapes.budget_as_json(read_budget(access.tenant_id)))

    def put(self, request: Request) -> Response:
        """Set those that are named."""
        access = access_of(request)
        access.require(WRITE)
        wanted = read_body(shapes.BudgetInput, request)
        with tenant_scope(access.tenant_id):
            budget = read_budget(access.tenant_id)
            if budget is not None:
                expect_version(request, budget)
            elif request.headers.get("If-Match", "*").strip(' "') not in ("*", "0", ""):
                raise Conflict("no budget is set", details={"version": 0})
            return answer(shapes.budget_as_json(set_budget(access.tenant_id, wanted, actor=access.actor)))


class Cost(ApiView):
    """What models cost in a month."""

    def get(self, request: Request, project_id: str = "") -> Response:
        """By fix, by model and by family."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = _project(access, READ, project_id)
            month = read_query(shapes.CostQuery, request)["month"]
            calls = Call.objects.all() if project is None else Call.objects.filter(project=project)
            return answer(cost_of(calls, month))


def _project(access: Access, scope: str, project_id: str) -> Project | None:
    """The project that the token reaches, or None for a token of the whole tenant on a path without one."""
    if project_id:
        return reach_project(access, scope, project_id)
    access.require(scope)
    return None
