"""Values that committed ``.env`` files give."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autofix.sdk import Workspace, WorkspaceError
from plugins.cors.env_values import EnvValue

# What reads such a file: dotenv and its kin, node --env-file, docker compose.
_LOADERS = ("dotenv", "env-file", "env_file", "environs", "decouple", "read_env", "BaseSettings")
# A sample documents; nothing reads it when the application starts.
SAMPLES = ("example", "sample", "template", "dist", "test", "defaults")


def find_env_value(workspace: Workspace, root: str, name: str) -> EnvValue | None:
    """The value of ``name`` in a ``.env`` file of ``root`` or above; None where no committed file gives one.

    A file that nothing in the repository loads gives nothing.
    """
    pattern = re.compile(
        rf"^(?:export[ \t]+)?{re.escape(name)}[ \t]*=[ \t]*"
        r"(?P<quote>['\"]?)(?P<value>[^\n\r]*?)(?P=quote)(?:[ \t]+#[^\n\r]*)?[ \t]*\r?$",
        re.M,
    )
    folders = {root if root != "." else "", ""}
    for path in workspace.files():
        place = PurePosixPath(path)
        folder = str(place.parent) if str(place.parent) != "." else ""
        if not place.name.startswith(".env") or folder not in folders:
            continue
        if any(place.name.endswith("." + sample) for sample in SAMPLES):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        match = pattern.search(text)
        if match and workspace.search(*_LOADERS):
            line = text.count("\n", 0, match.start()) + 1
            return EnvValue(path, line, match["value"], match.start("value"), match.end("value"))
    return None


def has_local_env(workspace: Workspace, root: str) -> str | None:
    """An ignored ``.env`` of ``root`` or above that only this machine has."""
    for folder in dict.fromkeys((root if root != "." else "", "")):
        path = f"{folder}/.env" if folder else ".env"
        if workspace.is_ignored(path):
            return path
    return None
