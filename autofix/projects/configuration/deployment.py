"""Where and how the project is deployed: the section ``deployment``. All times are seconds."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from autofix.projects.configuration.duration import Seconds
from autofix.projects.configuration.secret_text import SecretText

PAUSE = Seconds(2)
SETTLE_TIME = Seconds(30)


class Profile(enum.StrEnum):
    """Which phases run; a hotfix deploys what is already built."""

    STANDARD = "standard"
    HOTFIX = "hotfix"


@dataclass(frozen=True)
class Frontend:
    """How the front end is built and published; ``build_path`` is the folder that the build fills."""

    platform: str
    build_command: str | None = None
    build_path: str | None = None
    deploy_branch: str | None = None


@dataclass(frozen=True)
class Backend:
    """How the back end is started; each of ``environment_vars`` is one ``KEY=value``."""

    platform: str
    entry_point: str | None = None
    environment_vars: tuple[SecretText, ...] = ()


@dataclass(frozen=True)
class Environment:
    """One environment as the file has it; what is None is as the deployment has it."""

    branch: str | None = None
    profile: Profile | None = None
    health_path: str | None = None
    settle_time: Seconds | None = None
    environment_vars: tuple[SecretText, ...] = ()


@dataclass(frozen=True)
class PhaseLimits:
    """``timeout`` bounds one attempt; ``retries`` counts the attempts after the first."""

    timeout: Seconds
    retries: int


# The figures of the standard profile. A rollback has no figure for retries of its own: as many as execution.
PHASES: Mapping[str, PhaseLimits] = MappingProxyType(
    {
        "initialization": PhaseLimits(Seconds(60), 2),
        "validation": PhaseLimits(Seconds(120), 1),
        "preparation": PhaseLimits(Seconds(600), 2),
        "execution": PhaseLimits(Seconds(300), 3),
        "verification": PhaseLimits(Seconds(180), 2),
        "completion": PhaseLimits(Seconds(120), 1),
        "rollback": PhaseLimits(Seconds(300), 3),
    }
)
HOTFIX_PHASES: Mapping[str, PhaseLimits] = MappingProxyType(
    {
        "validation": PhaseLimits(Seconds(30), 0),
        "execution": PhaseLimits(Seconds(120), 1),
        "verification": PhaseLimits(Seconds(60), 0),
    }
)


@dataclass(frozen=True)
class Deployment:
    """``phases`` always names every phase of the standard profile, and the rollback."""

    frontend: Frontend | None = None
    backend: Backend | None = None
    environments: Mapping[str, Environment] = field(default_factory=lambda: MappingProxyType({}))
    profile: Profile = Profile.STANDARD
    phases: Mapping[str, PhaseLimits] = field(default_factory=lambda: PHASES)
    pause: Seconds = PAUSE
    settle_time: Seconds = SETTLE_TIME
    health_path: str = "/"
    keep_releases: int = 5

    def environment(self, name: str) -> Environment:
        """The environment with what it takes over from the deployment; its variables come after the back end's.

        One that the file does not name is as the deployment has it.
        """
        named = self.environments.get(name, Environment())
        shared = self.backend.environment_vars if self.backend else ()
        return replace(
            named,
            profile=named.profile or self.profile,
            health_path=named.health_path or self.health_path,
            settle_time=self.settle_time if named.settle_time is None else named.settle_time,
            environment_vars=shared + named.environment_vars,
        )

    def phase_limits(self, profile: Profile) -> Mapping[str, PhaseLimits]:
        """The phases of ``profile`` in their order, and the rollback, which is always on."""
        if profile is Profile.STANDARD:
            return self.phases
        return MappingProxyType({**HOTFIX_PHASES, "rollback": self.phases["rollback"]})
