"""What the files between worker and keeper hold, as values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autofix.sdk.platform import State
from plugins.platforms.local.layout import write_whole


@dataclass(frozen=True)
class Release:
    """How a placed release is run; ``placed_at`` is in seconds since 1970."""

    command: str
    cwd: str
    env: Mapping[str, str]
    port_variables: tuple[str, ...]
    commit: str
    placed_at: float


@dataclass(frozen=True)
class Observed:
    """What the keeper last saw of a release.

    ``token`` is that of the wish that it answers. ``pid`` and ``start_time`` (clock ticks since
    boot) name the process above the server. ``host`` and ``port`` are where it takes connections.
    ``exit`` is its last exit code, above 128 for a signal. ``detail`` says what is wrong.
    ``run`` names the keeper that saw it.
    """

    state: State
    token: str = ""
    pid: int | None = None
    start_time: int | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    exit: int | None = None
    restarts: int = 0
    detail: str = ""
    run: str = ""


@dataclass(frozen=True)
class KeeperRecord:
    """The keeper that serves a folder; ``run`` is chosen at each start, ``problems`` are those of all environments."""

    run: str
    pid: int
    bind: str
    isolation: str
    problems: tuple[str, ...] = field(default_factory=tuple)


def write_release(path: Path, release: Release) -> None:
    """Write ``release.json``."""
    write_whole(path, json.dumps(asdict(release)))


def read_release(path: Path) -> Release | None:
    """The release at ``path``; None when there is none or it cannot be read."""
    found = _read(path)
    try:
        return Release(**{**found, "port_variables": tuple(found["port_variables"])}) if found else None
    except (KeyError, TypeError):
        return None


def write_observed(path: Path, observed: Observed) -> None:
    """Write a release's state."""
    write_whole(path, json.dumps({**asdict(observed), "state": observed.state.value}))


def read_observed(path: Path) -> Observed | None:
    """The state at ``path``; None when the keeper has not seen the release."""
    found = _read(path)
    try:
        return Observed(**{**found, "state": State(found["state"])}) if found else None
    except (KeyError, TypeError, ValueError):
        return None


def write_keeper(path: Path, keeper: KeeperRecord) -> None:
    """Write ``keeper.json``."""
    write_whole(path, json.dumps(asdict(keeper)))


def read_keeper(path: Path) -> KeeperRecord | None:
    """The keeper that last served the folder."""
    found = _read(path)
    try:
        return KeeperRecord(**{**found, "problems": tuple(found["problems"])}) if found else None
    except (KeyError, TypeError):
        return None


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
