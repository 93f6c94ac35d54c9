"""``.autofix.yml``: reading it, what it may say, and the ceiling over it. A plain library without Django."""

from __future__ import annotations

from autofix.projects.configuration.ceiling import Ceiling, limit
from autofix.projects.configuration.configuration import Budget, Configuration, FixPattern, Llm, Priority, Project
from autofix.projects.configuration.deployment import Backend, Deployment, Environment, Frontend, PhaseLimits, Profile
from autofix.projects.configuration.duration import Seconds
from autofix.projects.configuration.known import Known
from autofix.projects.configuration.load import load_configuration
from autofix.projects.configuration.monitoring import CustomLogs, GitHub, Monitoring, Sentry
from autofix.projects.configuration.notifications import Email, Notifications, Slack
from autofix.projects.configuration.policy import Approval, Policy, StopAt
from autofix.projects.configuration.problem import ConfigurationError, ConfigurationProblem
from autofix.projects.configuration.schedule import Day, Hours, Schedule, Window
from autofix.projects.configuration.schema import schema
from autofix.projects.configuration.secret_text import MissingSecretError, SecretText
from autofix.projects.configuration.service import Dependency, DependencyKind, DependencyLevel, Service

__all__ = [
    "Approval",
    "Backend",
    "Budget",
    "Ceiling",
    "Configuration",
    "ConfigurationError",
    "ConfigurationProblem",
    "CustomLogs",
    "Day",
    "Dependency",
    "DependencyKind",
    "DependencyLevel",
    "Deployment",
    "Email",
    "Environment",
    "FixPattern",
    "Frontend",
    "GitHub",
    "Hours",
    "Known",
    "Llm",
    "MissingSecretError",
    "Monitoring",
    "Notifications",
    "PhaseLimits",
    "Policy",
    "Priority",
    "Profile",
    "Project",
    "Schedule",
    "Seconds",
    "SecretText",
    "Sentry",
    "Service",
    "Slack",
    "StopAt",
    "Window",
    "limit",
    "load_configuration",
    "schema",
]
