"""API tokens: made, shown once, revoked."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tenants.tokens import read_token

NEW = "/admin/tenants/apitoken/new/"


@pytest.fixture
def browser(filled, log_in):
    """An owner's browser."""
    return log_in(filled.tenant_id)


def make(browser, **fields) -> str:
    page = browser.post(NEW, {"name": "ci", "scopes": ["fixes:read"], "project": "", **fields}).content.decode()
    found = re.search(r"aft_[\w-]{20,}", page)
    assert found is not None, page
    return found[0]


def test_a_new_token_is_shown_and_grants_what_was_chosen(browser, filled) -> None:
    access = read_token(make(browser, project=filled.project_id))
    assert access is not None
    assert (access.tenant_id, access.project_id, access.scopes) == (filled.tenant_id, filled.project_id, {"fixes:read"})


def test_it_is_not_shown_again(browser) -> None:
    token = make(browser)
    page = browser.get("/admin/tenants/apitoken/").content.decode()
    assert token not in page and token[:10] in page


def test_the_page_with_the_token_is_not_stored(browser) -> None:
    answer = browser.post(NEW, {"name": "ci", "scopes": ["fixes:read"]})
    assert "no-store" in answer["Cache-Control"]


def test_a_revoked_token_opens_nothing(browser, filled) -> None:
    token = make(browser)
    access = read_token(token)
    assert access is not None
    browser.post(reverse("admin:tenants_apitoken_operation", args=[access.token_id, "revoke"]), {"seen": ""})
    assert read_token(token) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"scopes": []},
        {"scopes": ["all"]},
        {"project": "prj_none"},
        {"project": "\0"},
    ],
)
def test_what_makes_no_sense_is_refused_in_words(wrong, browser) -> None:
    answer = browser.post(NEW, {"name": "ci", "scopes": ["fixes:read"], "project": "", **wrong})
    assert answer.status_code == 200
    assert "af-reason" in answer.content.decode() and "aft_" not in answer.content.decode()


def test_a_project_of_others_is_none(browser, other_tenant, fill) -> None:
    theirs = fill(other_tenant, mark="Umbrellamark")
    answer = browser.post(NEW, {"name": "ci", "scopes": ["fixes:read"], "project": theirs.project_id})
    assert "there is no such project" in answer.content.decode()
