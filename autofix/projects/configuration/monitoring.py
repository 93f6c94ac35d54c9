"""Where errors are heard of: the section ``monitoring``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from autofix.projects.configuration.secret_text import SecretText


@dataclass(frozen=True)
class Sentry:
    """The Sentry project whose errors are taken; ``dsn`` is there whenever it is enabled."""

    dsn: SecretText | None = None
    enabled: bool = True


@dataclass(frozen=True)
class GitHub:
    """What is taken from GitHub; without ``webhook_secret`` the server's or the App's own secret counts."""

    webhook_secret: SecretText | None = None
    issues_enabled: bool = True


@dataclass(frozen=True)
class CustomLogs:
    """Log files that are watched, relative to the running project.

    An absolute path is for the command line on a person's own machine; ``limit`` takes it out on a server.
    """

    frontend_path: str | None = None
    backend_path: str | None = None

    @property
    def absolute_paths(self) -> tuple[str, ...]:
        """Those that lie outside the project."""
        return tuple(path for path in (self.frontend_path, self.backend_path) if path and _is_absolute(path))


@dataclass(frozen=True)
class Monitoring:
    """A part is None where the file does not name it."""

    sentry: Sentry | None = None
    github: GitHub | None = None
    custom_logs: CustomLogs | None = None


def _is_absolute(path: str) -> bool:
    return path.startswith("~") or PurePosixPath(path).is_absolute()
