"""``autofix personas render`` against a real server: by id, by a project's name for it, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PATH = "/api/v1/personas"
Render = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def render(serve: Callable[..., str], token: str, tmp_path: Path) -> Render:
    """Runs the command with the server's address and a token of the tenant, unless told otherwise."""
    address = serve()

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AUTOFIX_")}
        named = {"AUTOFIX_PUBLIC_URL": address, "AUTOFIX_TOKEN": token, "AUTOFIX_DATA": str(tmp_path / "data")}
        return subprocess.run(
            [sys.executable, "-m", "autofix", "personas", "render", *arguments],
            cwd=ROOT, env={**kept, **named, **variables}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return run


def test_a_persona_by_its_id_and_as_it_was(render: Render, call: Any, token: str, persona: str) -> None:
    call("PATCH", f"{PATH}/{persona}", {"style_guide": "Many words.", "temperature": 0.1}, token=token)
    now, before = render(persona), render(persona, "--version", "1", "--json")

    assert (now.returncode, before.returncode) == (0, 0), now.stderr + before.stderr
    assert "Many words." in now.stdout and "Few words." not in now.stdout
    assert json.loads(before.stdout)["messages"][0]["content"].endswith("\nFew words.")
    missing = render(persona, "--version", "9")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "says no (404): terse has no version 9" in missing.stderr


def test_a_projects_own_comes_before_the_tenants(render: Render, call: Any, token: str, project: str) -> None:
    def said(name: str = "default") -> str:
        ran = render(name, "--project", project)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert "How this team" not in said()
    call("POST", PATH, {"style_guide": "The tenant's."}, token=token)
    assert said().endswith("\nThe tenant's.\n")
    call("POST", PATH, {"style_guide": "The project's.", "project_id": project}, token=token)
    assert said().endswith("\nThe project's.\n")
    unknown = render("terse", "--project", project)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert f"there is no persona 'terse' for {project}" in unknown.stderr


def test_every_page_of_the_list_is_read(render: Render, call: Any, token: str, project: str) -> None:
    call("POST", PATH, {"name": "first", "style_guide": "The oldest."}, token=token)
    for number in range(100):
        call("POST", PATH, {"name": f"later-{number}"}, token=token)

    assert render("first", "--project", project).stdout.endswith("\nThe oldest.\n")


def test_another_tenants_is_not_there(
    render: Render, persona: str, project: str, other_tenant: str, make_token: Any
) -> None:
    theirs = make_token(other_tenant)
    for refused in (render(persona, AUTOFIX_TOKEN=theirs), render("terse", "--project", project, AUTOFIX_TOKEN=theirs)):
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "says no (404)" in refused.stderr


def test_refusals_are_clear_and_show_no_token(render: Render, persona: str) -> None:
    secret = "aft_" + "unknown" * 4
    unknown = render(persona, AUTOFIX_TOKEN=secret)
    nobody = render(persona, AUTOFIX_TOKEN=secret, AUTOFIX_PUBLIC_URL="http://127.0.0.1:9")
    none, odd = render(persona, AUTOFIX_TOKEN=""), render(persona, AUTOFIX_TOKEN="two words")
    nowhere = render(persona, AUTOFIX_PUBLIC_URL="")

    assert [ran.returncode for ran in (unknown, nobody, none, odd, nowhere)] == [1, 1, 2, 2, 2]
    for ran, words in (
        (unknown, "says no (401)"),
        (nobody, "the service at http://127.0.0.1:9 does not answer"),
        (none, "set AUTOFIX_TOKEN to one that may read projects"),
        (odd, "AUTOFIX_TOKEN is no token"),
        (nowhere, "set AUTOFIX_PUBLIC_URL to its address"),
    ):
        assert words in ran.stderr and ran.stdout == ""
        assert secret not in ran.stderr and "Traceback" not in ran.stderr
