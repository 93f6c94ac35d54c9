"""``autofix tenant``: a first tenant from the command line, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.service import ROOT


@pytest.fixture
def run(database: object, service_environment: dict[str, str]) -> Callable[..., Any]:
    """Run the command against the service's database."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {**service_environment, **variables}
        program = "import sys; from autofix.cli.main import main; sys.exit(main())"
        command = [sys.executable, "-c", program, "tenant", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


def test_it_makes_a_tenant_with_a_login(run: Callable[..., Any]) -> None:
    done = run("Acme", "--email", "ada@example.com", "--plan", "pro", "--json")

    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["tenant_id"].startswith("ten_")
    assert made["password"] and made["token"]
    assert made["admin"].endswith("/admin/")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--email", "ada"), "'ada' is no email address"),
        (("--email", "ada@example.com", "--plan", "gold"), "invalid choice: 'gold'"),
        ((), "--email"),
    ],
)
def test_wrong_use_is_told(run: Callable[..., Any], arguments: tuple[str, ...], said: str) -> None:
    done = run("Acme", *arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_folder_of_a_service_that_does_not_run(run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("Acme", "--email", "ada@example.com", "--data", str(tmp_path), DATABASE_URL="")

    assert done.returncode == 1
    assert f"no service runs on {tmp_path}" in done.stderr
    assert "--data" in done.stderr
