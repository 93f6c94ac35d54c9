"""Issues in the admin: what was reported, how often, and what is done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Call, Operation
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.text import shown
from autofix.admin.timeline import timeline_of
from autofix.fixes.models import Fix
from autofix.fixes.services import start_fix
from autofix.issues.models import Issue
from autofix.issues.services import mute_issue, reopen_issue, resolve_issue

MAX_SIGNALS = 25


def _start(issue: Issue, call: Call) -> str:
    fix = start_fix(issue, actor=call.actor)
    return f"{fix.id} works on it"


def _resolve(issue: Issue, call: Call) -> str:
    resolve_issue(issue, call.actor)
    return "resolved; it opens again when it is seen again"


def _mute(issue: Issue, call: Call) -> str:
    mute_issue(issue, call.actor)
    return "muted; it is counted and nothing else"


def _reopen(issue: Issue, call: Call) -> str:
    reopen_issue(issue, call.actor)
    return "open again"


@admin.register(Issue)
class IssueAdmin(TenantRowAdmin):
    """The issues of the tenant."""

    list_display = ("shown_title", "project", "family", "shown_status", "fix_state", "count", "first_seen", "last_seen")
    list_filter = ("status", "project", "family", "level")
    list_select_related = ("project",)
    search_fields = ("title", "culprit", "=id")
    ordering = ("-last_seen",)
    facts = ("project", "family", "level", "culprit", "count", "first_seen", "last_seen", "fingerprint")
    panels_template = "admin/issues/issue/panels.html"
    operations = (
        Operation("start-fix", "Start a fix", _start, look="primary", is_bulk=True),
        Operation("resolve", "Resolve", _resolve, lambda issue: issue.status != "resolved", is_bulk=True),
        Operation("mute", "Mute", _mute, lambda issue: issue.status != "muted", is_bulk=True),
        Operation("reopen", "Reopen", _reopen, lambda issue: issue.status != "open"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        """Each issue with where its newest fix stands."""
        newest = Fix.objects.filter(issue=OuterRef("pk")).order_by("-id")
        rows: QuerySet[Issue] = super().get_queryset(request)
        return rows.annotate(
            fix_execution=Subquery(newest.values("execution")[:1]),
            fix_approval=Subquery(newest.values("approval")[:1]),
            fix_publication=Subquery(newest.values("publication")[:1]),
        )

    @display(description="title", ordering="title")
    def shown_title(self, issue: Issue) -> str:
        """Its title, with nothing hidden in it."""
        return shown(issue.title)

    @display(description="status", ordering="status", label=LOOKS)
    def shown_status(self, issue: Issue) -> str:
        """The status as a badge."""
        return issue.status

    @display(description="fix", label=LOOKS)
    def fix_state(self, issue: Any) -> str | None:
        """What matters most about the newest fix: how far it travelled, who is waited for, or the work itself."""
        if issue.fix_publication in ("merged", "reverted", "closed"):
            return str(issue.fix_publication)
        if issue.fix_approval in ("awaiting", "approved", "rejected"):
            return str(issue.fix_approval)
        return issue.fix_execution  # type: ignore[no-any-return]

    def badges(self, row: Issue) -> tuple[str, ...]:
        """Its status."""
        return (row.status,)

    def panels(self, request: HttpRequest, row: Issue) -> dict[str, object]:
        """The report, the fixes, the newest signals and what happened."""
        return {
            "fixes": row.fixes.order_by("-id"),
            "signals": row.signals.order_by("-id")[:MAX_SIGNALS],
            "timeline": timeline_of(row),
        }
