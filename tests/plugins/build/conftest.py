"""The build plugin put to small repositories: the report as the tool prints it, judged by the text that results."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Verdict

CACHE = Path(__file__).parents[3] / ".cache" / "packages"
REACT = {"react": "^18.2.0", "react-dom": "^18.2.0"}


@dataclass(frozen=True)
class Fixed:
    """What came of a report: the texts of the files that changed, and why nothing was proposed where nothing was."""

    files: Mapping[str, str]
    reason: str
    cause: str
    verdict: Verdict | None


Fix = Callable[..., Fixed]


@pytest.fixture
def fix(tmp_path: Path) -> Fix:
    """Lays ``files`` out, hands the report in and applies the first candidate, which every gate has to let pass.

    A manifest with ``dependencies`` is added where the files hold none.
    """

    def run(files: Mapping[str, str], report: str, dependencies: Mapping[str, str] | None = None) -> Fixed:
        written = dict(files)
        if "package.json" not in written:
            manifest = {"name": "shop", "scripts": {"build": "x"}, "dependencies": dict(dependencies or REACT)}
            written["package.json"] = json.dumps(manifest, indent=2) + "\n"
        for path, text in written.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return answer_of(tmp_path, report)

    return run


def answer_of(folder: Path, report: str) -> Fixed:
    """What AutoFix answers to a report about a folder, with its change really applied there."""
    plugins = load_plugins(("plugins.build",))
    problem, workspace = read_report(report), Snapshot(FolderSource(folder))
    diagnosis = diagnose(problem, workspace, plugins)
    found = []
    if diagnosis is not None and diagnosis.verdict is Verdict.CODE_FIX:
        found = propose(problem, diagnosis, workspace, plugins)
    assert not plugins.failures, plugins.failures
    reason = diagnosis.reason if diagnosis else "there is no diagnosis"
    cause = (diagnosis.fact("cause") or "") if diagnosis else ""
    verdict = diagnosis.verdict if diagnosis else None
    if not found:
        return Fixed({}, reason, cause, verdict)
    patch = make_patch(workspace, found[0])
    refused = [gate for gate in pass_gates(Proposal(workspace, found[0], patch, Policy(), None)) if not gate.passed]
    assert not refused, refused
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch.diff.encode(), cwd=folder, check=True)
    texts = {path: (folder / path).read_bytes().decode() for path in patch.contents() if (folder / path).exists()}
    return Fixed(texts, reason, cause, verdict)


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """The real sandbox, and installs that every run of the tests shares."""
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        yield Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts, rounds=2)
