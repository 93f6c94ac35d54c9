"""Hostile repositories: whatever they manage to run leaves a mark."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

APP = """\
const express = require('express');
const app = express();
app.get('/api/items', (req, res) => res.json([]));
app.listen(process.env.PORT || 4000);
"""
PACKAGE = '{"name": "x", "scripts": {"start": "node server.js"}, "dependencies": {"express": "^4.21.2"}}\n'


@dataclass(frozen=True)
class Hostile:
    """A repository with an application in it, and the file that appears when it ran something."""

    folder: Path
    mark: Path

    def git(self, *arguments: str) -> None:
        """Plain git, with the repository's own configuration: what a careless tool would run."""
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "protocol.file.allow=always"]
        subprocess.run(["git", *identity, *arguments], cwd=self.folder, check=False, capture_output=True, timeout=30)

    def configure(self, key: str, value: str) -> None:
        """Write into the repository's own configuration."""
        subprocess.run(["git", "config", key, value], cwd=self.folder, check=True)

    def program(self, then: str = "cat") -> Path:
        """A program that leaves the mark."""
        place = self.folder / ".git" / "evil.sh"
        place.write_text(f"#!/bin/sh\ntouch {self.mark}\n{then}\n")
        place.chmod(0o755)
        return place

    def has_run(self) -> bool:
        """Whether anything left the mark since the last time; the mark is removed."""
        found = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return found


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[], Hostile]:
    """Makes a committed repository."""

    def make() -> Hostile:
        folder = tmp_path / "repository"
        folder.mkdir()
        (folder / "server.js").write_text(APP)
        (folder / "package.json").write_text(PACKAGE)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        made = Hostile(folder, tmp_path / "executed")
        made.git("add", ".")
        made.git("commit", "-qm", "first")
        return made

    return make
