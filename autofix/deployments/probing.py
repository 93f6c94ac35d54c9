"""Asking a release how it is."""

from __future__ import annotations

from autofix.deployments.scene import Scene
from autofix.sdk.platform import Probe

PROBE_SECONDS = 10.0


def send_probe(scene: Scene, release: str, left: float) -> Probe:
    """One request to a release's health path; ``left`` is what the phase still has, in seconds."""
    return scene.platform.probe(scene.target, release, scene.health_path, min(PROBE_SECONDS, left))


def say_probe(probe: Probe) -> str:
    """What was asked and answered, in a sentence."""
    answered = f"answered {probe.status}" if probe.status is not None else f"did not answer ({probe.detail})"
    return f"{probe.url} {answered} in {probe.seconds * 1000:.0f} ms"
