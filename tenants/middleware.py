"""The tenant of a person who works in the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autofix.core.tenancy import tenant_scope, user_scope
from tenants.login import memberships_of

CHOSEN = "tenant"
ADMIN = "/admin/"
# What a person of no tenant can still do.
OPEN_TO_ALL = frozenset({"login", "logout", "password_change", "password_change_done", "jsi18n"})


class _Undo(Exception):
    """Carries an answer out of a transaction that is to leave nothing behind."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class MemberScopeMiddleware:
    """Puts a request to the admin into one transaction that sees the member's tenant alone.

    A person of several tenants works in the one that their session names, the oldest at first. The
    role is left on the request as ``role``, empty for a person of no tenant, and the role in every
    tenant of theirs as ``roles``.

    The answer is rendered inside of the transaction. An answer that refuses, or that tells of an
    error, undoes what the view had written; this also ends a transaction that the error broke.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the scope; elsewhere than in the admin nothing is set."""
        user_id = request.session.get(SESSION_KEY) if request.path.startswith(ADMIN) else None
        if not user_id:
            return self.get_response(request)
        roles = dict(memberships_of(user_id))
        tenant_id = request.session.get(CHOSEN)
        if tenant_id not in roles:
            tenant_id = next(iter(roles), "")
        request.roles, request.tenant_id, request.role = roles, tenant_id, roles.get(tenant_id, "")  # type: ignore[attr-defined]
        try:
            with user_scope(user_id), tenant_scope(tenant_id):
                response = self.get_response(request)
                if response.status_code >= 400:
                    raise _Undo(response)
        except _Undo as undo:
            return undo.response
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Tell a person of no tenant why there is nothing to see."""
        if getattr(request, "role", None) != "" or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OPEN_TO_ALL:
            return None
        context = {**admin.site.each_context(request), "title": "No team"}
        return render(request, "admin/no_tenant.html", context, status=403)
