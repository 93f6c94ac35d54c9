"""What becomes of a published fix teaches: accepted, it is a lesson; turned down or taken back, it is one no more."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.conf import settings

from autofix.core.jobs import enqueue
from autofix.core.leases import Lease
from autofix.core.models import Event
from autofix.engine.diagnose import diagnose
from autofix.engine.memory.generalise import generalise
from autofix.engine.memory.lesson import Lesson
from autofix.engine.memory.recall import lesson_of
from autofix.engine.model.redaction import Redactor
from autofix.engine.patch import FilePatch, Patch
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.fixes.models import Attempt, Change, Fix
from autofix.fixes.states import Publication
from autofix.memory.services import count_lesson, drop_lessons, learn_lesson
from autofix.projects.repository import open_mirror
from autofix.projects.secrets import read_secrets
from autofix.sdk.candidate import Action, Risk
from autofix.sdk.workspace import WorkspaceError
from autofix.workbench import open_plugins

log = logging.getLogger("autofix.fixes")
LEARN = "fix.learn"
MERGED = "fix.publication.merged"
# What ends a lesson, and why.
ENDS = {
    "fix.approval.refused": "its change was rejected",
    "fix.publication.closed": "its change was closed unmerged",
    "fix.publication.reverted": "its change was reverted",
}
HEARD = (MERGED, *ENDS)
# They make the same change by themselves, and know better when not to.
_NEVER_LEARNT = ("recipe", "fixer", "memory")


def hear_of_publication(event: Event) -> None:
    """Note what people made of a change that came from a lesson, or may become one."""
    fix = Fix.objects.get(pk=event.subject)
    lesson_id = lesson_of(fix.strategy)
    if event.name != MERGED:
        reason = f"{ENDS[event.name]} ({fix.id})"
        drop_lessons(filter(None, [lesson_id]), learnt_from=fix.id, reason=reason, actor=event.actor)
    elif lesson_id:
        count_lesson(lesson_id, accepted=1)
    elif fix.strategy.partition(":")[0] not in _NEVER_LEARNT:
        enqueue(LEARN, fix.id, tenant_id=fix.tenant_id, key=f"{fix.id}:{fix.version}")


def learn_from_fix(lease: Lease) -> None:
    """Generalise a change that was merged."""
    with lease.read():
        fix = Fix.objects.select_related("project").get(pk=lease.subject)
        secrets = read_secrets(fix.project)
        attempts = Attempt.objects.prefetch_related("changes").filter(fix=fix, round=fix.round)
        chosen = None if fix.chosen is None else attempts.filter(ordinal=fix.chosen).first()
    lesson = _lesson(fix, chosen, secrets) if chosen is not None else None
    with lease.write():
        now = Fix.objects.select_for_update().get(pk=fix.pk)
        # A revert that came first is not heard again.
        if lesson is not None and now.publication == Publication.MERGED:
            learn_lesson(lesson, tenant_id=fix.tenant_id, project_id=fix.project_id, fix_id=fix.id, family=fix.family)
        lease.finish()


def _lesson(fix: Fix, chosen: Attempt, secrets: Mapping[str, str]) -> Lesson | None:
    """What the merged change teaches, in the repository as it was before."""
    workspace = Snapshot(open_mirror(fix.project).source(fix.base_commit))
    problem = read_report(fix.report)
    diagnosis = diagnose(problem, workspace, open_plugins(settings.ENVIRONMENT))
    if diagnosis is None:
        return None
    try:
        patch = Patch(tuple(_file(change, workspace) for change in chosen.changes.all()))
    except WorkspaceError as error:
        log.info("%s teaches nothing: %s", fix.id, error)
        return None
    risk, redact = Risk(chosen.risk), Redactor(secrets).redact
    return generalise(problem, diagnosis, workspace, patch, risk, secrets=tuple(secrets.values()), redact=redact)


def _file(change: Change, workspace: Snapshot) -> FilePatch:
    before = None
    if change.action != Action.CREATE.value:
        text = workspace.text(change.file)
        before = text.encode(text.content)
    after = None if change.after is None else bytes(change.after)
    action = Action(change.action)
    return FilePatch(change.file, change.new_file, action, change.description, before, after, change.diff)
