"""Fixes in the admin: the change, the proof it stands on, and the decisions that people take."""

from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from unfold.decorators import display

from autofix.admin.diff import read_diff
from autofix.admin.lists import LOOKS
from autofix.admin.operations import Ask, Call, Operation
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.text import percent, shown
from autofix.admin.timeline import timeline_of
from autofix.fixes.evidence import diff_of
from autofix.fixes.models import Attempt, Change, Fix
from autofix.fixes.services import approve_fix, cancel_fix, reject_fix, retry_fix, revert_fix
from autofix.fixes.states import Approval, Execution, Publication

REASON = Ask("reason", "Reason", placeholder="why (people read it in the timeline)", max_length=500)


def _approve(fix: Fix, call: Call) -> str:
    approve_fix(fix, actor=call.actor)
    return "approved; it is merged as soon as the base is checked again"


def _reject(fix: Fix, call: Call) -> str:
    reject_fix(fix, actor=call.actor, reason=call.answers["reason"])
    return "rejected; its branch is taken away"


def _retry(fix: Fix, call: Call) -> str:
    retry_fix(fix, actor=call.actor)
    return f"round {fix.round} begins, from the newest commit"


def _cancel(fix: Fix, call: Call) -> str:
    cancel_fix(fix, actor=call.actor, reason=call.answers["reason"] or "cancelled")
    return "cancelled; a worker that is at it stops at its next step"


def _revert(fix: Fix, call: Call) -> str:
    revert_fix(fix, actor=call.actor)
    return f"a commit that takes it back is made on {fix.base_branch or 'its branch'}"


def _awaits(fix: Fix) -> bool:
    return fix.approval == Approval.AWAITING and fix.execution == Execution.COMPLETED


def _is_worked_on(fix: Fix) -> bool:
    return fix.execution in (Execution.PENDING, Execution.RUNNING)


def _may_be_retried(fix: Fix) -> bool:
    return not _is_worked_on(fix) and fix.publication not in (Publication.MERGED, Publication.REVERTED)


@admin.register(Fix)
class FixAdmin(TenantRowAdmin):
    """The fixes of the tenant."""

    list_display = (
        "shown_title", "issue", "shown_result", "shown_confidence",
        "shown_execution", "shown_approval", "shown_publication", "created_at",
    )  # fmt: skip
    list_filter = ("execution", "approval", "publication", "result", "project")
    list_select_related = ("issue",)
    search_fields = ("title", "issue__title", "branch", "=id")
    ordering = ("-id",)
    facts = (
        "issue", "project", "family", "strategy", "risk", "base_branch", "base_commit", "branch", "head_commit",
        "merge_commit", "revert_commit", "round", "seconds", "created_at", "finished_at",
    )  # fmt: skip
    panels_template = "admin/fixes/fix/panels.html"
    operations = (
        Operation("approve", "Approve", _approve, _awaits, look="primary", seen=lambda fix: fix.patch),
        Operation("reject", "Reject", _reject, lambda fix: fix.approval == "awaiting", asks=(REASON,), look="danger"),
        Operation("retry", "Retry", _retry, _may_be_retried),
        Operation("cancel", "Cancel", _cancel, _is_worked_on, asks=(REASON,), look="danger"),
        Operation("revert", "Revert", _revert, lambda fix: fix.publication == "merged", look="danger"),
    )

    @display(description="fix", ordering="title")
    def shown_title(self, fix: Fix) -> str:
        """Its title, with nothing hidden in it."""
        return shown(fix)

    @display(description="result", ordering="result", label=LOOKS)
    def shown_result(self, fix: Fix) -> str | None:
        """What the proof came to."""
        return fix.result or None

    @display(description="confidence", ordering="confidence")
    def shown_confidence(self, fix: Fix) -> str:
        """How sure the evidence makes it."""
        return percent(fix.confidence) if fix.result else ""

    @display(description="execution", ordering="execution", label=LOOKS)
    def shown_execution(self, fix: Fix) -> str:
        """The engine's work."""
        return fix.execution

    @display(description="approval", ordering="approval", label=LOOKS)
    def shown_approval(self, fix: Fix) -> str | None:
        """What people said."""
        return None if fix.approval == Approval.NOT_NEEDED else fix.approval

    @display(description="publication", ordering="publication", label=LOOKS)
    def shown_publication(self, fix: Fix) -> str | None:
        """How far it has travelled."""
        return None if fix.publication == Publication.NONE else fix.publication

    def badges(self, row: Fix) -> tuple[str, ...]:
        """Result and the three states."""
        said = {Approval.NOT_NEEDED.value: "", Approval.AWAITING.value: "awaiting_approval"}
        approval = said.get(row.approval, row.approval)
        publication = "" if row.publication == Publication.NONE else row.publication
        return tuple(filter(None, (row.result, row.execution, approval, publication)))

    def own_urls(self) -> list[URLPattern]:
        """The diff as text."""
        address = path("<str:object_id>/diff/", self.admin_site.admin_view(self.diff_view), name="fixes_fix_diff")
        return [address]

    def diff_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The whole diff of the chosen attempt, to be saved or applied."""
        chosen = _chosen(self._row(request, object_id))
        if chosen is None:
            raise Http404("no change is offered")
        answer = HttpResponse(diff_of(chosen).encode(), content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{chosen.fix_id}.diff"'
        return answer

    def panels(self, request: HttpRequest, row: Fix) -> dict[str, object]:
        """The change and its evidence first, then whatever else was tried, then what happened."""
        chosen = _chosen(row)
        attempts = row.attempts.prefetch_related("changes").order_by("-round", "ordinal")
        return {
            "chosen": _exhibit(chosen) if chosen else None,
            "others": [_exhibit(attempt) for attempt in attempts if chosen is None or attempt.pk != chosen.pk],
            "deployments": row.deployments.order_by("-id"),
            "timeline": timeline_of(row),
        }


def _chosen(fix: Fix) -> Attempt | None:
    if fix.chosen is None:
        return None
    attempts = fix.attempts.prefetch_related("changes")
    return attempts.filter(round=fix.round, ordinal=fix.chosen).first()


def _exhibit(attempt: Attempt) -> dict[str, object]:
    return {"attempt": attempt, "changes": [_file(change) for change in attempt.changes.all()]}


def _file(change: Change) -> dict[str, object]:
    lines = read_diff(change.diff)
    return {
        "change": change,
        "lines": [line for line in lines if line.kind != "head"],
        "head": [line for line in lines if line.kind == "head"],
        "added": sum(line.kind == "added" for line in lines),
        "removed": sum(line.kind == "removed" for line in lines),
    }
