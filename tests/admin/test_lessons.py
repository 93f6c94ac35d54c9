"""A lesson is dropped from its page or from the list; the tenant decides whether it shares."""

from __future__ import annotations

import pytest
from django.urls import reverse

from autofix.memory.models import Lesson
from tenants.models import Tenant


def press(browser, filled) -> None:
    address = reverse("admin:memory_lesson_operation", args=[filled.lesson_id, "drop"])
    browser.post(address, {"seen": "", "reason": "not like this"})


def in_list(browser, filled) -> None:
    chosen = {"action": "drop", "_selected_action": [filled.lesson_id], "index": 0}
    browser.post(reverse("admin:memory_lesson_changelist"), chosen)


@pytest.mark.parametrize(("way", "reason"), [(press, "not like this"), (in_list, "dropped by a person")])
def test_it_is_dropped(way, reason, filled, log_in, read) -> None:
    way(log_in(filled.tenant_id, "developer"), filled)

    lesson = read(Lesson, filled.tenant_id, filled.lesson_id)
    assert (lesson.status, lesson.reason) == ("dropped", reason)


@pytest.mark.parametrize("way", [press, in_list])
def test_a_viewer_drops_none(way, filled, log_in, read) -> None:
    way(log_in(filled.tenant_id, "viewer"), filled)

    assert read(Lesson, filled.tenant_id, filled.lesson_id).status == "active"


def test_sharing_is_off_until_a_manager_turns_it_on(filled, log_in, read) -> None:
    def is_sharing() -> bool:
        return read(Tenant, filled.tenant_id, filled.tenant_id).is_sharing_lessons

    def ask(role: str, name: str) -> None:
        log_in(filled.tenant_id, role).post(
            reverse("admin:tenants_tenant_operation", args=[filled.tenant_id, name]), {"seen": ""}
        )

    assert not is_sharing()
    ask("developer", "share")
    assert not is_sharing()
    ask("admin", "share")
    assert is_sharing()
    ask("owner", "withhold")
    assert not is_sharing()
