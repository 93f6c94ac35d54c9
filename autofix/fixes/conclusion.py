"""What the engine's conclusion means for the fix: its result, who is asked, and what happens next."""

from __future__ import annotations

from django.utils import timezone

from autofix.core.events import record
from autofix.engine.memory.recall import lesson_of
from autofix.engine.trials import Conclusion
from autofix.fixes.evidence import patch_digest
from autofix.fixes.models import Attempt, Fix
from autofix.fixes.policy import needs_approval, reaches
from autofix.fixes.recalling import count_tried
from autofix.fixes.services import MERGE, OFFERED, PUBLISH, branch_name, enqueue_for, withdraw
from autofix.fixes.states import Approval, Execution
from autofix.memory.services import is_from_others
from autofix.projects.configuration import Configuration, StopAt


def conclude_fix(fix: Fix, configuration: Configuration, conclusion: Conclusion) -> None:
    """Write the result down and make the job that follows. Call it inside ``lease.write()``."""
    count_tried(fix)
    now = timezone.now()
    changes: dict[str, object] = {
        "execution": Execution.COMPLETED,
        "step": "gate",
        "result": conclusion.result.value,
        "reason": conclusion.reason,
        "finished_at": now,
        "seconds": (now - (fix.started_at or now)).total_seconds(),
    }
    if conclusion.chosen is None:
        changes |= {"is_open": False, "confidence": 0.0, "patch": ""}
        _end_without_offer(fix, changes)
        return
    chosen = Attempt.objects.get(fix=fix, round=fix.round, ordinal=conclusion.chosen)
    patch = patch_digest(chosen)
    is_offered = conclusion.result.value in OFFERED
    changes |= {
        "chosen": chosen.ordinal,
        "confidence": chosen.confidence if is_offered else 0.0,
        "strategy": chosen.strategy,
        "title": chosen.title,
        "risk": chosen.risk,
        "patch": patch,
    }
    if is_offered and (earlier := _turned_down(fix, patch)):
        changes["reason"] = f"the same change was turned down as {earlier}; retry that one to have it offered again"
        is_offered = False
    if not is_offered:
        changes["is_open"] = False
        _end_without_offer(fix, changes)
        return
    changes["branch"] = fix.branch or branch_name(fix, chosen.title)
    # An approval holds for the change that was seen: the same files with the same bytes, as well proven.
    is_approved = fix.approval == Approval.APPROVED and fix.patch == patch and fix.result == conclusion.result.value
    if is_approved:
        next_job = MERGE
    elif needs_approval(configuration, conclusion.result.value, chosen.risk) or is_from_others(
        lesson_of(chosen.strategy)
    ):
        changes["approval"] = Approval.AWAITING
        next_job = PUBLISH if reaches(configuration, StopAt.PULL_REQUEST) else ""
    else:
        changes["approval"] = Approval.NOT_NEEDED
        next_job = MERGE
    record(fix, "fix.execution.completed", changes)
    if next_job:
        enqueue_for(next_job, fix)


def _turned_down(fix: Fix, patch: str) -> str:
    """The fix as which somebody said no to the same change of the same issue."""
    rejected = Fix.objects.filter(issue_id=fix.issue_id, approval=Approval.REJECTED, patch=patch)
    return str(rejected.exclude(pk=fix.pk).values_list("pk", flat=True).first() or "")


def _end_without_offer(fix: Fix, changes: dict[str, object]) -> None:
    if fix.approval != Approval.NOT_NEEDED:
        changes["approval"] = Approval.NOT_NEEDED
    record(fix, "fix.execution.completed", changes)
    # An earlier round may have put up a branch that nothing stands behind any more.
    withdraw(fix)
