"""Checks what comes from outside before it is written down for the keeper."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autofix.sdk.platform import Artifact, PlatformError

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_MOST_TEXT = 64 * 1024
_MOST_VARIABLES = 500


def check_artifact(artifact: Artifact) -> None:
    """Raise ``PlatformError`` for a command, folder or variable that no server can be started with."""
    texts = (artifact.command, artifact.cwd, artifact.commit, *artifact.env.values())
    cwd = PurePosixPath(artifact.cwd)
    names = (*artifact.env, *artifact.port_variables)
    wrong = next((name for name in names if not _VARIABLE.fullmatch(name)), None)
    refusal = ""
    if not artifact.command.strip():
        refusal = "its command is empty"
    elif any("\0" in text for text in texts):
        refusal = "its command or a variable has a zero byte"
    elif sum(map(len, texts)) > _MOST_TEXT or len(names) > _MOST_VARIABLES:
        refusal = f"its command and variables are over {_MOST_TEXT} characters or {_MOST_VARIABLES} variables"
    elif cwd.is_absolute() or ".." in cwd.parts:
        refusal = f"its working folder {artifact.cwd[:80]!r} is not inside it"
    elif wrong is not None:
        refusal = f"{wrong[:80]!r} cannot be the name of a variable"
    elif not artifact.port_variables:
        refusal = "it names no variable that tells the server its port"
    if refusal:
        raise PlatformError(f"the artifact cannot be run: {refusal}", permanent=True)
