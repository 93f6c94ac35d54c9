"""``make demo``: its last line is computed from what happened."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORTS = "reports: api=verified build=verified outage=not_code model=verified"
ALL = r"demo: verified=1 merged=1 deployed=1 rolled_back=1 seconds=\d+"


def demo(*options, **variables):
    """The demonstration as a process of its own."""
    unset = ("DATABASE_URL", "REDIS_URL")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AUTOFIX_") and k not in unset}
    environment |= {"AUTOFIX_CACHE": str(ROOT / ".cache"), **variables}
    return subprocess.run(
        [sys.executable, "-m", "autofix.demo", *options],
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
            if program not in missing and not os.path.lexists(folder / program):
                (folder / program).symlink_to(f"{place}/{program}")
    return str(folder)


def left_of(said):
    """The processes that still name the folder of the demonstration that printed ``said``."""
    folder = re.search(r"autofix-demo-\w+", said)[0]
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            except OSError:
                continue
            if folder.encode() in words:
                found.append((process.name, words[:200]))
    return found


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
@pytest.mark.needs_postgresql
@pytest.mark.needs_redis
def test_an_error_becomes_a_healthy_release_and_a_bad_release_goes_back():
    ran = demo()

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.fullmatch(ALL, ran.stdout.splitlines()[-1])
    before, _, after = ran.stdout.partition("5. A person approves")
    assert "OPTIONS /api/items  ->  204  Access-Control-Allow-Origin: (none)" in before
    assert "OPTIONS /api/items  ->  204  Access-Control-Allow-Origin: http://localhost:5173" in after
    assert "deployment.run.rolled_back" in after
    assert ran.stdout.splitlines()[-2] == REPORTS
    assert "refused by the proof:  with the change the failure is still there" in after
    assert re.search(r"model: 4 calls, \d+ tokens, 0\.0[1-9]\d+ USD", after)
    assert "weaker" not in ran.stdout
    assert left_of(ran.stdout) == []


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
@pytest.mark.needs_postgresql
@pytest.mark.needs_redis
def test_it_fails_without_the_cors_plugin():
    ran = demo(AUTOFIX_DISABLED_PLUGINS="cors")

    assert ran.returncode == 1
    assert re.fullmatch(r"demo: verified=0 merged=0 deployed=0 rolled_back=0 seconds=\d+", ran.stdout.splitlines()[-1])
    assert left_of(ran.stdout) == []


@pytest.mark.needs_registry
@pytest.mark.needs_postgresql
@pytest.mark.needs_redis
@pytest.mark.parametrize(
    "missing", [("bwrap", "node", "npm"), ("bwrap", "unshare", "node", "npm")], ids=["unshare", "process"]
)
def test_a_bare_machine_runs_the_flask_sample_under_a_weaker_backend_and_says_so(tmp_path, missing):
    ran = demo(PATH=without(tmp_path, *missing))

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "flask-static" in ran.stdout
    assert "its own bundled sample under the weaker backend" in ran.stdout
    assert re.fullmatch(ALL, ran.stdout.splitlines()[-1])
    assert ran.stdout.splitlines()[-2] == REPORTS
