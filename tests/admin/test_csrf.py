"""A button pressed from another site does nothing."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from autofix.fixes.models import Fix


def test_without_the_pages_own_token_nothing_is_decided(filled, log_in, read) -> None:
    browser = log_in(filled.tenant_id)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    address = reverse("admin:fixes_fix_operation", args=[filled.fix_id, "approve"])
    assert strict.post(address, {"seen": "a" * 64}).status_code == 403
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "awaiting"
    page = strict.get(reverse("admin:fixes_fix_change", args=[filled.fix_id])).content.decode()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    strict.post(address, {"seen": "a" * 64, "csrfmiddlewaretoken": token[1]})
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "approved"
