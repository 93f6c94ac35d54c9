"""The routes of fixes."""

from __future__ import annotations

from abc import ABC, abstractmethod

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, Input, answer, expect_version, found, page, read_body, read_query
from autofix.core.tenancy import tenant_scope
from autofix.fixes import serializers as shapes
from autofix.fixes.models import Fix
from autofix.fixes.services import approve_fix, cancel_fix, get_fix, reject_fix, retry_fix, revert_fix, start_fix
from autofix.issues.models import Issue
from autofix.projects.services import reach_project
from tenants.tokens import access_of

READ, WRITE = "fixes:read", "fixes:write"
FILTERS = ("execution", "approval", "publication", "issue_id")


class FixGeneration(ApiView):
    """The beginning of a fix."""

    def post(self, request: Request, project_id: str) -> Response:
        """Begin to fix an issue of the project, or name the fix that is open for it already."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, WRITE, project_id)
            wanted = read_body(shapes.FixInput, request)
            issue = found(Issue.objects.filter(project=project), wanted["issue_id"])
            fix = start_fix(issue, actor=access.actor)
            return answer({"fix_id": fix.id, "status_url": shapes.status_url(fix)}, 202)


class ProjectFixes(ApiView):
    """The fixes of a project."""

    def get(self, request: Request, project_id: str) -> Response:
        """List them."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            project = reach_project(access, READ, project_id)
            query = read_query(shapes.FixQuery, request)
            wanted = {name: query[name] for name in FILTERS if name in query}
            rows = Fix.objects.filter(project=project, **wanted).values(*shapes.LISTED, fix_id=F("id"))
            return answer(page(rows, query, "fix_id"))


class OneFix(ApiView):
    """One fix."""

    def get(self, request: Request, fix_id: str) -> Response:
        """Show it with its evidence."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            fix = found(Fix.objects.all(), fix_id)
            access.require(READ, fix.project_id)
            return answer(shapes.fix_as_json(fix))


class FixAction(ApiView, ABC):
    """Something that a person asks of a fix; ``If-Match`` holds it to the version that was seen."""

    takes: type[Input] = Input

    @abstractmethod
    def act(self, fix: Fix, actor: str, reason: str) -> None:
        """Ask for it; raises ``Conflict`` when the fix does not stand so."""

    def post(self, request: Request, fix_id: str) -> Response:
        """Do it, and show the fix as it stands then."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            fix = get_fix(fix_id)
            access.require(WRITE, fix.project_id)
            said = read_body(self.takes, request)
            expect_version(request, fix)
            self.act(fix, access.actor, said.get("reason", ""))
            return answer(shapes.fix_as_json(fix), 202)


class Approve(FixAction):
    """A yes."""

    def act(self, fix: Fix, actor: str, reason: str) -> None:
        """Let the change be merged."""
        approve_fix(fix, actor=actor)


class Reject(FixAction):
    """A no, with its reason."""

    takes = shapes.ReasonInput

    def act(self, fix: Fix, actor: str, reason: str) -> None:
        """Turn the change down."""
        reject_fix(fix, actor=actor, reason=reason)


class Retry(FixAction):
    """Another round."""

    def act(self, fix: Fix, actor: str, reason: str) -> None:
        """Work on it anew."""
        retry_fix(fix, actor=actor)


class Cancel(FixAction):
    """The end of the work."""

    takes = shapes.ReasonInput

    def act(self, fix: Fix, actor: str, reason: str) -> None:
        """Stop working on it."""
        cancel_fix(fix, actor=actor, reason=reason or "cancelled")


class Revert(FixAction):
    """The way back."""

    def act(self, fix: Fix, actor: str, reason: str) -> None:
        """Take a merged change out again."""
        revert_fix(fix, actor=actor)
