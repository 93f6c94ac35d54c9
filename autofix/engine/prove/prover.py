"""Requirement D5, from top to bottom: reproduce, apply, take out again, compare, repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autofix.engine.patch import FilePatch, Patch
from autofix.engine.progress import Progress
from autofix.engine.prove.builds import Builds
from autofix.engine.prove.checkouts import CheckoutError, Checkouts
from autofix.engine.prove.commands import as_application, prove_command
from autofix.engine.prove.compilers import is_fixed
from autofix.engine.prove.contract import check_contract
from autofix.engine.prove.installs import prove_install
from autofix.engine.prove.judge import Evidence, judge
from autofix.engine.prove.linting import is_linting
from autofix.engine.prove.observe import Observed, Stage
from autofix.engine.prove.outside import value_from_outside
from autofix.engine.prove.plan import make_plan
from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.prove.reach import lies_elsewhere, unexercised_files
from autofix.engine.prove.removals import taken_out
from autofix.engine.prove.renamed import renamed_variables
from autofix.engine.prove.served import served_unchanged, still_served, unveiled
from autofix.engine.prove.staging import Trees, stage_trees
from autofix.engine.prove.standins.ladder import ladder
from autofix.engine.prove.standins.standins import StandIns
from autofix.engine.prove.starts import first_starts, with_undeclared
from autofix.engine.prove.suite import compare_tests, run_tests, suites
from autofix.engine.prove.temper import temper
from autofix.engine.prove.unbound import unbound_names
from autofix.engine.prove.unmade import unmade_names
from autofix.engine.prove.unresolved import unresolved_import
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.packages import Packages, PackagesError
from autofix.sdk.proof import CommandProbe, Probe
from autofix.sdk.sandbox import Sandbox, SandboxError
from autofix.sdk.servers import Servers
from autofix.sdk.workspace import Application, WorkspaceError

# Starts with and without the change. A fault that shows in half of all starts would
# pass for a fix once in 2**(2 * ROUNDS).
ROUNDS = 5
_ORIGIN = re.compile(r"https?://[\w.-]+(?::\d+)?")


@dataclass(frozen=True)
class Bench:
    """What proofs are made with.

    ``may_install`` false means that nothing is fetched. ``servers`` are the real stores that an application may be
    given inside its sandbox; None for no such. ``rounds`` is how often an application is started each way: fewer than
    the default let pass what comes and goes by itself.
    """

    sandbox: Sandbox
    packages: Packages
    checkouts: Checkouts
    may_install: bool = True
    servers: Servers | None = None
    rounds: int = ROUNDS


def prove(
    bench: Bench,
    workspace: Snapshot,
    candidate: Candidate,
    patch: Patch,
    probes: Sequence[Probe | CommandProbe],
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
            if isinstance(probe, CommandProbe):
                proof, patch = _prove_command(bench, workspace, candidate, patch, probe, progress)
            else:
                proof, patch = _prove_probe(bench, workspace, candidate, patch, probe, progress)
            checks += [check for check in proof.checks if check not in checks]
            if proof.status is not Status.VERIFIED:
                break
    except PackagesError as error:
        return _plausible(f"its dependencies could not be installed here: {error}"), patch
    except (SandboxError, CheckoutError, WorkspaceError) as error:
        return _plausible(f"it could not be run here: {error}"), patch
    return cap(replace(proof, checks=tuple(checks)), workspace, patch, probes), patch


def cap(proof: Proof, workspace: Snapshot, patch: Patch, probes: Sequence[Probe | CommandProbe]) -> Proof:
    """``proof``, at most ``plausible`` where the runs could not see all that the change does."""
    if proof.status is not Status.VERIFIED:
        return proof
    for probe in probes:
        if isinstance(probe, CommandProbe):
            changed = Snapshot(Overlay(workspace.source, patch.contents()))
            if gone := taken_out(patch) or unbound_names(workspace, changed, patch):
                return Proof(Status.PLAUSIBLE, proof.checks, f"{gone}, and a command that passes does not miss it")
            if unmade := unmade_names(workspace, changed, patch):
                return Proof(Status.PLAUSIBLE, proof.checks, f"{unmade}, and a command that passes does not mind")
            if odd := unresolved_import(workspace, changed, patch, is_linted=is_linting(workspace, probe)):
                return Proof(Status.PLAUSIBLE, proof.checks, f"the command passes, but {odd}")
            continue
        if slip := renamed_variables(workspace, Snapshot(Overlay(workspace.source, patch.contents())), patch):
            return Proof(Status.PLAUSIBLE, proof.checks, f"every check holds, but {slip}")
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
    return file.by_package_manager or name in ("package.json", "pyproject.toml", "Pipfile") or name.endswith(".txt")


def _prove_command(
    bench: Bench,
    workspace: Snapshot,
    candidate: Candidate,
    patch: Patch,
    probe: CommandProbe,
    progress: Progress,
) -> tuple[Proof, Patch]:
    if probe.is_install:
        return prove_install(bench, workspace, candidate, patch, probe, progress)
    application = as_application(probe)
    tool = {"npm": "node", "pip": "python"}[probe.ecosystem]
    if tool not in bench.sandbox.tools:
        return _plausible(f"{tool} is not installed on this machine"), patch
    progress.step("dependencies", f"of {probe.root or 'the repository'}; the first time they are installed")
    trees = stage_trees(bench, bench.checkouts, workspace, application, candidate, patch, probe.tools)
    progress.step("reproduce", probe.name)
    served = next((app for app in workspace.applications() if app.root.strip("./") == probe.root), application)
    steps = ladder(workspace, served, bench.sandbox, bench.servers, None) if probe.ecosystem == "pip" else ()
    return trees.tell(prove_command(bench.sandbox, probe, trees, steps)), trees.patch


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
    contract = check_contract(workspace, changed, may_move=probe.is_route)
    if contract.passed is False:
        return Proof(Status.UNPROVEN, (contract,), f"{contract.name} does not hold: {contract.log}"), patch

    if elsewhere := lies_elsewhere(workspace, application, patch):
        return _plausible(f"{elsewhere} is no part of {application.entry}, so starting that shows nothing of it"), patch

    table = workspace.routes(application)
    routes = still_served(table, changed, application, probe.requests[-1]) if probe.is_route else table.routes
    untouched = served_unchanged(table, changed, application, patch) if probe.is_route else ()
    plan = make_plan(probe, routes, known_origins(workspace, patch), candidate.access, untouched, candidate.gives_up)
    may_reuse = not application.build or (is_fixed(workspace) and is_fixed(changed))
    builds = Builds(bench.sandbox, bench.checkouts, probe, scripts_of(workspace, application), may_reuse)
    steps = ladder(workspace, application, bench.sandbox, bench.servers, probe.port)

    def run(stage: Stage, given: StandIns) -> Observed:
        return builds.start(stage, plan.requests(), given)

    def begin(undeclared: tuple[str, ...]) -> tuple[Trees, Evidence]:
        where = application.root or "the repository"
        progress.step("dependencies", f"of {where}; the first time they are installed")
        trees = stage_trees(bench, bench.checkouts, workspace, application, candidate, patch, undeclared=undeclared)
        progress.step("reproduce", probe.name)
        pair = (trees.old, trees.new)
        return trees, first_starts(probe, plan, steps, lambda given: pool.map(run, pair, (given, given)), progress)

    # Side by side, each in a sandbox of its own, unless both would want the same port of this machine.
    with ThreadPoolExecutor(1 if bench.sandbox.shares_network else 2) as pool:
        trees, evidence = with_undeclared(workspace, probe, begin)
        old, new, back = trees.old, trees.new, trees.back
        given = evidence.stand_ins
        for turn in range(1, 1 if evidence.is_hopeless() else bench.rounds):
            evidence = evidence.add(*pool.map(run, (back, new), (given, given)))
            progress.step("prove", f"start {turn + 1} of {bench.rounds}, without and with the change")
        tests: list[Check] = []
        for tested in () if evidence.is_hopeless() else suites(workspace, application):
            progress.step("test", f"{tested.test} in {tested.root or 'the repository'}")
            ran = tuple(pool.map(lambda stage, who=tested: run_tests(bench.sandbox, stage, who, given), (old, new)))
            tests.append(compare_tests(tested.test, *ran, is_own=tested is application))
    proof = trees.tell(temper(judge(evidence, contract, tests), evidence))
    asked = unveiled(table, changed, application) if probe.is_route else ""
    if asked and proof.status is Status.VERIFIED:
        proof = Proof(
            Status.PLAUSIBLE, proof.checks, f"every check holds, but {asked} had several handlers, one of which moves"
        )
    elif evidence.is_unchanged() and (sets := value_from_outside(changed, patch)):
        proof = Proof(Status.PLAUSIBLE, proof.checks, f"{sets}, which a start here does not have: {proof.reason}")
    return proof, trees.patch


def scripts_of(workspace: Snapshot, application: Application) -> dict[str, str]:
    """The scripts of the application's manifest."""
    package = next((p for p in workspace.packages() if p.path == application.manifest), None)
    return dict(package.scripts) if package is not None else {}


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
