"""A project's repository, and people who push to it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_IDENTITY = ("-c", "user.name=A Developer", "-c", "user.email=developer@example.com")


@pytest.fixture
def push(bare_repository: Path, tmp_path: Path) -> Callable[[str | None], None]:
    """Commit this text as ``.autofix.yml``, or its removal, and push it."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(bare_repository), str(clone)], check=True, capture_output=True)

    def change(text: str | None) -> None:
        file = clone / ".autofix.yml"
        if text is None:
            file.unlink()
        else:
            file.write_text(text)
        for words in (("add", "--all"), (*_IDENTITY, "commit", "-q", "-m", "Change"), ("push", "-q", "origin", "main")):
            subprocess.run(["git", "-C", str(clone), *words], check=True, capture_output=True)

    return change


@pytest.fixture
def as_it_stands(tenant: str, project: str) -> Callable[[], Any]:
    """The project's row."""
    from autofix.core.tenancy import tenant_scope
    from autofix.projects.models import Project

    def read() -> Any:
        with tenant_scope(tenant):
            return Project.objects.get(pk=project)

    return read


@pytest.fixture
def take(tenant: str, as_it_stands: Callable[[], Any]) -> Callable[[], Any]:
    """Read the repository and let it take effect; answers the project."""
    from autofix.core.tenancy import tenant_scope
    from autofix.projects.repository import open_mirror, read_head, take_configuration

    def work() -> Any:
        head = read_head(as_it_stands(), open_mirror(as_it_stands()))
        with tenant_scope(tenant):
            take_configuration(as_it_stands(), head)
        return as_it_stands()

    return work
