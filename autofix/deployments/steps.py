"""What each phase does. Every one may run again after a killed worker and finds its own earlier work."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable

from django.conf import settings

from autofix.deployments.artifact import BuildError, built, choose_application
from autofix.deployments.closing import complete, take_back
from autofix.deployments.phases import PhaseResult
from autofix.deployments.probing import say_probe, send_probe
from autofix.deployments.scene import Scene
from autofix.deployments.timed_bench import timed
from autofix.engine.progress import Silent
from autofix.engine.workspace.snapshot import Snapshot
from autofix.projects.repository import open_mirror
from autofix.sdk.platform import PlatformError, Probe, State
from autofix.workbench import open_bench

MIN_FREE_BYTES = 512 * 1024 * 1024
PROBES, PROBE_PAUSE = 3, 0.5
SLOW_SECONDS = 2.0
MAX_SAID = 500


def initialize(scene: Scene) -> PhaseResult:
    """Ready every component: the repository and the platform answer."""
    mirror = open_mirror(scene.project)
    mirror.fetch()
    scene.check()
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


def validate(scene: Scene) -> PhaseResult:
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
    scene.check()
    failed = tuple(f"{check['name']}: {check['detail']}" for check in checks if not check["passed"])
    recommendations = ["free some disk space"] if free < 4 * MIN_FREE_BYTES else []
    message = f"{len(checks)} checks" if not failed else f"{len(failed)} of {len(checks)} checks failed"
    return PhaseResult(message, {"checks": checks, "recommendations": recommendations}, errors=failed)


def prepare(scene: Scene) -> PhaseResult:
    """Build the release in the sandbox and place it where it will run."""
    started = time.monotonic()
    source = open_mirror(scene.project).source(scene.deployment.commit)
    env = _runtime_variables(scene)
    with open_bench(settings.ENVIRONMENT, True, Silent()) as (bench, why):
        if bench is None:
            raise BuildError(f"a release cannot be built here: {why}", permanent=True)
        with built(timed(bench, scene.left), source, scene.configuration, env, scene.left) as artifact:
            scene.check()
            scene.platform.place(scene.target, scene.release, artifact)
        scene.check()
    took = time.monotonic() - started
    return PhaseResult(f"built and placed in {took:.1f} s", {"seconds": round(took, 2), "release": scene.release})


def execute(scene: Scene) -> PhaseResult:
    """Start the new release beside the old one, probe it, and switch."""
    scene.platform.start(scene.target, scene.release, scene.left())
    probe = send_probe(scene, scene.release, scene.left())
    if not probe.is_healthy:
        raise PlatformError(f"the new release is not healthy: {say_probe(probe)}", permanent=False)
    scene.check()
    scene.platform.switch(scene.target, scene.release)
    address = scene.platform.address(scene.target) or ""
    return PhaseResult(f"serving at {address}", {"address": address, "probe": say_probe(probe)})


def verify(scene: Scene) -> PhaseResult:
    """Requirement E6: let it settle, then it has to be healthy, again and again."""
    settle = scene.settle_time
    # A release that was just placed has not restarted before; one that is gone back to may have, long ago.
    restarts = 0 if scene.release == scene.deployment.id else _restarts(scene)
    scene.pause(settle)
    probes: list[Probe] = []
    for turn in range(PROBES):
        if turn:
            scene.pause(PROBE_PAUSE)
        probes.append(send_probe(scene, scene.release, scene.left()))
        scene.check()
    current = [status for status in scene.platform.releases(scene.target) if status.is_current]
    running = bool(current) and current[0].release_id == scene.release and current[0].state is State.RUNNING
    errors = [say_probe(probe) for probe in probes if not probe.is_healthy]
    said = scene.redact(current[0].log)[-MAX_SAID:] if current else ""
    if not running:
        errors.append(f"the release is not running: {said or 'nothing is current'}")
    ended = _restarts(scene) - restarts
    if ended > 0:
        errors.append(f"it ended by itself {ended} time(s) since it took over: {said}")
    slow = [probe for probe in probes if probe.seconds > SLOW_SECONDS]
    warnings = (f"degraded: {len(slow)} of {len(probes)} answers took longer than {SLOW_SECONDS:g} s",) if slow else ()
    message = f"healthy after {settle:g} s" if not errors else "not healthy after the settle time"
    data: dict[str, object] = {
        "probes": [say_probe(probe) for probe in probes],
        "settle_seconds": settle,
        # Whoever fell over once in the settle time will not be trusted for getting up again.
        "is_final": ended > 0,
    }
    if scene.is_hotfix and not errors:
        # The profile has no completion of its own (requirement E2): its record is closed here.
        closed = complete(scene)
        data, warnings = {**data, **closed.data}, (*warnings, *closed.warnings)
    return PhaseResult(message, data, tuple(errors), warnings)


def _restarts(scene: Scene) -> int:
    found = [status.restarts for status in scene.platform.releases(scene.target) if status.release_id == scene.release]
    return found[0] if found else 0


STEPS: dict[str, Callable[[Scene], PhaseResult]] = {
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
