"""What the buttons of a fix do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from autofix.core.models import Event, Job
from autofix.core.tenancy import tenant_scope
from autofix.fixes.models import Fix


@pytest.fixture
def press(filled, log_in):
    """Press a button of the fix and answer the page that follows."""
    browser = log_in(filled.tenant_id, "developer")

    def pressed(name: str, **answers: str) -> str:
        address = reverse("admin:fixes_fix_operation", args=[filled.fix_id, name])
        return browser.post(address, {"seen": "", **answers}, follow=True).content.decode()

    return pressed


def jobs_of(filled, kind: str) -> list[Job]:
    with tenant_scope(filled.tenant_id):
        return list(Job.objects.filter(kind=kind, subject=filled.fix_id, state="pending"))


def newest_event(filled) -> Event:
    with tenant_scope(filled.tenant_id):
        return Event.objects.filter(subject=filled.fix_id).latest("version")


def test_approve_grants_and_makes_the_job(filled, press, read) -> None:
    page = press("approve", seen="a" * 64)
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "approved"
    assert len(jobs_of(filled, "fix.merge")) == 1
    assert "approved; it is merged" in page


def test_the_event_names_the_person(filled, press) -> None:
    press("approve", seen="a" * 64)
    event = newest_event(filled)
    assert event.name == "fix.approval.granted" and event.actor.startswith("user:usr_")


def test_the_timeline_names_the_person_by_email(filled, press) -> None:
    assert f"developer@{filled.tenant_id}.example" in press("approve", seen="a" * 64)


def test_reject_keeps_the_reason(filled, press, read) -> None:
    press("reject", reason="wrong route")
    fix = read(Fix, filled.tenant_id, filled.fix_id)
    assert (fix.approval, fix.reason, fix.is_open) == ("rejected", "wrong route", False)


def test_a_control_character_in_the_reason_is_left_out(filled, press, read) -> None:
    press("reject", reason="wrong\0 route\x1b[31m")
    assert read(Fix, filled.tenant_id, filled.fix_id).reason == "wrong route[31m"


def test_retry_begins_another_round(filled, press, read) -> None:
    press("retry")
    fix = read(Fix, filled.tenant_id, filled.fix_id)
    assert (fix.execution, fix.round) == ("pending", 2)
    assert len(jobs_of(filled, "fix.run")) == 1


def test_cancel_ends_the_work(filled, press, change_fix, read) -> None:
    change_fix(execution="running", approval="not_needed")
    press("cancel", reason="not now")
    fix = read(Fix, filled.tenant_id, filled.fix_id)
    assert (fix.execution, fix.reason) == ("cancelled", "not now")


def test_revert_makes_the_job(filled, press, change_fix) -> None:
    change_fix(publication="merged", approval="approved")
    press("revert")
    assert len(jobs_of(filled, "fix.revert")) == 1
