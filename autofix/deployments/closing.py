"""The two ways in which a deployment ends: its record is closed, or what it did is taken back."""

from __future__ import annotations

from collections.abc import Callable

from autofix.deployments.deadline import OutOfTime
from autofix.deployments.phases import PhaseResult
from autofix.deployments.probing import say_probe, send_probe
from autofix.deployments.scene import Scene
from autofix.sdk.platform import PlatformError, State

# What a compensation has although the time is over: one that is late stops no other (requirement E7).
SPARE_SECONDS = 10.0


def complete(scene: Scene) -> PhaseResult:
    """Stop the old release and keep the last few; what fails here is a warning."""
    warnings: list[str] = []
    stopped: list[str] = []
    for status in scene.platform.releases(scene.target):
        if status.release_id == scene.release or status.is_current or status.state is State.STOPPED:
            continue
        try:
            scene.platform.stop(scene.target, status.release_id, scene.left())
            stopped.append(status.release_id)
        except (PlatformError, OutOfTime) as error:
            warnings.append(f"{status.release_id}: {error}")
    removed = _remove_old(scene, warnings)
    data: dict[str, object] = {"stopped": stopped, "removed": removed}
    return PhaseResult("the record is closed", data, warnings=tuple(warnings))


def take_back(scene: Scene) -> PhaseResult:
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
        compensate(f"started {previous}", lambda: platform.start(target, previous, _left(scene)))
        compensate(f"switched to {previous}", lambda: platform.switch(target, previous))
        probe = send_probe(scene, previous, _left(scene))
        if not probe.is_healthy:
            failed.append(f"{previous} is current again and not healthy: {say_probe(probe)}")
    if scene.release in placed and scene.release != previous:
        compensate(f"stopped {scene.release}", lambda: platform.stop(target, scene.release, _left(scene)))
    current = next((status.release_id for status in platform.releases(target) if status.is_current), "")
    is_back = bool(previous) and current == previous
    message = f"{previous} is current again" if is_back else "there was no release to go back to"
    if previous and not is_back:
        message = f"{previous} could not be brought back"
    warnings: list[str] = []
    removed = _remove_old(scene, warnings)
    data: dict[str, object] = {"compensations": done, "is_back": is_back, "current": current, "removed": removed}
    return PhaseResult(message, data, tuple(failed), tuple(warnings))


def _remove_old(scene: Scene, warnings: list[str]) -> list[str]:
    """Remove what is older than the releases to keep; the one to go back to stays. Answers what was removed."""
    removed = []
    for status in scene.platform.releases(scene.target)[scene.configuration.deployment.keep_releases :]:
        if status.is_current or status.release_id in (scene.release, scene.deployment.previous):
            continue
        try:
            scene.platform.remove(scene.target, status.release_id)
            removed.append(status.release_id)
        except PlatformError as error:
            warnings.append(f"{status.release_id}: {error}")
    return removed


def _left(scene: Scene) -> float:
    try:
        return max(scene.left(), SPARE_SECONDS)
    except OutOfTime:
        return SPARE_SECONDS
