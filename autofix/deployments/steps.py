"""What each phase does. Every one may run again after a killed worker and finds its own earlier work."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable

from django.conf import settings

from autofix.deployments.artifact import BuildError, built, choose_application
from autofix.deployments.phases import PhaseResult
from autofix.deployments.scene import Scene
from autofix.engine.progress import Silent
from autofix.engine.workspace.snapshot import Snapshot
from autofix.projects.repository import open_mirror
from autofix.sdk.platform import PlatformError, Probe, State
from autofix.workbench import open_bench

MIN_FREE_BYTES = 512 * 1024 * 1024
PROBES, PROBE_SECONDS, PROBE_PAUSE = 3, 10.0, 0.5
SLOW_SECONDS = 2.0


def initialize(scene: Scene, seconds: float) -> PhaseResult:
    """Ready every component: the repository and the platform answer."""
    mirror = open_mirror(scene.project)
    mirror.fetch()
    deployment = scene.deployment
    branch = scene.environment.branch or scene.project.branch or mirror.default_branch()
    commit = deployment.commit or mirror.head(branch) or ""
    if not commit or not mirror.has(commit):
        raise BuildError(f"the repository has no {commit or 'branch ' + branch}", permanent=True)
    placed = [status.release_id for status in scene.platform.releases(scene.target)]
    return PhaseResult(
        f"{commit[:12]} of {branch} goes to {deployment.environment}",
        {"commit": commit, "branch": branch, "platform": deployment.platform, "releases": placed},
    )


def validate(scene: Scene, seconds: float) -> PhaseResult:
    """Requirement E3: what the environment offers, before anything is changed."""
    source = open_mirror(scene.project).source(scene.deployment.commit)
    application = choose_application(Snapshot(source), scene.configuration)
    free = shutil.disk_usage(settings.ENVIRONMENT.data).free
    checks: list[dict[str, object]] = [
        {"name": "a server to start", "severity": "critical", "passed": True, "detail": application.start},
        {"name": "disk space", "severity": "critical", "passed": free >= MIN_FREE_BYTES, "detail": f"{free} bytes"},
    ]
    missing = sorted(_named_secrets(scene) - scene.secrets.keys())
    detail = f"missing: {', '.join(missing)}" if missing else "all set"
    checks.append({"name": "secrets", "severity": "critical", "passed": not missing, "detail": detail})
    failed = tuple(f"{check['name']}: {check['detail']}" for check in checks if not check["passed"])
    recommendations = ["free some disk space"] if free < 4 * MIN_FREE_BYTES else []
    message = f"{len(checks)} checks" if not failed else f"{len(failed)} of {len(checks)} checks failed"
    return PhaseResult(message, {"checks": checks, "recommendations": recommendations}, errors=failed)


def prepare(scene: Scene, seconds: float) -> PhaseResult:
    """Build the release in the sandbox and place it where it will run."""
    started = time.monotonic()
    source = open_mirror(scene.project).source(scene.deployment.commit)
    env = _runtime_variables(scene)
    with open_bench(settings.ENVIRONMENT, True, Silent()) as (bench, why):
        if bench is None:
            raise BuildError(f"a release cannot be built here: {why}", permanent=True)
        with built(bench, source, scene.configuration, env, seconds) as artifact:
            scene.check()
            scene.platform.place(scene.target, scene.release, artifact)
    took = time.monotonic() - started
    return PhaseResult(f"built and placed in {took:.1f} s", {"seconds": round(took, 2), "release": scene.release})


def execute(scene: Scene, seconds: float) -> PhaseResult:
    """Start the new release beside the old one, probe it, and switch."""
    scene.platform.start(scene.target, scene.release, seconds)
    probe = scene.platform.probe(scene.target, scene.release, scene.health_path, PROBE_SECONDS)
    if not probe.is_healthy:
        raise PlatformError(f"the new release is not healthy: {_say(probe)}", permanent=False)
    scene.check()
    scene.platform.switch(scene.target, scene.release)
    address = scene.platform.address(scene.target) or ""
    return PhaseResult(f"serving at {address}", {"address": address, "probe": _say(probe)})


def verify(scene: Scene, seconds: float) -> PhaseResult:
    """Requirement E6: let it settle, then it has to be healthy, again and again."""
    settle = float(scene.environment.settle_time or 0)
    # A release that was just placed has not restarted before; one that is gone back to may have, long ago.
    restarts = 0 if scene.release == scene.deployment.id else _restarts(scene)
    scene.pause(settle)
    probes: list[Probe] = []
    for turn in range(PROBES):
        if turn:
            scene.pause(PROBE_PAUSE)
        probes.append(scene.platform.probe(scene.target, scene.release, scene.health_path, PROBE_SECONDS))
    current = [status for status in scene.platform.releases(scene.target) if status.is_current]
    running = bool(current) and current[0].release_id == scene.release and current[0].state is State.RUNNING
    errors = [_say(probe) for probe in probes if not probe.is_healthy]
    if not running:
        errors.append(f"the release is not running: {current[0].log[-500:] if current else 'nothing is current'}")
    ended = _restarts(scene) - restarts
    if ended > 0:
        said = current[0].log[-500:] if current else ""
        errors.append(f"it ended by itself {ended} time(s) since it took over: {said}")
    slow = [probe for probe in probes if probe.seconds > SLOW_SECONDS]
    warnings = (f"degraded: {len(slow)} of {len(probes)} answers took longer than {SLOW_SECONDS:g} s",) if slow else ()
    message = f"healthy after {settle:g} s" if not errors else "not healthy after the settle time"
    data: dict[str, object] = {
        "probes": [_say(probe) for probe in probes],
        "settle_seconds": settle,
        # Whoever fell over once in the settle time will not be trusted for getting up again.
        "is_final": ended > 0,
    }
    return PhaseResult(message, data, tuple(errors), warnings)


def _restarts(scene: Scene) -> int:
    found = [status.restarts for status in scene.platform.releases(scene.target) if status.release_id == scene.release]
    return found[0] if found else 0


def complete(scene: Scene, seconds: float) -> PhaseResult:
    """Stop the old release and keep the last few; what fails here is a warning."""
    warnings: list[str] = []
    stopped: list[str] = []
    removed: list[str] = []
    keep = scene.configuration.deployment.keep_releases
    for place, status in enumerate(scene.platform.releases(scene.target)):
        if status.release_id == scene.release or status.is_current:
            continue
        try:
            if status.state is not State.STOPPED:
                scene.platform.stop(scene.target, status.release_id, seconds)
                stopped.append(status.release_id)
            if place >= keep and status.release_id != scene.deployment.previous:
                scene.platform.remove(scene.target, status.release_id)
                removed.append(status.release_id)
        except PlatformError as error:
            warnings.append(f"{status.release_id}: {error}")
    data: dict[str, object] = {"stopped": stopped, "removed": removed}
    return PhaseResult("the record is closed", data, warnings=tuple(warnings))


def take_back(scene: Scene, seconds: float) -> PhaseResult:
    """Requirement E7: compensate in reverse order; one that fails is recorded and stops no other."""
    previous, failed = scene.deployment.previous, []
    done: list[str] = []

    def compensate(what: str, action: Callable[[], None]) -> None:
        try:
            action()
            done.append(what)
        except PlatformError as error:
            failed.append(f"{what}: {error}")

    platform, target = scene.platform, scene.target
    placed = {status.release_id for status in platform.releases(target)}
    if previous and previous in placed:
        compensate(f"started {previous}", lambda: platform.start(target, previous, seconds))
        compensate(f"switched to {previous}", lambda: platform.switch(target, previous))
        probe = platform.probe(target, previous, scene.health_path, PROBE_SECONDS)
        if not probe.is_healthy:
            failed.append(f"{previous} is current again and not healthy: {_say(probe)}")
    if scene.release in placed and scene.release != previous:
        compensate(f"stopped {scene.release}", lambda: platform.stop(target, scene.release, seconds))
    current = next((status.release_id for status in platform.releases(target) if status.is_current), "")
    is_back = bool(previous) and current == previous
    message = f"{previous} is current again" if is_back else "there was no release to go back to"
    if previous and not is_back:
        message = f"{previous} could not be brought back"
    data: dict[str, object] = {"compensations": done, "is_back": is_back, "current": current}
    return PhaseResult(message, data, tuple(failed))


STEPS: dict[str, Callable[[Scene, float], PhaseResult]] = {
    "initialization": initialize,
    "validation": validate,
    "preparation": prepare,
    "execution": execute,
    "verification": verify,
    "completion": complete,
    "rollback": take_back,
}


def _runtime_variables(scene: Scene) -> dict[str, str]:
    pairs = (entry.fill(scene.secrets) for entry in scene.environment.environment_vars)
    return dict(pair.split("=", 1) for pair in pairs)


def _named_secrets(scene: Scene) -> set[str]:
    return {name for entry in scene.environment.environment_vars for name in entry.names}


def _say(probe: Probe) -> str:
    answered = f"answered {probe.status}" if probe.status is not None else f"did not answer ({probe.detail})"
    return f"{probe.url} {answered} in {probe.seconds * 1000:.0f} ms"
