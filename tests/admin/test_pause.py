"""A tenant can stop everything at once."""

from __future__ import annotations

from django.urls import reverse

from tenants.models import Tenant


def test_pause_and_resume_everything(filled, log_in, read) -> None:
    browser = log_in(filled.tenant_id, "admin")
    browser.post(reverse("admin:tenants_tenant_operation", args=[filled.tenant_id, "pause"]), {"seen": ""})
    assert read(Tenant, filled.tenant_id, filled.tenant_id).is_paused
    browser.post(reverse("admin:tenants_tenant_operation", args=[filled.tenant_id, "resume"]), {"seen": ""})
    assert not read(Tenant, filled.tenant_id, filled.tenant_id).is_paused
