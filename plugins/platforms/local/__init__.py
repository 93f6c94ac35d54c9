"""Releases on this machine: servers that a keeper runs, confined, behind one front door for each environment."""

from __future__ import annotations

from pathlib import Path

from autofix.sdk.hookspecs import Plugin, hookimpl
from autofix.sdk.platform import Platform
from plugins.platforms.local.platform import LocalPlatform


@hookimpl
def describe() -> Plugin:
    """Name and version; it works on no family of problems."""
    return Plugin("local", "1.0", ())


@hookimpl
def provide_platform(name: str, folder: Path) -> Platform | None:
    """The platform ``local``, whose keeper serves ``folder``."""
    return LocalPlatform(folder) if name == LocalPlatform.name else None
