"""``python -m bench.fixes``: run the corpus and print what is offered, right, wrong and verified, by family.

With ``--prove`` the candidates are proven in the sandbox, which takes minutes; with ``--run`` what is offered is judged
by running it, where the case says how. ``--sabotage`` proves spoilt candidates and swapped reports, none of which may
be verified. The exit status is 1 when something wrong was verified, or a case cannot be read or run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from autofix.adapters.folder import FolderSource
from autofix.engine.progress import Silent
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import read_environment
from autofix.workbench import open_bench, open_plugins
from bench.fixes.case import Case, CaseError, read_case
from bench.fixes.pairs import told_apart
from bench.fixes.running import is_run, judge_by_running
from bench.fixes.sabotage import sabotage

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Outcome:
    """How one case ended. ``wrong`` says why what was offered is not right, or why nothing was.

    ``unrun`` says why a case that tells how to run it could not be judged so.
    """

    case: str
    family: str
    is_fix: bool
    result: str
    is_offered: bool
    is_right: bool
    wrong: str
    seconds: float
    was_run: bool = False
    unrun: str = ""


@dataclass(frozen=True)
class Row:
    """The figures of one family."""

    family: str
    cases: int
    offered: int
    right: int
    wrong: int
    verified: int
    wrongly_verified: int
    left_alone: str
    median_seconds: float
    run: int = 0


def main() -> int:
    """Run, print, and answer the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.fixes", description=__doc__)
    parser.add_argument("cases", nargs="*", help="names of cases; all unless given")
    parser.add_argument("--family", help="one family alone")
    parser.add_argument("--prove", action="store_true", help="run what is offered, in the sandbox")
    parser.add_argument("--run", action="store_true", help="judge what is offered by running it")
    parser.add_argument("--sabotage", action="store_true", help="prove spoilt candidates and swapped reports instead")
    parser.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args()
    cases = [read_case(path) for path in sorted(CORPUS.glob("*/*.case"))]
    wanted = [
        case
        for case in cases
        if (not options.cases or case.name in options.cases) and options.family in (None, case.family)
    ]
    outcomes = []
    with _bench(options.prove or options.run or options.sabotage) as (bench, why):
        if options.sabotage:
            return sabotage(wanted, {case.name: case for case in cases}, bench, is_json=options.json)
        for case in wanted:
            outcomes.append(run_case(case, bench if options.prove else None, why, bench if options.run else None))
            last = outcomes[-1]
            if not options.json and (last.unrun or not last.is_right):
                print(f"{case.family:20} {case.name:44} {last.result:10} {last.wrong or last.unrun}", flush=True)
    rows = [summarise(family, outcomes) for family in sorted({case.family for case in wanted})]
    rows.append(summarise("all", outcomes, is_all=True))
    if options.json:
        print(json.dumps({"rows": [asdict(row) for row in rows], "cases": [asdict(one) for one in outcomes]}))
    else:
        show(rows)
        print(told_apart(wanted, {one.case for one in outcomes if one.is_right}))
    return 1 if any(row.wrongly_verified for row in rows) or any(one.unrun for one in outcomes) else 0


def run_case(case: Case, bench: Bench | None, why: str, running: Bench | None = None) -> Outcome:
    """Repair one case in a folder of its own, proven on ``bench`` and judged by what ``running`` shows."""
    with tempfile.TemporaryDirectory(prefix="autofix-case-") as made:
        folder = Path(made)
        case.write(folder)
        begun = time.perf_counter()
        workspace = Snapshot(FolderSource(folder))
        repairer = Repairer(open_plugins(read_environment()), bench, no_bench_reason=why or "nothing was to be proven")
        repair = repairer.repair(read_report(case.report), workspace)
        seconds = time.perf_counter() - begun
        wrong = judge(case, repair)
        chosen = repair.chosen
        was_run, unrun = False, ""
        if running and not wrong and is_run(case) and case.is_fix and chosen is not None and chosen.patch is not None:
            try:
                wrong = judge_by_running(case, workspace, running, chosen.candidate, chosen.patch)
                was_run = True
            except CaseError as error:
                unrun = str(error)
    is_offered = repair.is_offered
    return Outcome(
        *(case.name, case.family, case.is_fix, repair.result.value, is_offered, not wrong, wrong),
        seconds=round(seconds, 3),
        was_run=was_run,
        unrun=unrun,
    )


def judge(case: Case, repair: Repair) -> str:
    """Why the answer is not right; empty when it is."""
    if not repair.is_offered or repair.chosen is None or repair.chosen.patch is None:
        said = repair.reason or "no reason is given"
        if case.is_fix:
            return f"nothing is offered: {said[:160]}"
        return "" if repair.reason else said
    if not case.is_fix:
        return f"it is to be left alone, and '{repair.chosen.candidate.title}' is offered"
    after = dict(case.files)
    for path, data in repair.chosen.patch.contents().items():
        if data is None:
            after.pop(path, None)
        else:
            after[path] = data.decode()
    return case.wrong(case.files, after)


def summarise(family: str, outcomes: Sequence[Outcome], *, is_all: bool = False) -> Row:
    """The figures of one family, or of all."""
    own = [one for one in outcomes if is_all or one.family == family]
    fixes, leave = [one for one in own if one.is_fix], [one for one in own if not one.is_fix]
    verified = [one for one in own if one.result == Result.VERIFIED.value]
    return Row(
        family,
        len(own),
        sum(one.is_offered for one in own),
        sum(one.is_right for one in fixes),
        sum(one.is_offered and not one.is_right for one in own),
        len(verified),
        sum(not one.is_right for one in verified),
        f"{sum(one.is_right for one in leave)} of {len(leave)}",
        round(statistics.median([one.seconds for one in own]), 3) if own else 0.0,
        sum(one.was_run for one in own),
    )


def show(rows: Sequence[Row]) -> None:
    """The table."""
    print(f"{'family':20} cases offered right wrong verified (wrongly) left alone  median s  run")
    for row in rows:
        print(
            f"{row.family:20} {row.cases:5} {row.offered:7} {row.right:5} {row.wrong:5} {row.verified:8} "
            f"{row.wrongly_verified:9} {row.left_alone:>10} {row.median_seconds:9.3f} {row.run:4}"
        )


@contextlib.contextmanager
def _bench(is_proving: bool) -> Iterator[tuple[Bench | None, str]]:
    if not is_proving:
        yield None, "nothing was run"
        return
    with open_bench(read_environment(), True, Silent()) as opened:
        yield opened


if __name__ == "__main__":
    sys.exit(main())
