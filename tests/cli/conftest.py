"""The real command, as a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "autofix/demo/samples"
REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
)


@dataclass(frozen=True)
class Ran:
    """How the command ended."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output, which must be one JSON object."""
        return json.loads(self.out)


@pytest.fixture
def autofix() -> Callable[..., Ran]:
    """Runs ``autofix`` with arguments, a report on standard input, and environment variables."""

    def run(*arguments: str, report: str = "", **variables: str) -> Ran:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AUTOFIX_")}
        environment |= {"AUTOFIX_CACHE": str(ROOT / ".cache"), **variables}
        done = subprocess.run(
            [sys.executable, "-m", "autofix", *arguments],
            cwd=ROOT,
            env=environment,
            input=report.encode(),
            capture_output=True,
            timeout=280,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a bundled sample."""

    def copy(name: str = "react-express") -> Path:
        return Path(shutil.copytree(SAMPLES / name, tmp_path / name))

    return copy
