"""The first starts of a proof: what an application has to be given, and which packages it lacks, before it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from autofix.engine.progress import Progress
from autofix.engine.prove.judge import Evidence
from autofix.engine.prove.observe import Observed
from autofix.engine.prove.plan import Plan
from autofix.engine.prove.staging import Trees
from autofix.engine.prove.standins.standins import StandIns
from autofix.engine.prove.undeclared import MAX_PACKAGES, undeclared_package
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.packages import PackagesError
from autofix.sdk.proof import Probe

_LACKS_CODE = re.compile(r"MODULE_NOT_FOUND|ModuleNotFoundError|IndentationError")


def with_undeclared(
    workspace: Snapshot, probe: Probe, begin: Callable[[tuple[str, ...]], tuple[Trees, Evidence]]
) -> tuple[Trees, Evidence]:
    """What ``begin`` gives with the packages that the application turns out to lack, as long as that helps it on.

    Not where the failure is that it does not start: a package that is missing is then what the report is about. What
    the change itself makes it load has to be declared, unless there is nowhere to do so.
    """
    names: tuple[str, ...] = ()
    trees, evidence = begin(names)
    while probe.needs_start and len(names) < MAX_PACKAGES:
        starts = evidence.before if evidence.is_down() or probe.application.manifest else evidence.after
        down = next((start for start in starts if not start.has_started), None)
        more = undeclared_package(workspace, probe.application, down.own_log) if down is not None else ""
        if not more or more in names:
            break
        names = (*names, more)
        try:
            trees, evidence = begin(names)
        except PackagesError:
            # Nothing of that name can be had; what was seen without it stands.
            break
    return trees, evidence


def first_starts(
    probe: Probe,
    plan: Plan,
    steps: Sequence[StandIns],
    start: Callable[[StandIns], Iterable[Observed]],
    progress: Progress,
) -> Evidence:
    """The first pair of starts, with the fewest stand-ins that the application really works with.

    Where it works with none of ``steps``, the first with which it starts at all, else the last.
    """
    best: Evidence | None = None
    for given in steps:
        if given.is_used:
            progress.step("stand-ins", given.describe())
        old, new = start(given)
        evidence = Evidence(probe, plan, stand_ins=given).add(old, new)
        if best is None or evidence.is_better(best):
            best = evidence
        if not best.is_starved() or lacks_code(old if probe.needs_start else new):
            break
    if best is None:
        raise ValueError("no step to try")
    return best


def lacks_code(start: Observed) -> bool:
    """Whether it did not start for a reason that nothing of its environment mends."""
    return not start.has_started and (start.why.startswith("its build") or bool(_LACKS_CODE.search(start.own_log)))
