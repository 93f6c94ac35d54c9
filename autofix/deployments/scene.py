"""What the phases of one deployment work with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from autofix.deployments.deadline import ENDLESS, Deadline
from autofix.deployments.models import Deployment
from autofix.deployments.redaction import redact
from autofix.projects.configuration import Configuration, Environment, Profile
from autofix.projects.models import Project
from autofix.sdk.platform import Platform, PlatformError, Target
from autofix.workbench import open_plugins


@dataclass(frozen=True)
class Scene:
    """One deployment under way. ``secrets`` fill the configuration; no build ever sees them.

    ``check_lease`` raises ``LeaseLost`` when the job was taken over; ``deadline`` is the one of the phase under way.
    """

    deployment: Deployment
    project: Project
    configuration: Configuration
    secrets: dict[str, str]
    platform: Platform
    check_lease: Callable[[], None]
    deadline: Deadline = ENDLESS

    @property
    def target(self) -> Target:
        """Where it goes."""
        return Target(self.deployment.project_id, self.deployment.environment)

    @property
    def environment(self) -> Environment:
        """What the configuration says of where it goes."""
        return self.configuration.deployment.environment(self.deployment.environment)

    @property
    def release(self) -> str:
        """The release that is brought there: the deployment's own, or an earlier one that is gone back to."""
        return self.deployment.release or self.deployment.id

    @property
    def health_path(self) -> str:
        """Where the release tells how it is."""
        return self.environment.health_path or "/"

    @property
    def settle_time(self) -> float:
        """The seconds that a release has before it is verified."""
        return float(self.environment.settle_time or 0)

    @property
    def is_hotfix(self) -> bool:
        """Whether the phases are those of the profile ``hotfix``, which ends with its verification."""
        return self.deployment.profile == Profile.HOTFIX and self.deployment.operation == Deployment.Operation.DEPLOY

    def check(self) -> None:
        """Raises ``LeaseLost`` when the job was taken over, and ``OutOfTime`` when the phase is over its limit."""
        self.check_lease()
        self.deadline.check()

    def left(self) -> float:
        """The seconds that the phase still has; raises as ``check`` does."""
        self.check_lease()
        return self.deadline.left()

    def redact(self, text: str) -> str:
        """``text`` without the project's secrets; for what is cut to its end, before it is cut."""
        return redact(text, self.secrets)

    def pause(self, seconds: float) -> None:
        """Wait; raises as ``check`` does, and at once."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, 0.5))


def open_platform(name: str) -> Platform:
    """The platform called ``name``; raises ``PlatformError`` when the operator has not enabled it."""
    environment = settings.ENVIRONMENT
    if name == "local" and not environment.has_local_platform:
        raise PlatformError(
            "releases on this machine are not enabled: the operator sets AUTOFIX_LOCAL_PLATFORM=1", permanent=True
        )
    folder: Path = environment.data / "releases"
    platform = open_plugins(environment).platform(name, folder)
    if platform is None:
        raise PlatformError(f"no plugin provides the platform {name!r}", permanent=True)
    return platform
