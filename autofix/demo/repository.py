"""The repository of the demonstration: a bare one, with the sample as its first commit."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

BRANCH = "main"
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A developer",
    "GIT_AUTHOR_EMAIL": "developer@example.com",
    "GIT_COMMITTER_NAME": "A developer",
    "GIT_COMMITTER_EMAIL": "developer@example.com",
}
CONFIGURATION = """\
project:
  name: {name}
  type: {type}
deployment:
  backend:
    platform: local
  health_path: /health
  settle_time: 2
  pause: 0
policy:
  # As far as a fix may go; a person approves before it is merged.
  stop_at: deploy
  approval: always
"""


class DemoRepository:
    """A bare repository, and the checkout of who works on it."""

    def __init__(self, folder: Path, name: str = "stockroom") -> None:
        self.name = name
        self.bare = folder / f"{name}.git"
        self.checkout = folder / f"{name}-checkout"

    def create(self, sample: Path, kind: str) -> None:
        """Make both, with ``sample`` and its ``.autofix.yml`` committed and pushed."""
        shutil.copytree(sample, self.checkout)
        (self.checkout / ".autofix.yml").write_text(CONFIGURATION.format(name=self.name, type=kind))
        self._git("init", "--quiet", "--bare", f"--initial-branch={BRANCH}", str(self.bare), folder=self.bare.parent)
        self._git("init", "--quiet", f"--initial-branch={BRANCH}")
        self._git("remote", "add", "origin", str(self.bare))
        self.commit("The application")

    def commit(self, message: str) -> str:
        """Commit and push the checkout as it stands; answers the commit."""
        self._git("add", "--all")
        self._git("commit", "--quiet", "-m", message)
        self._git("push", "--quiet", "origin", BRANCH)
        return self._git("rev-parse", "HEAD").strip()

    def revert(self, commit: str) -> None:
        """Take a commit back, and push that."""
        self._git("revert", "--no-edit", commit)
        self._git("push", "--quiet", "origin", BRANCH)

    def pull(self) -> None:
        """Take over what was merged."""
        self._git("pull", "--quiet", "--ff-only", "origin", BRANCH)

    def merges(self, trailer: str) -> int:
        """How many merge commits of the branch carry ``trailer``."""
        found = self._git(
            "log", "--merges", "--format=%H", "--fixed-strings", f"--grep={trailer}", BRANCH, folder=self.bare
        )
        return len(found.split())

    def _git(self, *arguments: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder or self.checkout,
            env={**os.environ, **ENVIRONMENT},
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout
