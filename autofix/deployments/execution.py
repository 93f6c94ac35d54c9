"""Driving a deployment through its phases, and back when one fails.

The orchestrator alone moves the phases; each begins and ends with a checkpoint, so a worker that
takes over goes on with the phase that was under way.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from autofix.core.errors import Invalid
from autofix.core.events import record
from autofix.core.jobs import Postponed
from autofix.core.leases import LONGEST, Lease, LeaseLost
from autofix.deployments.deadline import deadline_of
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.phases import (
    COMPLETION,
    ROLLBACK,
    PhaseResult,
    begin_phase,
    cancel_phases,
    end_phase,
    note_attempt,
    tell_result,
)
from autofix.deployments.redaction import redacted
from autofix.deployments.scene import Scene, open_platform
from autofix.deployments.services import settle, under_way
from autofix.deployments.states import Status
from autofix.deployments.steps import STEPS
from autofix.deployments.turning_back import end_turned_back, turn_back
from autofix.issues.models import Issue
from autofix.issues.services import resolve_issue
from autofix.projects.in_force import configuration_of
from autofix.projects.models import Project
from autofix.projects.pausing import PAUSE, why_not_now, why_paused
from autofix.projects.repository import open_mirror, read_head, take_configuration
from autofix.projects.secrets import read_secrets

log = logging.getLogger("autofix.deployments")
TURN = timedelta(seconds=2)
# What a phase may take beyond its limit, where a call has one of its own: reading a repository, copying a release.
SPARE = timedelta(minutes=5)
MAX_SAID = 1500


def run_deployment(lease: Lease) -> None:
    """Every phase in order; the first that fails takes the deployment back."""
    _read_repository(lease)
    scene = _begin(lease)
    if scene is None:
        return
    while (phase := _next_phase(lease, scene.deployment)) is not None:
        result = _attempt_phase(lease, scene, phase)
        is_success = not result.errors
        with lease.write():
            deployment, phase = _locked(scene.deployment), Phase.objects.get(pk=phase.pk)
            if not is_success and phase.attempts <= phase.retries and not result.data.get("is_final"):
                note_attempt(phase, result)
                tell_result(deployment, f"deployment.{phase.name}.retried", {}, result, phase)
            else:
                end_phase(phase, result, is_success=is_success)
                _after(deployment, phase, result, is_success)
            lease.made_progress()
            if deployment.status != Status.IN_PROGRESS:
                lease.finish()
                return
        scene = replace(scene, deployment=deployment)
        scene.pause(scene.configuration.deployment.pause)


def _read_repository(lease: Lease) -> None:
    """A deployment begins with the configuration that the default branch has now."""
    with lease.read():
        deployment = Deployment.objects.select_related("project").get(pk=lease.subject)
        if deployment.status != Status.PENDING:
            return
        # Whoever waits leaves the repository alone: it is read when the turn has come.
        _await_turn(deployment)
    head = read_head(deployment.project, open_mirror(deployment.project))
    with lease.write():
        take_configuration(Project.objects.select_for_update().get(pk=deployment.project_id), head)


def _begin(lease: Lease) -> Scene | None:
    try:
        with lease.write():
            deployment = Deployment.objects.select_for_update().select_related("project").get(pk=lease.subject)
            if deployment.status not in (Status.PENDING, Status.IN_PROGRESS):
                lease.finish()
                return None
            if deployment.status == Status.PENDING:
                _start(deployment)
            configuration = configuration_of(deployment.project)
            secrets = read_secrets(deployment.project)
    except Invalid as error:
        _refuse(lease, str(error))
        return None
    except IntegrityError:
        raise Postponed("another deployment of this environment began at the same moment", TURN) from None
    platform = open_platform(deployment.platform)
    return Scene(deployment, deployment.project, configuration, secrets, platform, lease.check)


def _refuse(lease: Lease, reason: str) -> None:
    """The configuration does not let it begin: no attempt would change that, and nothing was done."""
    with lease.write():
        deployment = Deployment.objects.select_for_update().get(pk=lease.subject)
        changes = {"status": Status.FAILED, "reason": reason, "finished_at": timezone.now()}
        record(deployment, "deployment.run.failed", changes)
        cancel_phases(deployment)
        lease.finish()


def _await_turn(deployment: Deployment) -> None:
    """Raises ``Postponed`` while it may not begin: whoever was asked for first goes first."""
    project, environment = deployment.project, deployment.environment
    is_rollback = deployment.operation == Deployment.Operation.ROLLBACK
    not_now = why_not_now(project)
    # A way back may be taken at any hour.
    if reason := why_paused(project) if is_rollback else not_now:
        raise Postponed(reason, PAUSE)
    other = under_way(project, environment)
    if other is not None:
        raise Postponed(f"{other.id} is under way in {environment}", TURN)
    before = Deployment.objects.filter(
        project=project, environment=environment, status=Status.PENDING, id__lt=deployment.id
    )
    if not_now:
        before = before.filter(operation=Deployment.Operation.ROLLBACK)
    if first := before.order_by("id").first():
        raise Postponed(f"{first.id} waits for {environment} since before", TURN)


def _start(deployment: Deployment) -> None:
    _await_turn(deployment)
    changes: dict[str, object] = {
        "status": Status.IN_PROGRESS,
        "started_at": timezone.now(),
        "previous": current_release(deployment),
        **settle(deployment, configuration_of(deployment.project)),
    }
    record(deployment, "deployment.run.started", changes)


def current_release(deployment: Deployment) -> str:
    """The release that the last good deployment of the environment left current; empty before the first."""
    last = (
        Deployment.objects.filter(
            project_id=deployment.project_id, environment=deployment.environment, status=Status.SUCCESS
        )
        .order_by("-finished_at")
        .first()
    )
    return (last.release or last.id) if last else ""


def _next_phase(lease: Lease, deployment: Deployment) -> Phase | None:
    with lease.write():
        fresh = _locked(deployment)
        if fresh.status != Status.IN_PROGRESS:
            return None
        phases = list(Phase.objects.filter(deployment=fresh).order_by("ordinal"))
        rollback = next((phase for phase in phases if phase.name == ROLLBACK), None)
        if rollback is None and fresh.metadata.get("is_cancelled"):
            turn_back(fresh, "cancelled")
            return _begun(fresh, Phase.objects.get(deployment=fresh, name=ROLLBACK))
        waiting = [rollback] if rollback else phases
        phase = next((phase for phase in waiting if phase.status in (Status.PENDING, Status.IN_PROGRESS)), None)
        return _begun(fresh, phase) if phase else None


def _begun(deployment: Deployment, phase: Phase) -> Phase:
    is_taken_over = phase.status == Status.IN_PROGRESS and not phase.errors
    if not is_taken_over:
        # A killed worker is no attempt of the phase.
        begin_phase(phase)
        record(
            deployment,
            f"deployment.{phase.name}.started",
            {"step": phase.name},
            data={"attempt": phase.attempts},
        )
    return phase


def _attempt_phase(lease: Lease, scene: Scene, phase: Phase) -> PhaseResult:
    log.info("%s %s (attempt %s)", scene.deployment.id, phase.name, phase.attempts)
    settle_time = scene.settle_time if phase.name == "verification" else 0.0
    pause = scene.configuration.deployment.pause
    lease.longest = max(LONGEST, timedelta(seconds=phase.limit_seconds + settle_time + pause) + SPARE)
    scene = replace(scene, deadline=deadline_of(phase.name, phase.limit_seconds, settle_time))
    return redacted(_attempted(scene, phase), scene.secrets)


def _attempted(scene: Scene, phase: Phase) -> PhaseResult:
    try:
        return STEPS[phase.name](scene)
    except LeaseLost:
        raise
    except Exception as error:
        # Whatever a phase meets is its failure, and is recorded: a deployment is never left half way.
        if not hasattr(error, "permanent"):
            log.exception("%s %s", scene.deployment.id, phase.name)
        said = str(error)
        if tail := getattr(error, "log", ""):
            said += f"\n{scene.redact(tail)[-MAX_SAID:]}"
        is_final = bool(getattr(error, "permanent", False))
        return PhaseResult(f"{phase.name} failed", {"is_final": is_final}, errors=(said,))


def _after(deployment: Deployment, phase: Phase, result: PhaseResult, is_success: bool) -> None:
    if phase.name == ROLLBACK:
        end_turned_back(deployment, phase, result)
    elif not is_success and phase.name != COMPLETION:
        tell_result(deployment, f"deployment.{phase.name}.failed", {}, result, phase)
        turn_back(deployment, f"{phase.name}: {'; '.join(result.errors)}")
    else:
        changes: dict[str, object] = {name: result.data[name] for name in ("commit", "address") if name in result.data}
        tell_result(deployment, f"deployment.{phase.name}.completed", changes, result, phase)
        if deployment.metadata.get("is_cancelled") and phase.name != COMPLETION:
            turn_back(deployment, "cancelled")
        elif not Phase.objects.filter(deployment=deployment, status__in=(Status.PENDING, Status.IN_PROGRESS)).exists():
            _succeed(deployment)


def _succeed(deployment: Deployment) -> None:
    changes: dict[str, object] = {
        "status": Status.SUCCESS,
        "release": deployment.release or deployment.id,
        "finished_at": timezone.now(),
        "reason": "",
    }
    record(deployment, "deployment.run.completed", changes)
    if deployment.fix is not None:
        issue = Issue.objects.select_for_update().get(pk=deployment.fix.issue_id)
        resolve_issue(issue, actor=f"deployment:{deployment.id}")


def _locked(deployment: Deployment) -> Deployment:
    return Deployment.objects.select_for_update(of=("self",)).select_related("project", "fix").get(pk=deployment.pk)
