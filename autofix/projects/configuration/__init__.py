"""The schema and loader of ``.autofix.yml`` (requirement A1)."""

from autofix.projects.configuration.ceiling import Ceiling, limit
from autofix.projects.configuration.loading import load_configuration
from autofix.projects.configuration.model import Configuration, SecretText
from autofix.projects.configuration.problems import ConfigurationError, ConfigurationProblem

__all__ = [
    "Ceiling",
    "Configuration",
    "ConfigurationError",
    "ConfigurationProblem",
    "SecretText",
    "limit",
    "load_configuration",
]
