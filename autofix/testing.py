"""Puts the cases of the testing kit to AutoFix, for the tests of a plugin.

The built-in plugins and the installed ones are all there, as they are for a user; ``plugins``
adds modules or objects that are not installed. ``docs/plugins.md`` shows a plugin tested so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import Plugins, load_plugins
from autofix.engine.progress import Silent
from autofix.engine.repair import Attempt, Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import read_environment
from autofix.sdk.testing import Answer, Case, CaseFailure, lay_out
from autofix.workbench import BUILT_IN, open_bench


def answer_case(case: Case, folder: Path, plugins: Sequence[object] = ()) -> Answer:
    """What AutoFix answers to ``case``, laid out in the empty ``folder``, with nothing of it run.

    Raises ``CaseFailure`` where a plugin fails, or its first candidate does not apply or is refused by a gate.
    """
    loaded = load_plugins(BUILT_IN, extra=plugins)
    repair = Repairer(loaded, None).repair(read_report(case.report), _workspace(case, folder))
    _hold(case, loaded)
    if not repair.attempts:
        return Answer(repair.diagnosis, None, {})
    first = repair.attempts[0]
    refused = next((gate for gate in first.gates if not gate.passed), None)
    if first.patch is None or refused is not None:
        raise CaseFailure(f"{case.name}: {first.candidate.strategy}: {first.proof.reason}")
    return Answer(repair.diagnosis, first.candidate, first.patch.contents())


def prove_case(case: Case, folder: Path, plugins: Sequence[object] = ()) -> Repair:
    """The whole repair of ``case``, laid out in the empty ``folder`` and run in the sandbox of this machine.

    Raises ``CaseFailure`` where a plugin fails, or nothing can be run here.
    """
    loaded = load_plugins(BUILT_IN, extra=plugins)
    with open_bench(read_environment(), True, Silent()) as (bench, why):
        if bench is None:
            raise CaseFailure(f"{case.name}: {why}")
        repair = Repairer(loaded, bench).repair(read_report(case.report), _workspace(case, folder))
    _hold(case, loaded)
    return repair


def check_repair(case: Case, repair: Repair) -> Attempt:
    """The attempt that proves ``case``; raises ``CaseFailure`` with the reason unless the repair is verified."""
    if repair.chosen is None or repair.result.value != "verified":
        raise CaseFailure(f"{case.name}: {repair.result.value}: {repair.reason}")
    return repair.chosen


def _workspace(case: Case, folder: Path) -> Snapshot:
    return Snapshot(FolderSource(lay_out(case, folder)))


def _hold(case: Case, plugins: Plugins) -> None:
    if plugins.failures:
        failure = plugins.failures[0]
        raise CaseFailure(f"{case.name}: plugin {failure.plugin} failed in {failure.hook}: {failure.message}")
