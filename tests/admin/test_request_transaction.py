"""A request to the admin is one transaction: whole, or not at all."""

from __future__ import annotations

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from autofix.projects.models import Project
from tenants.middleware import MemberScopeMiddleware
from tenants.services import add_member


@pytest.fixture
def ask(tenant):
    """Send a member's request through the middleware to a view."""
    user_id = add_member(tenant, "ada@example.com", "a-long-password-1")

    def asked(view) -> HttpResponse:
        request = HttpRequest()
        request.path, request.session = "/admin/", {SESSION_KEY: user_id}
        return MemberScopeMiddleware(view)(request)

    return asked


def rename(filled, status: int):
    def view(request: HttpRequest) -> HttpResponse:
        Project.objects.update(name="renamed")
        return HttpResponse(status=status)

    return view


def name_of(filled, read) -> str:
    return read(Project, filled.tenant_id, filled.project_id).name


def test_what_a_view_wrote_is_kept(ask, filled, read) -> None:
    ask(rename(filled, 302))
    assert name_of(filled, read) == "renamed"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
def test_an_answer_that_refuses_or_fails_leaves_nothing_behind(status, ask, filled, read) -> None:
    assert ask(rename(filled, status)).status_code == status
    assert name_of(filled, read) == "Acmemark project"


def test_a_transaction_that_an_error_broke_is_ended(ask, filled, read) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        Project.objects.update(name="renamed")
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        except DatabaseError:
            return HttpResponse(status=500)
        raise AssertionError("dividing by zero worked")

    assert ask(view).status_code == 500
    assert not connection.in_atomic_block
    assert name_of(filled, read) == "Acmemark project"


def tenant_of_the_connection() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.tenant', true), '')")
        return cursor.fetchone()[0]


def test_the_tenant_is_forgotten_afterwards(ask, tenant) -> None:
    seen = []
    ask(lambda request: seen.append(tenant_of_the_connection()) or HttpResponse())
    assert seen == [tenant] and tenant_of_the_connection() == ""


def test_an_error_of_a_view_is_a_page_and_the_next_request_works(filled, log_in) -> None:
    browser = log_in(filled.tenant_id)
    browser.raise_request_exception = False
    assert browser.get("/admin/search/?s=x&page=none").status_code == 500
    assert browser.get("/admin/").status_code == 200
