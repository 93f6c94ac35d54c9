"""The routes of what a fix asked models, what they answered and what that cost."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, PageQuery, answer, found, page, read_query
from autofix.core.tenancy import tenant_scope
from autofix.fixes.models import Fix
from autofix.llm.call_shapes import call_as_json, listed, with_usd
from autofix.llm.cost import sums_of
from autofix.llm.models import Call
from tenants.tokens import Access, access_of

READ = "fixes:read"


class Calls(ApiView):
    """Every call of a model that a fix made."""

    def get(self, request: Request, fix_id: str) -> Response:
        """List them without their text, with what all of them cost."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            calls = _calls(access, fix_id)
            shown = page(listed(calls), read_query(PageQuery, request), "call_id")
            return answer({**shown, "items": [with_usd(row) for row in shown["items"]], "cost": sums_of(calls)})


class OneCall(ApiView):
    """One call."""

    def get(self, request: Request, fix_id: str, call_id: str) -> Response:
        """Show it with what was asked and what was answered."""
        access = access_of(request)
        with tenant_scope(access.tenant_id):
            return answer(call_as_json(found(_calls(access, fix_id), call_id)))


def _calls(access: Access, fix_id: str) -> QuerySet[Call]:
    fix = found(Fix.objects.all(), fix_id)
    access.require(READ, fix.project_id)
    return Call.objects.filter(subject=fix.id)
