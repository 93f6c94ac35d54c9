"""A call's page shows what was asked and answered, and says so once that is dropped."""

from __future__ import annotations

from django.urls import reverse

from autofix.core.tenancy import tenant_scope
from autofix.llm.models import Call
from autofix.llm.transcripts import drop_old_texts


def test_the_page_says_that_the_text_was_dropped(filled, log_in) -> None:
    path = reverse("admin:llm_call_change", args=[filled.of("llm.call")])
    assert "Acmemark text" in log_in(filled.tenant_id).get(path).content.decode()
    with tenant_scope(filled.tenant_id):
        Call.objects.update(created_at="2020-01-01T00:00:00Z")
    assert drop_old_texts() == 1

    page = log_in(filled.tenant_id).get(path).content.decode()
    assert "Acmemark text" not in page.split("What was asked and answered is dropped")[1]
    assert "What was asked and answered is dropped after some time" in page
