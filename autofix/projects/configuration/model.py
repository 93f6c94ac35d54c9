"""``.autofix.yml`` as values (requirement A1). Every default is what holds when the file says nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"\$\{([A-Z][A-Z0-9_]{0,79})\}")


@dataclass(frozen=True)
class SecretText:
    """A text that may name secrets as ``${NAME}``; the secrets themselves are filled in where it is used."""

    template: str

    def __repr__(self) -> str:
        return "SecretText(...)"

    @property
    def names(self) -> tuple[str, ...]:
        """The secrets it names."""
        return tuple(PLACEHOLDER.findall(self.template))

    def fill(self, secrets: Mapping[str, str]) -> str:
        """The text with its secrets; raises ``KeyError`` for one that is missing."""
        return PLACEHOLDER.sub(lambda match: secrets[match[1]], self.template)


@dataclass(frozen=True)
class ProjectSection:
    """What the project is called; the service's own record of it wins."""

    id: str = ""
    name: str = ""
    type: str = ""
    repository: str = ""


@dataclass(frozen=True)
class SentrySection:
    """The Sentry project that errors come from."""

    dsn: SecretText | None = None
    enabled: bool = True


@dataclass(frozen=True)
class GithubSection:
    """What GitHub's webhook sends."""

    webhook_secret: SecretText | None = None
    issues_enabled: bool = True


@dataclass(frozen=True)
class CustomLogsSection:
    """Log files that ``autofix logs follow`` watches."""

    frontend_path: str = ""
    backend_path: str = ""


@dataclass(frozen=True)
class MonitoringSection:
    """Where errors come from."""

    sentry: SentrySection = SentrySection()
    github: GithubSection = GithubSection()
    custom_logs: CustomLogsSection = CustomLogsSection()


@dataclass(frozen=True)
class FrontendSection:
    """How the front end is built and where it goes."""

    platform: str = ""
    build_command: str = ""
    build_path: str = ""
    deploy_branch: str = ""


@dataclass(frozen=True)
class BackendSection:
    """How the back end starts and where it runs; ``environment_vars`` are ``KEY=value``."""

    platform: str = ""
    entry_point: str = ""
    environment_vars: tuple[SecretText, ...] = ()


@dataclass(frozen=True)
class EnvironmentSection:
    """One environment: the branch it follows and the profile it is deployed with."""

    branch: str = ""
    profile: str = "standard"


@dataclass(frozen=True)
class PhaseSection:
    """Limits of one phase; ``timeout`` in seconds."""

    timeout: float = 300.0
    retries: int = 0


@dataclass(frozen=True)
class DeploymentSection:
    """How releases go out. ``settle_time`` and ``pause`` (between phases) in seconds."""

    frontend: FrontendSection | None = None
    backend: BackendSection | None = None
    environments: Mapping[str, EnvironmentSection] = field(default_factory=dict)
    phases: Mapping[str, PhaseSection] = field(default_factory=dict)
    pause: float = 2.0
    settle_time: float = 30.0
    health_path: str = "/"
    keep_releases: int = 5


@dataclass(frozen=True)
class FixPattern:
    """What to do about one type of problem."""

    type: str
    priority: str = "medium"
    auto_fix: bool = True
    template: str = ""


@dataclass(frozen=True)
class SlackSection:
    """Messages to Slack."""

    webhook_url: SecretText
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmailSection:
    """Messages by email."""

    recipients: tuple[str, ...]
    on_failure: bool = True
    on_success: bool = False


@dataclass(frozen=True)
class NotificationsSection:
    """Who hears of it."""

    slack: SlackSection | None = None
    email: EmailSection | None = None


@dataclass(frozen=True)
class ScheduleWindow:
    """When merges and deployments may happen; hours as ``HH:MM`` in the zone."""

    days: tuple[str, ...]
    start: str = "00:00"
    end: str = "24:00"


@dataclass(frozen=True)
class PolicySection:
    """How far a fix may go by itself. Paths are globs; an empty list of windows means any time."""

    stop_at: str = "pull_request"
    approval: str = "always"
    auto_merge: bool = False
    allowed_paths: tuple[str, ...] = ("*",)
    forbidden_paths: tuple[str, ...] = ()
    max_files: int = 20
    max_lines: int = 400
    concurrent_pull_requests: int = 5
    timezone: str = "UTC"
    schedule: tuple[ScheduleWindow, ...] = ()


@dataclass(frozen=True)
class Dependency:
    """What a service needs of another."""

    service: str
    kind: str = "required"
    level: str = "moderate"


@dataclass(frozen=True)
class Service:
    """A part of the running system. ``start_delay`` and ``longest_wait`` in seconds."""

    name: str
    health: str = ""
    critical: bool = True
    depends_on: tuple[Dependency, ...] = ()
    start_delay: float = 0.0
    longest_wait: float = 300.0


@dataclass(frozen=True)
class BudgetSection:
    """Ceilings for a model's cost; None means the tenant's own."""

    usd_per_fix: float | None = None
    usd_per_month: float | None = None
    tokens_per_fix: int | None = None


@dataclass(frozen=True)
class LlmSection:
    """Which model, and how it speaks."""

    model: str = ""
    persona: str = ""
    temperature: float = 0.7
    max_tokens: int = 4000
    budget: BudgetSection = BudgetSection()


@dataclass(frozen=True)
class Configuration:
    """The whole file."""

    project: ProjectSection = ProjectSection()
    monitoring: MonitoringSection = MonitoringSection()
    deployment: DeploymentSection = DeploymentSection()
    fix_patterns: tuple[FixPattern, ...] = ()
    notifications: NotificationsSection = NotificationsSection()
    policy: PolicySection = PolicySection()
    services: tuple[Service, ...] = ()
    llm: LlmSection = LlmSection()
