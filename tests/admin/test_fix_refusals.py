"""A refusal of a decision is a message on the page and changes nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from autofix.fixes.models import Fix


@pytest.fixture
def browser(filled, log_in):
    """An owner's browser."""
    return log_in(filled.tenant_id)


def press(browser, filled, name: str, **answers: str):
    address = reverse("admin:fixes_fix_operation", args=[filled.fix_id, name])
    return browser.post(address, {"seen": "", **answers}, follow=True)


def test_what_does_not_apply_is_refused_in_words(browser, filled) -> None:
    answer = press(browser, filled, "revert")
    assert answer.status_code == 200
    assert "was not merged" in answer.content.decode()


def test_a_change_that_nobody_read_is_not_approved(browser, filled, change_fix, read) -> None:
    change_fix(patch="d" * 64)
    answer = press(browser, filled, "approve", seen="a" * 64)
    assert "it was changed since you read it" in answer.content.decode()
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "awaiting"


def test_a_reason_that_is_far_too_long_is_refused(browser, filled, read) -> None:
    answer = press(browser, filled, "reject", reason="x" * 501)
    assert "longer than 500" in answer.content.decode()
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "awaiting"


def test_an_operation_that_does_not_exist_is_not_found(browser, filled) -> None:
    assert press(browser, filled, "merge-now").status_code == 404


def test_a_link_alone_decides_nothing(browser, filled) -> None:
    assert browser.get(reverse("admin:fixes_fix_operation", args=[filled.fix_id, "approve"])).status_code == 405


@pytest.mark.parametrize(
    ("fields", "shown", "hidden"),
    [
        ({}, {"approve", "reject", "retry"}, {"cancel", "revert"}),
        ({"execution": "running", "approval": "not_needed"}, {"cancel"}, {"approve", "reject", "retry", "revert"}),
        ({"publication": "merged", "approval": "approved"}, {"revert"}, {"approve", "reject", "retry", "cancel"}),
    ],
)
def test_only_what_applies_is_offered(fields, shown, hidden, browser, filled, change_fix) -> None:
    if fields:
        change_fix(**fields)
    page = browser.get(reverse("admin:fixes_fix_change", args=[filled.fix_id])).content.decode()
    offered = {name for name in shown | hidden if f"/do/{name}/" in page}
    assert offered == shown
