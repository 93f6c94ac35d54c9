"""The configuration of a project, whole. What nobody wrote has its default."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from decimal import Decimal

from autofix.projects.configuration.deployment import Deployment
from autofix.projects.configuration.monitoring import Monitoring
from autofix.projects.configuration.notifications import Notifications
from autofix.projects.configuration.policy import Policy
from autofix.projects.configuration.service import Service


class Priority(enum.StrEnum):
    """Which of several waiting problems goes first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True)
class Project:
    """What the repository is; without ``type`` it is detected."""

    id: str | None = None
    name: str | None = None
    type: str | None = None
    repository: str | None = None


@dataclass(frozen=True)
class FixPattern:
    """What is wanted of one family; ``type`` is the family itself, also where the file has an alias of it.

    ``template`` names a recipe set or a persona of the plugin that handles the family.
    """

    type: str
    priority: Priority = Priority.MEDIUM
    auto_fix: bool = True
    template: str | None = None


@dataclass(frozen=True)
class Budget:
    """What models may cost; None means as much as the server and the tenant allow.

    ``usd_per_month`` is the project's. ``tokens_per_run`` bounds one answer.
    """

    usd_per_fix: Decimal | None = None
    usd_per_month: Decimal | None = None
    tokens_per_run: int = 4000


@dataclass(frozen=True)
class Llm:
    """Use of a language model; endpoint and key are set for the project, its tenant or the server, never here."""

    model: str | None = None
    persona: str | None = None
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True)
class Configuration:
    """Everything that ``.autofix.yml`` says; ``Configuration()`` is what holds where there is no file."""

    project: Project = field(default_factory=Project)
    monitoring: Monitoring = field(default_factory=Monitoring)
    deployment: Deployment = field(default_factory=Deployment)
    fix_patterns: tuple[FixPattern, ...] = ()
    notifications: Notifications = field(default_factory=Notifications)
    policy: Policy = field(default_factory=Policy)
    services: tuple[Service, ...] = ()
    llm: Llm = field(default_factory=Llm)
