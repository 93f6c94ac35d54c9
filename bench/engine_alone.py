"""Repair the folder of the argument for the report on standard input; prints the seconds that the engine took."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from autofix.adapters.folder import FolderSource
from autofix.engine.progress import Silent
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import read_environment
from autofix.workbench import open_bench, open_plugins


def main() -> int:
    """Once, with everything imported."""
    environment = read_environment()
    text = sys.stdin.read()
    with open_bench(environment, True, Silent()) as (bench, why):
        repairer = Repairer(open_plugins(environment), bench, no_bench_reason=why)
        begun = time.perf_counter()
        repair = repairer.repair(read_report(text), Snapshot(FolderSource(Path(sys.argv[1]))))
        seconds = time.perf_counter() - begun
    if repair.result is not Result.VERIFIED:
        print(f"the sample is {repair.result.value}: {repair.reason}", file=sys.stderr)
        return 1
    print(seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
