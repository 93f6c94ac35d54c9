"""The engine's work on a fix, step by step, each with a checkpoint.

Whatever is expensive or has an effect is stored before the next step begins, so a worker that
takes over continues where the last one stopped. Diagnosis and candidates follow from the report
and the commit alone and take milliseconds: they are worked out again, not read back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain

from django.conf import settings
from django.utils import timezone

from autofix.core.errors import Conflict
from autofix.core.events import SYSTEM, record
from autofix.core.jobs import Postponed
from autofix.core.leases import Lease
from autofix.core.models import Event, Job
from autofix.engine.model.redaction import Redactor
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Conclusion, Result, Trial, conclude
from autofix.engine.workspace.snapshot import Snapshot
from autofix.fixes.asking import asking_for
from autofix.fixes.conclusion import conclude_fix
from autofix.fixes.evidence import store_attempt, trial_of
from autofix.fixes.models import Attempt, Fix
from autofix.fixes.policy import engine_policy, is_on_request
from autofix.fixes.recalling import keep_lessons, lessons_for
from autofix.fixes.services import is_overtaken, withdraw
from autofix.fixes.states import Execution
from autofix.issues.services import classify_issue
from autofix.projects.in_force import configuration_of
from autofix.projects.models import Project
from autofix.projects.pausing import PAUSE, why_paused
from autofix.projects.repository import open_mirror, read_head, take_configuration
from autofix.projects.secrets import read_secrets
from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.model import ModelError
from autofix.sdk.problem import Problem
from autofix.workbench import open_bench, open_plugins

log = logging.getLogger("autofix.fixes")
LIMIT = timedelta(minutes=5)


@dataclass
class HeldProgress:
    """Tells the log what the engine does, and stops it when the job was taken over."""

    lease: Lease

    def step(self, name: str, detail: str) -> None:
        """A step has begun; raises ``LeaseLost``."""
        self.lease.check()
        log.info("%s %s: %s", self.lease.subject, name, detail)


class Stopped(Exception):
    """Somebody cancelled the fix, or sent it back to its first step, while this worker was at it."""


class ModelAway(Exception):
    """A model gave no answer, and may later: the job is tried again, and at last goes on without."""

    permanent = False


def run_fix(lease: Lease) -> None:
    """From the newest commit to a conclusion: checkout, diagnose, propose, prove, gate."""
    fix, project = _begin(lease)
    try:
        if fix is not None:
            _work(lease, fix, project)
    except Stopped as stopped:
        log.info("%s stops: %s", lease.subject, stopped)
        with lease.write():
            lease.finish()


def _work(lease: Lease, fix: Fix, project: Project) -> None:
    mirror = open_mirror(project)
    if not fix.base_commit:
        head = read_head(project, mirror)
        with lease.write():
            project = Project.objects.select_for_update().get(pk=project.pk)
            take_configuration(project, head)
            changes: dict[str, object] = {"step": "checkout", "base_branch": head.branch, "base_commit": head.commit}
            _checkpoint(lease, fix, "fix.checkout.completed", changes)
    workspace = Snapshot(mirror.source(fix.base_commit))
    problem = read_report(fix.report)
    progress = HeldProgress(lease)
    environment = settings.ENVIRONMENT
    with lease.read():
        configuration = configuration_of(project)
        # What people read of a fix names no secret that a report or a tool quoted.
        redact = Redactor(read_secrets(project)).without_secrets
    with open_bench(environment, True, progress) as (bench, why):
        repairer = Repairer(open_plugins(environment), bench, engine_policy(configuration), progress, why)
        diagnosis = repairer.diagnose(problem, workspace)
        if fix.step == "checkout":
            with lease.write():
                _checkpoint(lease, fix, "fix.diagnosis.completed", {"step": "diagnose", **_told(diagnosis, redact)})
                classify_issue(fix.issue_id, fix.family)
        is_on_hold = diagnosis is not None and is_on_request(configuration, diagnosis.family)
        if diagnosis is not None and is_on_hold and not _was_asked_for(lease, fix):
            with lease.write():
                _read_again(fix)
                said = (
                    f"the project has {diagnosis.family} fixed on request only (fix_patterns); retry it to ask for it"
                )
                conclude_fix(fix, configuration, Conclusion(Result.NO_FIX, said))
                lease.finish()
            return
        lessons = lessons_for(lease, fix, problem, diagnosis, workspace)
        candidates = replace(repairer, lessons=lessons).propose(problem, diagnosis, workspace)
        if fix.step == "diagnose":
            listed = [{"title": redact(c.title), "strategy": c.strategy, "risk": c.risk.value} for c in candidates]
            with lease.write():
                _checkpoint(lease, fix, "fix.candidates.proposed", {"step": "propose", "candidates": listed})
                keep_lessons(fix, lessons, candidates)
        trying = Trying(lease, fix, repairer, problem, workspace, redact)
        fixers = repairer.run_fixers(problem, diagnosis, workspace)
        is_settled = trying.work_through(diagnosis, chain(candidates, fixers))
        consultation = None
        if not is_settled:
            asking = asking_for(lease, fix, project, configuration)
            consultation = replace(repairer, asking=asking).consult(problem, diagnosis, workspace, trying.trials)
        if consultation is not None:
            try:
                diagnosis = consultation.diagnose(trying.trials)
                if not fix.family:
                    with lease.write():
                        _checkpoint(lease, fix, "fix.diagnosis.completed", _told(diagnosis, redact))
                        classify_issue(fix.issue_id, fix.family)
                trying.work_through(diagnosis, consultation.candidates(trying.trials))
            except ModelError as error:
                raise ModelAway(f"the model gave no answer: {error}") from error
    conclusion = conclude(diagnosis, trying.trials, consultation.ended if consultation else "")
    left = 0 if consultation else len(candidates) - len(trying.trials)
    if trying.spent > LIMIT and conclusion.result is not Result.VERIFIED and left > 0:
        said = f"{left} more candidates were not tried within {LIMIT.seconds // 60} minutes"
        conclusion = replace(conclusion, reason=f"{conclusion.reason}; {said}")
    with lease.write():
        _read_again(fix)
        conclude_fix(fix, configuration, replace(conclusion, reason=redact(conclusion.reason)))
        lease.finish()


@dataclass
class Trying:
    """Candidates tried one after the other, each stored before the next; what is stored already is not tried again."""

    lease: Lease
    fix: Fix
    repairer: Repairer
    problem: Problem
    workspace: Snapshot
    redact: Callable[[str], str]
    trials: list[Trial] = field(default_factory=list)
    spent: timedelta = timedelta()

    def work_through(self, diagnosis: Diagnosis | None, candidates: Iterable[Candidate]) -> bool:
        """Try ``candidates`` until nothing further needs to be, or the time is up; whether it is settled."""
        for candidate in candidates:
            if self.spent > LIMIT:
                return False
            stored = self._try(diagnosis, candidate)
            self.trials.append(trial_of(stored))
            # What counts is the work, by whichever worker it was done; waiting is none.
            self.spent += timedelta(seconds=stored.seconds)
            if self.trials[-1].is_last:
                return True
        return False

    def _try(self, diagnosis: Diagnosis | None, candidate: Candidate) -> Attempt:
        lease, fix, ordinal = self.lease, self.fix, len(self.trials)
        with lease.read():
            stored = Attempt.objects.filter(fix=fix, round=fix.round, ordinal=ordinal).first()
        if stored is not None:
            return stored
        started = time.monotonic()
        attempt = self.repairer.attempt(self.problem, diagnosis, candidate, self.workspace)
        with lease.write():
            stored = store_attempt(fix, ordinal, attempt, time.monotonic() - started, self.redact)
            data = {"ordinal": ordinal, "status": stored.status, "strategy": stored.strategy}
            _checkpoint(lease, fix, "fix.candidate.proved", {"step": "prove"}, data)
        return stored


def give_up_fix(lease: Lease, reason: str) -> None:
    """The job is dead: the fix has failed, and says why."""
    fix = Fix.objects.select_for_update().get(pk=lease.subject)
    if fix.execution in (Execution.PENDING, Execution.RUNNING) and not is_overtaken(lease):
        changes = {
            "execution": Execution.FAILED,
            "reason": reason,
            "finished_at": timezone.now(),
            "is_open": False,
        }
        record(fix, "fix.execution.failed", changes)
        withdraw(fix)


def revive_fix(job: Job) -> None:
    """The job gets a new life: the fix that had failed with it goes on from its last step.

    Raises ``Conflict`` when it is gone, or another fix is open for the issue by now.
    """
    fix = Fix.objects.select_for_update().filter(pk=job.subject).first()
    if fix is None:
        raise Conflict(f"{job.subject} is gone, so nothing is left to replay")
    if fix.execution != Execution.FAILED:
        return
    if Fix.objects.filter(issue_id=fix.issue_id, is_open=True).exists():
        raise Conflict(f"another fix is open for {fix.issue_id}")
    changes = {"execution": Execution.PENDING, "reason": "", "finished_at": None, "is_open": True}
    record(fix, "fix.execution.replayed", changes)


def tell_delay(lease: Lease, reason: str) -> None:
    """The job goes back to wait: the fix says what it waits for."""
    fix = Fix.objects.select_for_update().get(pk=lease.subject)
    if fix.execution in (Execution.PENDING, Execution.RUNNING) and fix.reason != reason and not is_overtaken(lease):
        record(fix, "fix.execution.delayed", {"reason": reason})


def _begin(lease: Lease) -> tuple[Fix | None, Project]:
    with lease.write():
        fix = Fix.objects.select_for_update().select_related("project").get(pk=lease.subject)
        project = fix.project
        if fix.execution not in (Execution.PENDING, Execution.RUNNING) or is_overtaken(lease):
            lease.finish()
            return None, project
        if reason := why_paused(project):
            raise Postponed(reason, PAUSE)
        if fix.execution == Execution.PENDING:
            changes = {"execution": Execution.RUNNING, "started_at": timezone.now(), "reason": ""}
            record(fix, "fix.execution.started", changes)
    return fix, project


def _checkpoint(
    lease: Lease, fix: Fix, name: str, changes: dict[str, object], data: dict[str, object] | None = None
) -> None:
    """Write a step down; raises ``Stopped`` when the fix is no longer ours to work on."""
    _read_again(fix)
    record(fix, name, changes, data=data)
    lease.made_progress()


def _was_asked_for(lease: Lease, fix: Fix) -> bool:
    """Whether somebody wanted this fix, which AutoFix began or went on with by itself otherwise."""
    with lease.read():
        asked = Event.objects.filter(subject=fix.pk, name__in=("fix.requested", "fix.retry.requested"))
        return asked.exclude(actor=SYSTEM).exists()


def _read_again(fix: Fix) -> None:
    turn = fix.round
    fix.refresh_from_db(from_queryset=Fix.objects.select_for_update())
    if fix.execution != Execution.RUNNING or fix.round != turn:
        raise Stopped(f"it is {fix.execution} in round {fix.round}, and this was round {turn}")


def _told(diagnosis: Diagnosis | None, redact: Callable[[str], str]) -> dict[str, object]:
    if diagnosis is None:
        return {}
    return {
        "family": diagnosis.family,
        "root_cause": redact(diagnosis.root_cause),
        "located": [{"file": place.file, "line": place.line} for place in diagnosis.located],
    }
