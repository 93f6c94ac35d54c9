"""Reading the environment: every variable AutoFix knows, in one place, failing loudly.

``docs/configuration.md`` lists them; a test compares the two.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PREFIX = "AUTOFIX_"
KNOWN = {
    "AUTOFIX_CACHE": "Folder for installed dependencies; by default `autofix` in `$XDG_CACHE_HOME` or `~/.cache`.",
    "AUTOFIX_DEBUG": "`1` shows Django's debug pages, and a traceback when the command fails; off unless set.",
    "AUTOFIX_DISABLED_PLUGINS": "Names of plugins to leave out, separated by commas.",
    "AUTOFIX_HOSTS": "Host names the web server answers to, separated by commas; `localhost` by default.",
    "AUTOFIX_PRIVATE_REGISTRIES": "Registries that may have a private address, as `host:port` separated by commas.",
    "AUTOFIX_SANDBOX_ALLOW": "Weaker backends that may serve where bubblewrap does not work: `unshare`, `process`.",
    "AUTOFIX_SECRET_KEY": "Django's secret key, at least 32 characters; needed by the web server.",
}
BACKENDS = frozenset({"unshare", "process"})


class SettingError(ValueError):
    """A variable has a value that AutoFix cannot use; names it and says what is wanted."""


@dataclass(frozen=True)
class Environment:
    """The values in force."""

    cache: Path
    is_debug: bool
    disabled_plugins: frozenset[str]
    hosts: tuple[str, ...]
    private_registries: frozenset[tuple[str, int]]
    sandbox_allow: frozenset[str]
    secret_key: str


def read_environment() -> Environment:
    """Read and check every variable; raises ``SettingError``."""
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in KNOWN)
    if unknown:
        raise SettingError(f"{unknown[0]} is no setting of AutoFix; it knows {', '.join(sorted(KNOWN))}")
    allowed = _names("AUTOFIX_SANDBOX_ALLOW")
    if wrong := sorted(allowed - BACKENDS):
        raise SettingError(f"AUTOFIX_SANDBOX_ALLOW names {wrong[0]!r}; it may name unshare and process")
    debug = os.environ.get("AUTOFIX_DEBUG", "")
    if debug not in ("", "0", "1"):
        raise SettingError(f"AUTOFIX_DEBUG is {debug!r}; it may be 0 or 1")
    return Environment(
        cache=_cache(),
        is_debug=debug == "1",
        disabled_plugins=_names("AUTOFIX_DISABLED_PLUGINS"),
        hosts=tuple(sorted(_names("AUTOFIX_HOSTS"))) or ("localhost",),
        private_registries=frozenset(_endpoint(name) for name in _names("AUTOFIX_PRIVATE_REGISTRIES")),
        sandbox_allow=allowed,
        secret_key=os.environ.get("AUTOFIX_SECRET_KEY", ""),
    )


def _cache() -> Path:
    given = os.environ.get("AUTOFIX_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "autofix"


def _names(variable: str) -> frozenset[str]:
    return frozenset(part.strip() for part in os.environ.get(variable, "").split(",") if part.strip())


def _endpoint(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingError(f"AUTOFIX_PRIVATE_REGISTRIES names {text!r}; it wants host:port")
    return host, int(port)
