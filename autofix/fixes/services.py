"""What people and programs may ask of a fix. Every function is called inside the tenant's scope."""

from __future__ import annotations

import re

from django.utils import timezone

from autofix.core.errors import Conflict, Forbidden, LimitReached, NotFound
from autofix.core.events import SYSTEM, create, record
from autofix.core.ids import new_id
from autofix.core.jobs import enqueue
from autofix.core.leases import Lease
from autofix.core.models import Job
from autofix.fixes.models import Fix
from autofix.fixes.states import Approval, Execution, Publication
from autofix.issues.models import Issue
from autofix.projects.in_force import configuration_of
from tenants.models import Tenant, User
from tenants.plans import PLANS

RUN, MERGE, CLOSE, REVERT, PUBLISH = "fix.run", "fix.merge", "fix.close", "fix.revert", "fix.publish"
OFFERED = ("verified", "plausible")
_SLUG = re.compile(r"[^a-z0-9]+")
MAX_SLUG = 40


def start_fix(issue: Issue, *, actor: str = SYSTEM, report: str = "") -> Fix:
    """Begin to fix an issue, or answer the fix that is open for it already.

    Raises ``LimitReached`` when the plan's fixes of this month are used up.
    """
    tenant = Tenant.objects.select_for_update(no_key=True).get(pk=issue.tenant_id)
    open_fix = Fix.objects.filter(issue=issue, is_open=True).first()
    if open_fix is not None:
        return open_fix
    _check_limit(tenant)
    fix = Fix(
        id=new_id(Fix.PREFIX),
        tenant_id=issue.tenant_id,
        issue=issue,
        project_id=issue.project_id,
        report=report or issue.report,
    )
    create(fix, "fix.requested", actor=actor)
    enqueue_for(RUN, fix)
    return fix


def get_fix(fix_id: str) -> Fix:
    """The fix, locked for this transaction; raises ``NotFound``."""
    fix = Fix.objects.select_for_update().filter(pk=fix_id).first()
    if fix is None:
        raise NotFound(f"there is no fix {fix_id}")
    return fix


def approve_fix(fix: Fix, *, actor: str) -> None:
    """Let the change be merged.

    Raises ``Conflict`` when it does not wait for that, and ``Forbidden`` when the policy names others to approve.
    """
    if fix.approval == Approval.APPROVED:
        return
    _check_approver(fix, actor)
    if fix.approval != Approval.AWAITING or fix.execution != Execution.COMPLETED:
        raise Conflict(f"{fix.id} does not wait for an approval: it is {describe(fix)}")
    record(fix, "fix.approval.granted", {"approval": Approval.APPROVED, "reason": ""}, actor=actor)
    enqueue_for(MERGE, fix)


def reject_fix(fix: Fix, *, actor: str, reason: str = "") -> None:
    """Turn the change down; its branch is taken away. Closed means no: the issue's next fix does not offer it again."""
    if fix.approval == Approval.REJECTED:
        return
    if fix.approval != Approval.AWAITING:
        raise Conflict(f"{fix.id} does not wait for an approval: it is {describe(fix)}")
    changes = {"approval": Approval.REJECTED, "reason": reason or "rejected", "is_open": False}
    record(fix, "fix.approval.refused", changes, actor=actor)
    withdraw(fix)


def retry_fix(fix: Fix, *, actor: str) -> None:
    """Work on it anew, from the newest commit; what was approved has to be approved again.

    Raises ``Conflict`` when it is merged, or a worker is merging it or taking it away at this moment.
    """
    if fix.publication in (Publication.MERGED, Publication.REVERTED):
        raise Conflict(f"{fix.id} was {fix.publication}; report the problem again if it is still there")
    if fix.execution in (Execution.PENDING, Execution.RUNNING):
        raise Conflict(f"{fix.id} is being worked on already")
    if not fix.is_open and Fix.objects.filter(issue_id=fix.issue_id, is_open=True).exists():
        raise Conflict(f"another fix is open for {fix.issue_id}")
    under_way = Job.objects.filter(subject=fix.id, kind__in=(MERGE, CLOSE), state=Job.State.RUNNING).first()
    if under_way is not None:
        raise Conflict(f"{under_way.kind} of {fix.id} is under way; look again in a moment")
    begin_round(fix, "fix.retry.requested", actor=actor, approval=Approval.NOT_NEEDED)


def begin_round(fix: Fix, name: str, *, actor: str, approval: str, reason: str = "") -> None:
    """Send the fix back to its first step; earlier attempts stay as evidence."""
    changes: dict[str, object] = {
        "execution": Execution.PENDING,
        "round": fix.round + 1,
        "step": "",
        "base_commit": "",
        "chosen": None,
        "reason": reason,
        "finished_at": None,
        "is_open": True,
    }
    if approval != fix.approval:
        changes["approval"] = approval
    record(fix, name, changes, actor=actor)
    enqueue_for(RUN, fix)


def cancel_fix(fix: Fix, *, actor: str, reason: str = "cancelled") -> None:
    """Stop working on it; a worker that is at it finds out at its next step."""
    if fix.execution not in (Execution.PENDING, Execution.RUNNING):
        raise Conflict(f"{fix.id} is not being worked on: it is {describe(fix)}")
    changes = {
        "execution": Execution.CANCELLED,
        "reason": reason,
        "finished_at": timezone.now(),
        "is_open": False,
    }
    record(fix, "fix.execution.cancelled", changes, actor=actor)
    withdraw(fix)


def revert_fix(fix: Fix, *, actor: str) -> None:
    """Take a merged change out again, by one commit on the branch it was merged into."""
    if fix.publication == Publication.REVERTED:
        return
    if fix.publication != Publication.MERGED:
        raise Conflict(f"{fix.id} was not merged: it is {describe(fix)}")
    record(fix, "fix.revert.requested", {"reason": "a revert was asked for"}, actor=actor)
    enqueue_for(REVERT, fix)


def describe(fix: Fix) -> str:
    """Where it stands, in words."""
    return f"{fix.execution}, approval {fix.approval}, publication {fix.publication}"


def branch_name(fix: Fix, title: str) -> str:
    """The branch of the fix; a later fix of the same issue finds the branches of those before it in place."""
    slug = _SLUG.sub("-", title.lower()).strip("-")[:MAX_SLUG].strip("-")
    earlier = Fix.objects.filter(issue_id=fix.issue_id, pk__lt=fix.pk).exclude(branch="").count()
    number = f".{earlier + 1}" if earlier else ""
    return f"autofix/{fix.issue_id}{number}" + (f"-{slug}" if slug else "")


def enqueue_for(kind: str, fix: Fix) -> None:
    """Make the job that follows the transition just recorded."""
    # The version makes the job of each transition its own.
    enqueue(kind, fix.id, tenant_id=fix.tenant_id, key=f"{fix.id}:{fix.version}")


def withdraw(fix: Fix) -> None:
    """Have the branch of a fix that is over taken away, where there may be one."""
    if fix.head_commit and fix.publication not in (Publication.MERGED, Publication.REVERTED):
        enqueue_for(CLOSE, fix)


def is_overtaken(lease: Lease) -> bool:
    """Whether a later job of this kind was made for the same fix: then this one is not wanted any more.

    Call it inside the tenant's scope.
    """
    return Job.objects.filter(kind=lease.kind, subject=lease.subject, pk__gt=lease.job_id).exists()


def _check_approver(fix: Fix, actor: str) -> None:
    approvers = {name.lower() for name in configuration_of(fix.project).policy.approvers}
    if not approvers:
        return
    kind, _, who = actor.partition(":")
    person = User.objects.filter(pk=who).first() if kind == "user" else None
    if person is None or person.email.lower() not in approvers:
        raise Forbidden(f"policy.approvers of {fix.project.name} names whose approval counts, and {actor} is not there")


def _check_limit(tenant: Tenant) -> None:
    limit = PLANS[tenant.plan].fixes
    if limit is None:
        return
    now = timezone.now()
    begin = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    used = Fix.objects.filter(created_at__gte=begin, result__in=("", *OFFERED)).exclude(execution="failed").count()
    if used >= limit:
        raise LimitReached(
            f"the plan {tenant.plan} has {limit} fixes a month and {used} are used; they begin anew on the first",
            details={"current": used, "limit": limit, "plan": tenant.plan},
        )
