"""Text that others wrote is shown as text, however it tries to be more."""

from __future__ import annotations

import pytest
from django.urls import reverse

SCRIPT = "<script>alert('af')</script>"
ATTRIBUTE = "\" onmouseover=\"alert('af')"
TURNED = "if access \u202e\u2066// admins only\u2069\u2066 {"
PAGES = [
    "issues.issue",
    "fixes.fix",
    "deployments.deployment",
    "projects.project",
    "core.job",
    "core.event",
    "llm.call",
]
LONG = "y" * 400_000


def page_of(label, rows, browser) -> str:
    answer = browser.get(reverse(f"admin:{label.replace('.', '_')}_change", args=[rows.of(label)]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("label", PAGES)
def test_markup_is_escaped(label, tenant, fill, log_in) -> None:
    page = page_of(label, fill(tenant, text=SCRIPT + ATTRIBUTE), log_in(tenant))
    assert "<script>alert" not in page
    assert '" onmouseover="alert' not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["issues/issue", "fixes/fix", "core/job", "core/event", ""])
def test_markup_is_escaped_in_lists(path, tenant, fill, log_in) -> None:
    fill(tenant, text=SCRIPT + ATTRIBUTE)
    page = log_in(tenant).get(f"/admin/{path}/" if path else "/admin/").content.decode()
    assert "<script>alert" not in page and '" onmouseover="alert' not in page


@pytest.mark.parametrize("label", ["issues.issue", "fixes.fix", "deployments.deployment"])
def test_control_characters_are_seen(label, tenant, fill, log_in) -> None:
    page = page_of(label, fill(tenant, text="red \x1b[31m and \x07 \x9b end"), log_in(tenant))
    assert "␛[31m" in page and "␇" in page and "⟨U+009B⟩" in page


def test_a_diff_that_turns_the_direction_of_writing_is_seen_through(tenant, fill, log_in) -> None:
    diff = f"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+{TURNED}\n"
    page = page_of("fixes.fix", fill(tenant, diff=diff), log_in(tenant))
    assert "\u202e" not in page and "⟨U+202E⟩" in page


def test_a_diff_with_markup_is_escaped(tenant, fill, log_in) -> None:
    page = page_of("fixes.fix", fill(tenant, diff=f"@@ -1 +1 @@\n-</code>{SCRIPT}\n+{SCRIPT}\n"), log_in(tenant))
    assert "<script>alert" not in page and "&lt;/code&gt;&lt;script&gt;" in page


@pytest.mark.parametrize("label", PAGES)
def test_a_very_long_text_is_cut_and_says_so(label, tenant, fill, log_in) -> None:
    page = page_of(label, fill(tenant, text=LONG), log_in(tenant))
    assert "y" * 250_000 not in page
    assert "more characters" in page


def test_a_very_long_line_of_a_diff_is_cut_and_says_so(tenant, fill, log_in) -> None:
    page = page_of("fixes.fix", fill(tenant, diff=f"@@ -1 +1 @@\n-a\n+{LONG}\n"), log_in(tenant))
    assert "y" * 3000 not in page and "398000 more characters" in page


def test_the_whole_diff_can_be_read_as_text(tenant, fill, log_in) -> None:
    rows = fill(tenant, diff=f"@@ -1 +1 @@\n-a\n+{SCRIPT}{LONG}\n")
    answer = log_in(tenant).get(reverse("admin:fixes_fix_diff", args=[rows.fix_id]))
    assert answer["Content-Type"].startswith("text/plain") and "attachment" in answer["Content-Disposition"]
    assert answer.content.decode().count("y") >= len(LONG)


def test_a_message_is_escaped(tenant, fill, log_in) -> None:
    rows = fill(tenant)
    address = reverse("admin:projects_project_operation", args=[rows.project_id, "set-secret"])
    page = log_in(tenant).post(address, {"seen": "", "name": SCRIPT, "value": "x"}, follow=True).content.decode()
    assert "no name for a secret" in page and "<script>alert" not in page
