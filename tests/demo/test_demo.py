"""``make demo``: its last line is computed from what happened."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def demo(**variables):
    """The demonstration as a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AUTOFIX_")}
    environment |= {"AUTOFIX_CACHE": str(ROOT / ".cache"), **variables}
    return subprocess.run(
        [sys.executable, "-m", "autofix.demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def without(tmp_path, *missing):
    """A PATH that lacks some programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for place in ("/usr/bin", "/bin"):
        for program in os.listdir(place):
            if program not in missing and not (folder / program).exists():
                (folder / program).symlink_to(f"{place}/{program}")
    return str(folder)


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_it_verifies_and_shows_both_preflights():
    ran = demo()

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.fullmatch(r"demo: verified=1 seconds=\d+", ran.stdout.splitlines()[-1])
    assert "OPTIONS /api/items  ->  204  Access-Control-Allow-Origin: (none)" in ran.stdout
    assert "OPTIONS /api/items  ->  204  Access-Control-Allow-Origin: http://localhost:5173" in ran.stdout
    assert "weaker" not in ran.stdout


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
def test_it_fails_without_the_cors_plugin():
    ran = demo(AUTOFIX_DISABLED_PLUGINS="cors")

    assert ran.returncode == 1
    assert re.fullmatch(r"demo: verified=0 seconds=\d+", ran.stdout.splitlines()[-1])


@pytest.mark.needs_registry
@pytest.mark.parametrize(
    "missing", [("bwrap", "node", "npm"), ("bwrap", "unshare", "node", "npm")], ids=["unshare", "process"]
)
def test_a_bare_machine_runs_the_flask_sample_under_a_weaker_backend_and_says_so(tmp_path, missing):
    ran = demo(PATH=without(tmp_path, *missing))

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "flask-static" in ran.stdout
    assert "its own bundled sample under the weaker backend" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("demo: verified=1 ")
