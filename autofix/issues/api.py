"""The routes of issues."""

from __future__ import annotations

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, answer, page, read_body, read_query
from autofix.core.tenancy import tenant_scope
from autofix.issues import serializers as shapes
from autofix.issues.models import Issue
from autofix.issues.services import get_issue, report_issue
from autofix.projects.services import reach_project
from tenants.tokens import access_of

READ, WRITE = "issues:read", "issues:write"
FILTERS = ("status", "family")


class ProjectIssues(ApiView):
    """The issues of a project."""

    def post(self, request: Request, project_id: str) -> Response:
        """Report one by hand; the same ``delivery`` again is the same report."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, WRITE, project_id)
            given = read_body(shapes.IssueInput, request)
            issue = report_issue(project, shapes.error_context(given), access.actor, given.get("delivery"))
            return answer(shapes.issue_as_json(issue), 201)

    def get(self, request: Request, project_id: str) -> Response:
        """List them."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, READ, project_id)
            query = read_query(shapes.IssueQuery, request)
            wanted = {name: query[name] for name in FILTERS if name in query}
            rows = Issue.objects.filter(project=project, **wanted).values(*shapes.LISTED, issue_id=F("id"))
            return answer(page(rows, query, "issue_id"))


class OneIssue(ApiView):
    """One issue."""

    def get(self, request: Request, issue_id: str) -> Response:
        """Show it."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            issue = get_issue(issue_id)
            access.require(READ, issue.project_id)
            return answer(shapes.issue_as_json(issue))
