"""``make bench``: each command several times as a whole process, its median beside its goal."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from autofix.adapters.sandbox import open_sandbox
from autofix.sdk.sandbox import Job, SandboxError
from bench.repositories import write_large_repository

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "autofix/demo/samples/react-express"
REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by "
    "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
)

REPORTS = {
    "CORS": REPORT,
    "API endpoint": "GET http://localhost:4000/api/part7s/12 404 (Not Found)\n",
    "build": 'error during build:\nCould not resolve "../lib/format12.js" from "web/src/panels12/Panel12.jsx"\n',
}
# Parsed and searched with the same library that AutoFix reads code with.
SCAN = """
import pathlib, sys
from ast_grep_py import SgRoot
for path in pathlib.Path(sys.argv[1]).rglob("*.js*"):
    if path.suffix in (".js", ".jsx"):
        SgRoot(path.read_text(), "tsx").root().find_all(pattern="fetch($$$ARGS)")
"""


def main() -> int:
    """Print the table; the status is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="how often each command is run (default: 7)")
    runs = parser.parse_args().runs
    bare = _median(runs, lambda: _spawn([sys.executable, "-c", "pass"]))
    print(f"{'what':<58} {'median':>9} {'goal':>9} {'ratio to a bare interpreter':>28}")
    _row("a bare interpreter", bare, None, bare)
    _row("autofix --help", _median(runs, lambda: _autofix("--help")), 0.3, bare)
    fix = ("fix", "--error", "-", "--no-exec", "--json")
    _row("autofix fix --no-exec, the sample", _median(runs, lambda: _autofix(*fix, str(SAMPLE))), 1.0, bare)
    for files, goal in ((1_000, 1.5), (20_000, 8.0)):
        large(files, goal, min(runs, 5), bare)
    try:
        sandbox = open_sandbox()
    except SandboxError as error:
        print(f"left out: sandbox start and proof ({error})")
        return 0
    _row("sandbox start", _median(max(runs, 20), lambda: sandbox.run(Job(argv=("true",)))), 0.025, bare)
    proof = ("fix", "--error", "-", "--json", str(SAMPLE))
    if json.loads(_autofix(*proof))["status"] != "verified":
        print("left out: proof of the sample (it is not verified here; try make demo)")
        return 0
    _row("proof of the sample, dependencies there", _median(runs, lambda: _autofix(*proof)), 5.0, bare)
    return 0


def large(files: int, goal: float, runs: int, bare: float) -> None:
    """A report of each family about a repository of ``files`` files, beside one scan of it by ast-grep."""
    with tempfile.TemporaryDirectory(prefix="autofix-bench-") as made:
        write_large_repository(Path(made), files=files)
        for family, report in REPORTS.items():
            command = [sys.executable, "-m", "autofix", "fix", "--error", "-", "--no-exec", "--json", made]
            seconds = _median(runs, lambda command=command, report=report: _spawn(command, report))
            peak = _peak_mib(command, report)
            _row(f"autofix fix --no-exec, {files:,} files, {family}: {peak:.0f} MiB", seconds, goal, bare)
        scan = _median(min(runs, 3), lambda: _spawn([sys.executable, "-c", SCAN, made]))
        _row(f"ast-grep, one pattern over the {files:,} files", scan, None, bare)


def _peak_mib(command: list[str], report: str) -> float:
    """The most memory that the command had at once, by the kernel's own count; it runs once more for that."""
    counted = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    return int(_spawn([sys.executable, "-c", counted, *command], report)) / 1024


def _row(name: str, seconds: float, goal: float | None, bare: float) -> None:
    wanted = f"{goal * 1000:.0f} ms" if goal else ""
    missed = "  over the goal" if goal and seconds > goal else ""
    print(f"{name:<58} {seconds * 1000:>6.0f} ms {wanted:>9} {seconds / bare:>28.1f}{missed}", flush=True)


def _median(runs: int, call: Callable[[], object]) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _autofix(*arguments: str) -> bytes:
    return _spawn([sys.executable, "-m", "autofix", *arguments])


def _spawn(argv: list[str], report: str = REPORT) -> bytes:
    environment = {**os.environ, "AUTOFIX_CACHE": str(ROOT / ".cache")}
    return subprocess.run(
        argv, cwd=ROOT, env=environment, input=report.encode(), capture_output=True, check=False
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
