"""Starting modules of this installation, whatever folder we were started in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import autofix

_ROOT = Path(autofix.__file__).resolve().parent.parent


def module_argv(module: str, *arguments: str) -> tuple[str, ...]:
    """The command line that runs a module with our interpreter."""
    return (sys.executable, "-m", module, *arguments)


def module_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """``environment`` with what makes Python find this installation, and nothing in the current folder."""
    paths = [str(_ROOT), *environment.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **environment,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONSAFEPATH": "1",
        "PYTHONUNBUFFERED": "1",
    }
