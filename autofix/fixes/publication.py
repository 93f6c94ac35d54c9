"""Carrying a change into the repository: branch, merge, revert.

Every effect has a natural key and is looked for first, so a job that runs again finds its own
earlier work. No transaction is open while git talks to the repository.
"""

from __future__ import annotations

import logging

from django.utils import timezone

from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import (
    BranchMoved,
    commit_changes,
    delete_branch,
    merge_branch,
    push_branch,
    revert_merge,
)
from autofix.core.events import SYSTEM, record
from autofix.core.leases import Lease
from autofix.core.tenancy import tenant_scope
from autofix.fixes.evidence import contents_of
from autofix.fixes.models import Attempt, Fix
from autofix.fixes.services import CLOSE, begin_round, enqueue_for
from autofix.fixes.states import Approval, Execution, Publication
from autofix.projects.repository import open_mirror

log = logging.getLogger("autofix.fixes")
MAX_ROUNDS = 5
TRAILER = "AutoFix-Fix"
ON_THE_WAY = (Publication.BRANCH, Publication.PULL_REQUEST)


def publish_fix(lease: Lease) -> None:
    """Put the change up as a branch."""
    fix, mirror = _read(lease)
    if not _may_publish(fix):
        _finish(lease)
        return
    head = _push(fix, mirror)
    with lease.write():
        _note_branch(_locked(fix), head)
        lease.finish()


def merge_fix(lease: Lease) -> None:
    """Merge an approved change; when the base has moved since the proof, prove it anew first."""
    fix, mirror = _read(lease)
    may_merge = fix.approval in (Approval.APPROVED, Approval.NOT_NEEDED) and _may_publish(fix)
    if not may_merge:
        _finish(lease)
        return
    mirror.fetch()
    tip = mirror.head(fix.base_branch) or ""
    is_merged = bool(fix.head_commit) and mirror.is_ancestor(fix.head_commit, tip)
    if tip != fix.base_commit and not is_merged:
        _prove_again(lease, fix, tip)
        return
    head = _push(fix, mirror)
    with lease.write():
        # Written down before the merge: whoever takes over from here knows what was meant to be merged.
        fix = _locked(fix)
        _note_branch(fix, head)
    when = fix.finished_at or fix.created_at
    message, base = _merge_message(fix), fix.base_commit
    try:
        merged = merge_branch(mirror, fix.branch, fix.base_branch, message, when, commit=head, onto=base)
    except BranchMoved:
        tip = mirror.head(fix.base_branch) or ""
        if tip == base:
            # The base stands still: it is our own branch that somebody else has changed.
            raise
        _prove_again(lease, fix, tip)
        return
    with lease.write():
        fix = _locked(fix)
        changes = {"publication": Publication.MERGED, "merge_commit": merged.commit, "is_open": False, "reason": ""}
        record(fix, "fix.publication.merged", changes)
        lease.finish()


def close_fix(lease: Lease) -> None:
    """Take the branch of a rejected change away."""
    fix, mirror = _read(lease)
    if fix.publication not in ON_THE_WAY or fix.is_open:
        _finish(lease)
        return
    delete_branch(mirror, fix.branch, fix.head_commit)
    with lease.write():
        record(_locked(fix), "fix.publication.closed", {"publication": Publication.CLOSED})
        lease.finish()


def revert_merged_fix(lease: Lease) -> None:
    """Take a merged change out again by one commit."""
    fix, mirror = _read(lease)
    if fix.publication != Publication.MERGED:
        _finish(lease)
        return
    when = fix.finished_at or timezone.now()
    commit = revert_merge(mirror, fix.merge_commit, fix.base_branch, _revert_message(fix), when)
    with lease.write():
        changes = {"publication": Publication.REVERTED, "revert_commit": commit, "reason": ""}
        record(_locked(fix), "fix.publication.reverted", changes)
        lease.finish()


def tell_failure(lease: Lease, reason: str) -> None:
    """The job is dead: the fix says what stands in the way, and an approval has to be given anew."""
    fix = Fix.objects.select_for_update().get(pk=lease.subject)
    changes: dict[str, object] = {"reason": reason}
    if fix.approval == Approval.APPROVED and fix.publication != Publication.MERGED:
        changes["approval"] = Approval.AWAITING
    record(fix, "fix.publication.failed", changes, data={"job": lease.kind})


def _read(lease: Lease) -> tuple[Fix, Mirror]:
    with lease.read():
        fix = Fix.objects.select_related("project", "issue").get(pk=lease.subject)
    return fix, open_mirror(fix.project)


def _locked(fix: Fix) -> Fix:
    return Fix.objects.select_for_update().select_related("project", "issue").get(pk=fix.pk)


def _may_publish(fix: Fix) -> bool:
    return (
        fix.execution == Execution.COMPLETED
        and fix.is_open
        and fix.chosen is not None
        and fix.publication in (Publication.NONE, Publication.CLOSED, *ON_THE_WAY)
    )


def _push(fix: Fix, mirror: Mirror) -> str:
    with tenant_scope(fix.tenant_id):
        contents = contents_of(_chosen(fix))
    head = commit_changes(mirror, fix.base_commit, contents, _commit_message(fix), fix.finished_at or fix.created_at)
    # A branch that was taken away begins anew.
    expected = fix.head_commit if fix.publication in ON_THE_WAY else ""
    push_branch(mirror, fix.branch, head, expected or None)
    return head


def _note_branch(fix: Fix, head: str) -> None:
    changes: dict[str, object] = {"head_commit": head, "step": "publish"}
    if fix.publication not in ON_THE_WAY:
        changes["publication"] = Publication.BRANCH
    elif fix.head_commit == head:
        return
    record(fix, "fix.publication.pushed", changes)
    if not fix.is_open:
        # It was turned down while the branch was on its way.
        enqueue_for(CLOSE, fix)


def _prove_again(lease: Lease, fix: Fix, tip: str) -> None:
    with lease.write():
        fix = _locked(fix)
        reason = f"{fix.base_branch} moved to {tip[:12]} since the proof; it is proven anew"
        if fix.round >= MAX_ROUNDS:
            changes: dict[str, object] = {"reason": f"{fix.base_branch} moved in each of {fix.round} rounds"}
            if fix.approval == Approval.APPROVED:
                changes["approval"] = Approval.AWAITING
            record(fix, "fix.publication.failed", changes)
        else:
            begin_round(fix, "fix.base.moved", actor=SYSTEM, approval=fix.approval, reason=reason)
        lease.finish()


def _finish(lease: Lease) -> None:
    with lease.write():
        lease.finish()


def _chosen(fix: Fix) -> Attempt:
    # Who calls has seen that something was chosen.
    ordinal = fix.chosen or 0
    return Attempt.objects.prefetch_related("changes").get(fix=fix, round=fix.round, ordinal=ordinal)


def _commit_message(fix: Fix) -> str:
    return f"{fix.title}\n\n{fix.root_cause}\n\n{TRAILER}: {fix.id}\n"


def _merge_message(fix: Fix) -> str:
    return f"Merge {fix.branch}: {fix.title}\n\n{TRAILER}: {fix.id}\n"


def _revert_message(fix: Fix) -> str:
    return f"Revert {fix.title!r}\n\n{TRAILER}: {fix.id}\n"
