"""What the page of a fix shows."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse


@pytest.fixture
def page(filled, log_in) -> str:
    """The page as a viewer sees it."""
    return (
        log_in(filled.tenant_id, "viewer").get(reverse("admin:fixes_fix_change", args=[filled.fix_id])).content.decode()
    )


def test_the_diff_is_coloured_line_by_line(page) -> None:
    kinds = re.findall(r'class="af-line-(\w+)"', page.split("Also tried")[0])
    assert kinds == ["hunk", "context", "removed", "removed", "added", "added", "context"]


def test_the_evidence_is_a_table(page) -> None:
    assert "<td>404</td>" in page and "<td>200</td>" in page and "12 passed" in page
    assert '<pre class="af-log">GET /items' in page


def test_the_cause_with_its_place_is_shown(page) -> None:
    assert "Acmemark text:12" in page


def test_gates_attempts_and_states_are_shown(page) -> None:
    assert "allowed paths" in page and "Also tried" in page
    for badge in ("verified", "completed", "awaiting approval"):
        assert f">{badge}</span>" in page


def test_the_timeline_tells_what_happened(page) -> None:
    assert "fix.requested" in page.split("What happened")[1]
