"""The engine that the CORS plugin's cases are put to, up to and with the gates."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.diagnose import diagnose
from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.propose import propose
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Verdict
from autofix.sdk.testing import Answer, lay_out, load_case

CASES = Path(__file__).parents[2] / "cases" / "cors"
CACHE = Path(__file__).parents[3] / ".cache" / "packages"
Ask = Callable[[Path, str], Answer]


@pytest.fixture
def ask() -> Ask:
    """What AutoFix answers to a report about a folder, without running anything of it."""
    return answer_of


def answer_of(folder: Path, report: str) -> Answer:
    """The diagnosis and the first candidate, whose diff ``git apply`` takes and which every gate lets pass."""
    plugins = load_plugins(("plugins.cors",))
    problem, workspace = read_report(report), Snapshot(FolderSource(folder))
    diagnosis = diagnose(problem, workspace, plugins)
    found = []
    if diagnosis is not None and diagnosis.verdict is Verdict.CODE_FIX:
        found = propose(problem, diagnosis, workspace, plugins)
    assert not plugins.failures
    if not found:
        return Answer(diagnosis, None, {})
    patch = make_patch(workspace, found[0])
    refused = [
        gate
        for gate in pass_gates(Proposal(workspace, found[0], patch, Policy(), diagnosis.fact("origin")))
        if not gate.passed
    ]
    assert not refused
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch.diff.encode(), cwd=folder, check=True)
    for path, data in patch.contents().items():
        assert (folder / path).read_bytes() == data
    return Answer(diagnosis, found[0], patch.contents())


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """The real sandbox, and installs that every run of the tests shares."""
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        yield Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts, rounds=2)


@pytest.fixture
def prove(bench: Bench, tmp_path: Path) -> Callable[[str], Repair]:
    """Lays a case out, has AutoFix repair it for real, and checks that it proved the change the case expects."""

    def repair_case(name: str) -> Repair:
        case = load_case(CASES / name, CASES)
        workspace = Snapshot(FolderSource(lay_out(case, tmp_path)))
        repair = Repairer(load_plugins(("plugins.cors",)), bench).repair(read_report(case.report), workspace)
        if case.after is not None and repair.chosen is not None and repair.chosen.patch is not None:
            written = repair.chosen.patch.contents()
            assert {path: written[path] for path in case.after} == dict(case.after)
        return repair

    return repair_case
