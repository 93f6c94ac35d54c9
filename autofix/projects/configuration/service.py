"""What the project consists of: the section ``services``. All times are seconds."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from autofix.projects.configuration.duration import Seconds
from autofix.projects.configuration.secret_text import SecretText

NO_DELAY = Seconds(0)
LONGEST_WAIT = Seconds(300)


class DependencyKind(enum.StrEnum):
    """Whether a service cannot do without another, can, or only gets slower."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    PERFORMANCE = "performance"

    @classmethod
    def _missing_(cls, value: object) -> DependencyKind | None:
        # Another word for it, which the schema allows.
        return cls.OPTIONAL if value == "soft" else None


class DependencyLevel(enum.StrEnum):
    """How much hangs on a dependency."""

    CRITICAL = "critical"
    MODERATE = "moderate"
    LOW = "low"


@dataclass(frozen=True)
class Dependency:
    """``service`` is the name of the one that is needed; the file names it too."""

    service: str
    kind: DependencyKind = DependencyKind.REQUIRED
    level: DependencyLevel = DependencyLevel.MODERATE


@dataclass(frozen=True)
class Service:
    """``health`` is a path of the release or an address; without it the service counts as ready."""

    name: str
    health: SecretText | None = None
    depends_on: tuple[Dependency, ...] = ()
    critical: bool = True
    start_delay: Seconds = NO_DELAY
    longest_wait: Seconds = LONGEST_WAIT
