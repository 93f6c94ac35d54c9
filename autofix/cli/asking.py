"""Whom ``autofix fix`` may ask besides the recipes: the model that the environment names."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autofix.env import Environment
from autofix.workbench import open_model

if TYPE_CHECKING:
    from autofix.engine.model.consultation import Asking

# As `set -a; . ./.env` would read it; what is not is no setting.
_SETTING = re.compile(
    r"^\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?P<quote>['\"]?)(?P<value>.*?)(?P=quote)\s*$"
)
_NAMES_A_SECRET = re.compile(r"secret|passw|token|key|private|credential|dsn|database_url|mongo|redis_url|auth", re.I)
SHORTEST, MAX_FILES, MAX_BYTES = 6, 50, 64 * 1024
# Folders below the repository's own in which they are looked for.
MAX_DEPTH = 2


def open_asking(environment: Environment, folder: Path) -> Asking | None:
    """How a model is asked about the project in ``folder``; None where the environment names none.

    Raises ``SettingError``.
    """
    model = open_model(environment)
    if model is None:
        return None
    # Only a command that may ask a model pays for loading what asks.
    from autofix.engine.model.consultation import Asking
    from autofix.engine.model.redaction import Redactor

    keys = (environment.model, environment.fallback_model)
    known = {f"MODEL_KEY_{number}": one.key for number, one in enumerate(keys, 1) if one is not None and one.key}
    return Asking(model, Redactor({**settings_of(folder), **known}), secrets.token_hex(16))


def settings_of(folder: Path) -> dict[str, str]:
    """The secrets of the folder's ``.env`` files by name: git ignores them, and what a tool prints may show one."""
    found: dict[str, str] = {}
    paths = sorted(_env_files(folder, MAX_DEPTH))
    for path in paths[:MAX_FILES]:
        for line in path.read_text(errors="replace").splitlines():
            match = _SETTING.match(line)
            if match and len(match["value"]) >= SHORTEST and _NAMES_A_SECRET.search(match["name"]):
                found.setdefault(match["name"], match["value"])
    return found


def _env_files(folder: Path, depth: int) -> Iterator[Path]:
    """Plain files alone, and no link is followed: one of a repository may lead anywhere on this machine."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".env") and entry.is_file(follow_symlinks=False):
            if entry.stat(follow_symlinks=False).st_size <= MAX_BYTES:
                yield Path(entry.path)
        elif depth > 0 and entry.is_dir(follow_symlinks=False):
            yield from _env_files(Path(entry.path), depth - 1)
