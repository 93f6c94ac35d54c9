"""Carrying a change into the repository: branch, merge, revert.

Every effect has a natural key and is looked for first, so a job that runs again finds its own
earlier work. No transaction is open while git talks to the repository.
"""

from __future__ import annotations

import logging

from django.utils import timezone

from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import BranchMoved, merge_branch, revert_merge
from autofix.core.errors import Conflict
from autofix.core.events import SYSTEM, record
from autofix.core.jobs import Postponed
from autofix.core.leases import Lease
from autofix.core.models import Event, Job
from autofix.fixes.branch import commit_fix, merge_message, put_up, revert_message, take_away
from autofix.fixes.models import Fix
from autofix.fixes.services import CLOSE, MERGE, begin_round, enqueue_for, is_overtaken
from autofix.fixes.states import ON_THE_WAY, Approval, Execution, Publication
from autofix.projects.in_force import configuration_of
from autofix.projects.models import Project
from autofix.projects.pausing import PAUSE, why_not_now, why_paused
from autofix.projects.repository import open_mirror

log = logging.getLogger("autofix.fixes")
MAX_ROUNDS = 5


class Overtaken(Exception):
    """The fix is not what it was when this job looked at it: what was about to be done is not wanted any more."""


def publish_fix(lease: Lease) -> None:
    """Put the change up as a branch."""
    with lease.read():
        fix = _look(lease)
        if reason := why_paused(fix.project):
            raise Postponed(reason, PAUSE)
        is_wanted = _may_publish(fix) and not is_overtaken(lease)
    mirror = open_mirror(fix.project)
    if not is_wanted:
        _leave(lease, mirror)
        return
    try:
        fix, head = _prepare(lease, fix, mirror, may_wait=True)
        put_up(fix, mirror, head)
    except Overtaken as overtaken:
        log.info("%s stops: %s", lease.subject, overtaken)
        _leave(lease, mirror)
        return
    with lease.write():
        _note_branch(_locked(fix), head)
        lease.finish()


def merge_fix(lease: Lease) -> None:
    """Merge an approved change; when the base has moved since the proof, prove it anew first."""
    with lease.read():
        fix = _look(lease)
        if reason := why_not_now(fix.project):
            raise Postponed(reason, PAUSE)
        is_allowed = fix.approval in (Approval.APPROVED, Approval.NOT_NEEDED)
        is_wanted = is_allowed and _may_publish(fix) and not is_overtaken(lease)
    mirror = open_mirror(fix.project)
    if not is_wanted:
        _leave(lease, mirror)
        return
    try:
        _merge(lease, fix, mirror)
    except Overtaken as overtaken:
        log.info("%s stops: %s", lease.subject, overtaken)
        _leave(lease, mirror)


def close_fix(lease: Lease) -> None:
    """Take the branch of a change that nobody wants away."""
    with lease.read():
        project = _look(lease).project
    _leave(lease, open_mirror(project))


def revert_merged_fix(lease: Lease) -> None:
    """Take a merged change out again by one commit."""
    with lease.read():
        fix = _look(lease)
        if reason := why_paused(fix.project):
            raise Postponed(reason, PAUSE)
    if fix.publication != Publication.MERGED:
        _finish(lease)
        return
    when = fix.finished_at or timezone.now()
    mirror = open_mirror(fix.project)
    commit = revert_merge(mirror, fix.merge_commit, fix.base_branch, revert_message(fix), when)
    with lease.write():
        fix = _locked(fix)
        if fix.publication == Publication.MERGED:
            changes = {"publication": Publication.REVERTED, "revert_commit": commit, "reason": ""}
            record(fix, "fix.publication.reverted", changes)
        lease.finish()


def tell_wait(lease: Lease, reason: str) -> None:
    """The job goes back to wait: the timeline says once what for."""
    fix = Fix.objects.select_for_update().get(pk=lease.subject)
    last = Event.objects.filter(subject=fix.pk, version=fix.version).first()
    if last is None or last.data.get("waits") != reason:
        record(fix, "fix.publication.delayed", {}, data={"job": lease.kind, "waits": reason})


def tell_failure(lease: Lease, reason: str) -> None:
    """The job is dead: the fix says what stands in the way, and an approval has to be given anew."""
    fix = Fix.objects.select_for_update().get(pk=lease.subject)
    changes: dict[str, object] = {"reason": reason, "step": "gate"}
    if fix.publication != Publication.MERGED and (
        fix.approval == Approval.APPROVED or (lease.kind == MERGE and fix.approval == Approval.NOT_NEEDED)
    ):
        changes["approval"] = Approval.AWAITING
    record(fix, "fix.publication.failed", changes, data={"job": lease.kind})


def refuse_replay(job: Job) -> None:
    """A merge that died asks for a new approval, which makes a job of its own: raises ``Conflict``."""
    raise Conflict(f"{job.subject} has to be approved again; that merges it")


def _merge(lease: Lease, fix: Fix, mirror: Mirror) -> None:
    mirror.fetch()
    tip = mirror.head(fix.base_branch) or ""
    head, base = fix.head_commit, fix.base_commit
    is_merged = bool(head) and mirror.is_ancestor(head, tip)
    if tip != base and not is_merged:
        _prove_again(lease, fix, tip)
        return
    if not is_merged:
        fix, head = _prepare(lease, fix, mirror)
        put_up(fix, mirror, head)
        with lease.write():
            fix = _unchanged(fix)
            _note_branch(fix, head)
    message = merge_message(fix)
    try:
        merged = merge_branch(
            mirror, fix.branch, fix.base_branch, message, fix.finished_at or fix.created_at, commit=head, onto=base
        )
    except BranchMoved:
        tip = mirror.head(fix.base_branch) or ""
        if tip == base:
            # The base stands still: it is our own branch that somebody else has changed.
            raise
        _prove_again(lease, fix, tip)
        return
    with lease.write():
        # Nobody may ask for anything else while the job runs, so what is recorded is what was done.
        fix = _locked(fix)
        changes: dict[str, object] = {
            "publication": Publication.MERGED,
            "merge_commit": merged.commit,
            "is_open": False,
            "reason": "",
        }
        if fix.publication not in ON_THE_WAY:
            _note_branch(fix, head)
        record(fix, "fix.publication.merged", changes)
        lease.finish()


def _look(lease: Lease) -> Fix:
    return Fix.objects.select_related("project", "issue").get(pk=lease.subject)


def _locked(fix: Fix) -> Fix:
    return Fix.objects.select_for_update(of=("self",)).select_related("project", "issue").get(pk=fix.pk)


def _unchanged(fix: Fix) -> Fix:
    """The fix, locked; raises ``Overtaken`` when somebody changed it since it was read."""
    now = _locked(fix)
    if now.version != fix.version:
        raise Overtaken(f"{fix.id} was changed meanwhile, from version {fix.version} to {now.version}")
    return now


def _may_publish(fix: Fix) -> bool:
    return (
        fix.execution == Execution.COMPLETED
        and fix.is_open
        and fix.chosen is not None
        and fix.publication in (Publication.NONE, Publication.CLOSED, *ON_THE_WAY)
    )


def _prepare(lease: Lease, fix: Fix, mirror: Mirror, *, may_wait: bool = False) -> tuple[Fix, str]:
    """Make the commit and write down which it is, before anybody else can see it."""
    head = commit_fix(fix, mirror)
    with lease.write():
        if may_wait:
            _await_room(fix)
        fix = _unchanged(fix)
        if (fix.head_commit, fix.step) != (head, "publish"):
            record(fix, "fix.publication.prepared", {"head_commit": head, "step": "publish"})
    return fix, head


def _await_room(fix: Fix) -> None:
    """Hold ``policy.concurrent_pull_requests``; the project's row makes those who ask at once take turns."""
    project = Project.objects.select_for_update(no_key=True).get(pk=fix.project_id)
    limit = configuration_of(project).policy.concurrent_pull_requests
    others = Fix.objects.filter(project=project, is_open=True, step="publish").exclude(pk=fix.pk).count()
    if others >= limit:
        raise Postponed(f"{others} changes wait for a person, and policy.concurrent_pull_requests is {limit}", PAUSE)


def _leave(lease: Lease, mirror: Mirror) -> None:
    """End the job; the branch of a fix that is over is taken away with it."""
    with lease.read():
        fix = _look(lease)
    is_over = not fix.is_open and fix.publication not in (Publication.MERGED, Publication.REVERTED)
    if is_over:
        take_away(fix, mirror)
    with lease.write():
        fix = _locked(fix)
        if is_over and fix.publication in ON_THE_WAY:
            record(fix, "fix.publication.closed", {"publication": Publication.CLOSED})
        lease.finish()


def _note_branch(fix: Fix, head: str) -> None:
    if fix.publication not in ON_THE_WAY:
        record(fix, "fix.publication.pushed", {"publication": Publication.BRANCH})
    if not fix.is_open:
        # It was turned down while the branch was on its way.
        enqueue_for(CLOSE, fix)


def _prove_again(lease: Lease, fix: Fix, tip: str) -> None:
    with lease.write():
        fix = _unchanged(fix)
        reason = f"{fix.base_branch} moved to {tip[:12]} since the proof; it is proven anew"
        if fix.round >= MAX_ROUNDS:
            changes: dict[str, object] = {"reason": f"{fix.base_branch} moved in each of {fix.round} rounds"}
            if fix.approval in (Approval.APPROVED, Approval.NOT_NEEDED):
                changes["approval"] = Approval.AWAITING
            record(fix, "fix.publication.failed", changes)
        else:
            begin_round(fix, "fix.base.moved", actor=SYSTEM, approval=fix.approval, reason=reason)
        lease.finish()


def _finish(lease: Lease) -> None:
    with lease.write():
        lease.finish()
