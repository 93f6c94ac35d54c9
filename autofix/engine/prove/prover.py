"""Requirement D5, from top to bottom: reproduce, apply, take out again, compare, repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autofix.engine.patch import FilePatch, Patch, replace_file
from autofix.engine.progress import Progress
from autofix.engine.prove.checkouts import CheckoutError, Checkouts
from autofix.engine.prove.contract import check_contract
from autofix.engine.prove.judge import Evidence, judge
from autofix.engine.prove.observe import Observed, Stage, observe
from autofix.engine.prove.plan import make_plan
from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.prove.reach import unexercised_files
from autofix.engine.prove.stage import stage_dependencies
from autofix.engine.prove.suite import compare_tests, outer_tests, run_tests
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.packages import Packages, PackagesError
from autofix.sdk.proof import Probe
from autofix.sdk.sandbox import Sandbox, SandboxError
from autofix.sdk.workspace import WorkspaceError

# Starts with and without the change. A fault that shows in half of all starts would
# pass for a fix once in 2**(2 * ROUNDS).
ROUNDS = 5
_ORIGIN = re.compile(r"https?://[\w.-]+(?::\d+)?")


@dataclass(frozen=True)
class Bench:
    """What proofs are made with. ``may_install`` false means that nothing is fetched."""

    sandbox: Sandbox
    packages: Packages
    checkouts: Checkouts
    may_install: bool = True


def prove(
    bench: Bench,
    workspace: Snapshot,
    candidate: Candidate,
    patch: Patch,
    probes: Sequence[Probe],
    progress: Progress,
) -> tuple[Proof, Patch]:
    """The proof of ``candidate``, and its patch with the lock files that the package manager rewrote.

    What stands in the way of running the application here makes the proof ``plausible``, with the reason.
    """
    if not probes:
        return _plausible("no plugin named a probe that could show the failure"), patch
    checks: list[Check] = []
    try:
        for probe in probes:
            proof, patch = _prove_probe(bench, workspace, candidate, patch, probe, progress)
            checks += [check for check in proof.checks if check not in checks]
            if proof.status is not Status.VERIFIED:
                break
    except PackagesError as error:
        return _plausible(f"its dependencies could not be installed here: {error}"), patch
    except (SandboxError, CheckoutError, WorkspaceError) as error:
        return _plausible(f"it could not be run here: {error}"), patch
    return cap(replace(proof, checks=tuple(checks)), workspace, patch, probes), patch


def cap(proof: Proof, workspace: Snapshot, patch: Patch, probes: Sequence[Probe]) -> Proof:
    """``proof``, at most ``plausible`` where the runs could not see all that the change does."""
    if proof.status is not Status.VERIFIED:
        return proof
    for probe in probes:
        outside = unexercised_files(workspace, probe.application, patch)
        if outside:
            reason = f"{outside[0]} is not loaded by {probe.application.entry}, so the proof says nothing about it"
            return Proof(Status.PLAUSIBLE, proof.checks, reason)
        code = [file.new_file for file in patch.files if not is_declaration(file)]
        if not probe.needs_start and code:
            reason = f"the application did not start before, so what {code[0]} changes cannot be compared"
            return Proof(Status.PLAUSIBLE, proof.checks, reason)
    return proof


def is_declaration(file: FilePatch) -> bool:
    """Whether the file only declares dependencies."""
    name = PurePosixPath(file.new_file).name
    return file.by_package_manager or name in ("package.json", "pyproject.toml") or name.endswith(".txt")


def _prove_probe(
    bench: Bench,
    workspace: Snapshot,
    candidate: Candidate,
    patch: Patch,
    probe: Probe,
    progress: Progress,
) -> tuple[Proof, Patch]:
    application = probe.application
    if not probe.requests:
        return _plausible("a plugin's probe sends no request"), patch
    if not application.start:
        return _plausible(f"nothing in the repository says how {application.entry} is started"), patch
    tool = {"npm": "node", "pip": "python"}[application.ecosystem]
    if tool not in bench.sandbox.tools:
        return _plausible(f"{tool} is not installed on this machine"), patch

    changed = Snapshot(Overlay(workspace.source, patch.contents()))
    contract = check_contract(workspace, changed)
    if contract.passed is False:
        return Proof(Status.UNPROVEN, (contract,), f"{contract.name} does not hold: {contract.log}"), patch

    progress.step("dependencies", f"of {application.root or 'the repository'}; the first time they are installed")
    before_deps = stage_dependencies(bench, workspace, application, {}, ())
    declared = tuple(d.name for d in candidate.dependencies if d.manifest == application.manifest)
    after_deps = stage_dependencies(bench, workspace, application, patch.contents(), declared)
    patch = with_locks(workspace, patch, after_deps.locks)

    # The tree with the change taken out is made from the changed one, and must be the old one to the byte.
    old_tree = bench.checkouts.lay_out(workspace.source, {})
    new_tree = bench.checkouts.rewrite(old_tree, patch.contents())
    back_tree = bench.checkouts.rewrite(new_tree, patch.inverse())
    if bench.checkouts.digest(back_tree) != bench.checkouts.digest(old_tree):
        return _plausible("taking the change out again does not give the old tree"), patch

    old = Stage(old_tree, before_deps.mounts, before_deps.env)
    new = Stage(new_tree, after_deps.mounts, after_deps.env)
    back = replace(old, tree=back_tree)
    table = workspace.routes(application)
    plan = make_plan(probe, table.routes, known_origins(workspace, patch), candidate.access)

    def run(stage: Stage) -> Observed:
        return observe(bench.sandbox, stage, application, plan.requests(), host=probe.host, port=probe.port)

    progress.step("reproduce", probe.name)
    evidence = Evidence(probe, plan)
    # Side by side, each in a sandbox of its own, unless both would want the same port of this machine.
    with ThreadPoolExecutor(1 if bench.sandbox.shares_network else 2) as pool:
        for turn in range(ROUNDS):
            pair = pool.map(run, (old if turn == 0 else back, new))
            evidence = evidence.add(*pair)
            progress.step("prove", f"start {turn + 1} of {ROUNDS}, without and with the change")
            if turn == 0 and evidence.is_hopeless():
                break
        tests = []
        for tested in () if evidence.is_hopeless() else (application, *outer_tests(workspace, application)):
            if not tested.test:
                continue
            progress.step("test", f"{tested.test} in {tested.root or 'the repository'}")
            ran = tuple(pool.map(lambda stage, who=tested: run_tests(bench.sandbox, stage, who), (old, new)))
            tests.append(compare_tests(tested.test, *ran, is_own=tested is application))
    return judge(evidence, contract, tests), patch


def with_locks(workspace: Snapshot, patch: Patch, locks: object) -> Patch:
    """``patch`` with each rewritten lock file added, where it differs from the repository's."""
    added: list[FilePatch] = []
    for path, after in sorted(locks.items()) if isinstance(locks, dict) else ():
        if not workspace.has(path):
            continue
        text = workspace.text(path)
        before = text.encode(text.content)
        if before != after:
            added.append(replace_file(path, before, after, "Lock file brought up to date by the package manager."))
    known = {file.file for file in patch.files}
    return Patch((*patch.files, *(file for file in added if file.file not in known)))


def known_origins(workspace: Snapshot, patch: Patch) -> tuple[str, ...]:
    """Origins that the changed files name already: whoever was let in must still be."""
    found: dict[str, None] = {}
    for file in patch.files:
        if file.before is not None and not file.by_package_manager:
            for match in _ORIGIN.finditer(workspace.read(file.file)):
                found[match[0].lower()] = None
    return tuple(found)[:20]


def _plausible(reason: str) -> Proof:
    return Proof(Status.PLAUSIBLE, (), reason)
