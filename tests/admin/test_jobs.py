"""Dead jobs are listed and can be tried again."""

from __future__ import annotations

from django.urls import reverse

from autofix.core.models import Job


def test_the_dead_are_listed_with_their_error(filled, log_in) -> None:
    page = log_in(filled.tenant_id).get("/admin/core/job/?state__exact=dead").content.decode()
    assert filled.job_id in page and "Acmemark broke" in page


def test_replay_gives_a_dead_job_a_new_life(filled, log_in, read) -> None:
    address = reverse("admin:core_job_operation", args=[filled.job_id, "replay"])
    log_in(filled.tenant_id, "developer").post(address, {"seen": ""})
    job = read(Job, filled.tenant_id, filled.job_id)
    assert (job.state, job.attempts) == ("pending", 0)


def test_many_can_be_replayed_at_once(filled, log_in, read) -> None:
    chosen = {"action": "replay", "_selected_action": [filled.job_id], "index": 0}
    log_in(filled.tenant_id).post("/admin/core/job/", chosen)
    assert read(Job, filled.tenant_id, filled.job_id).state == "pending"


def test_a_job_that_lives_is_refused_in_words(filled, log_in) -> None:
    browser, address = log_in(filled.tenant_id), reverse("admin:core_job_operation", args=[filled.job_id, "replay"])
    browser.post(address, {"seen": ""})
    assert "only a dead job can be replayed" in browser.post(address, {"seen": ""}, follow=True).content.decode()
