"""Who is told: the section ``notifications``."""

from __future__ import annotations

from dataclasses import dataclass

from autofix.projects.configuration.secret_text import SecretText


@dataclass(frozen=True)
class Slack:
    """An incoming webhook; without ``channels`` it writes to its own."""

    webhook_url: SecretText
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Email:
    """Mail addresses, and what is mailed to them."""

    recipients: tuple[str, ...]
    on_failure: bool = True
    on_success: bool = False


@dataclass(frozen=True)
class Notifications:
    """A part is None where the file does not name it."""

    slack: Slack | None = None
    email: Email | None = None
