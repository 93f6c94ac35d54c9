"""``python -m bench.service``: what the service adds to the engine's own time, from an accepted report to a branch."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autofix.demo.repository import DemoRepository
from autofix.demo.service import Api, running_service

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "autofix/demo/samples/react-express"
CACHE = {"AUTOFIX_CACHE": str(ROOT / ".cache")}
GOAL_SECONDS, WAIT_SECONDS = 1.0, 60.0


def main() -> int:
    """Print the figures; the status is 0 whatever they are."""
    parser = argparse.ArgumentParser(prog="bench.service", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how many fixes are timed (default: 5)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="autofix-bench-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o711)
        repository = DemoRepository(folder)
        repository.create(SAMPLE, "react-node")
        settings = {**CACHE, "AUTOFIX_GIT_ROOTS": str(folder)}
        with running_service(folder / "data", settings, keep=False) as service:
            token = _tenant(folder / "data")
            api = Api(service.address, token)
            body = {"name": "bench", "type": "react-node", "repository": str(repository.bare)}
            project = api.call("POST", "/projects", body)["project_id"]
            _fix_by_service(api, project, 0)
            _fix_by_engine(0)
            # Side by side in time, so that what else the machine does weighs on both alike.
            pairs = [(_fix_by_service(api, project, turn), _fix_by_engine(turn)) for turn in range(1, runs + 1)]
    service_seconds, engine_seconds = (statistics.median(side) for side in zip(*pairs, strict=True))
    over = statistics.median(service - engine for service, engine in pairs)
    print(f"{'a fix by the service, report to branch':<58} {service_seconds * 1000:>6.0f} ms")
    print(f"{'the same by the engine in one process':<58} {engine_seconds * 1000:>6.0f} ms")
    missed = "  over the goal" if over > GOAL_SECONDS else ""
    print(f"{'what the service adds':<58} {over * 1000:>6.0f} ms {GOAL_SECONDS * 1000:>6.0f} ms{missed}")
    return 0


def _fix_by_service(api: Api, project: str, turn: int) -> float:
    begun = time.perf_counter()
    issue = api.call("POST", f"/projects/{project}/issues", {"message": _report(turn)})["issue_id"]
    while time.perf_counter() - begun < WAIT_SECONDS:
        found = api.call("GET", f"/projects/{project}/fixes?issue_id={issue}")["items"]
        if found and found[0]["publication"] == "branch":
            seconds = time.perf_counter() - begun
            # Only so many changes of a project wait for a person at once.
            api.call("POST", f"/fixes/{found[0]['fix_id']}/reject", {"reason": "it was for the clock"})
            return seconds
        time.sleep(0.02)
    raise TimeoutError(f"the fix of report {turn} was not published in {WAIT_SECONDS:g} s: {found}")


def _fix_by_engine(turn: int) -> float:
    """Within a process that has everything loaded, as a worker has."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.engine_alone", str(SAMPLE)],
        input=_report(turn).encode(),
        env={**os.environ, **CACHE},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return float(done.stdout)


def _report(turn: int) -> str:
    return (
        f"Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:{5173 + turn}' has been "
        "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
    )


def _tenant(data: Path) -> str:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "autofix.cli.main", "tenant", "Bench", "--email", "bench@example.com"),
            *("--plan", "enterprise", "--json"),
        ],
        env={**os.environ, "AUTOFIX_DATA": str(data)},
        check=True,
        capture_output=True,
    )
    return str(json.loads(done.stdout)["token"])


if __name__ == "__main__":
    sys.exit(main())
