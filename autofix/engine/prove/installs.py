"""Proving that an install which failed as reported goes through with the change, and that the code works with it.

The package manager is asked as a person would ask it, without what this engine does for servers that have to run
somehow: no peers passed over, nothing nearest. That what is installed fits the code is for a command to show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from autofix.engine.patch import Patch
from autofix.engine.progress import Progress
from autofix.engine.prove.checkouts import CheckoutError, Checkouts
from autofix.engine.prove.commands import (
    EXCERPT,
    ROUNDS,
    Ran,
    as_application,
    ask_probe,
    check_of,
    judge_runs,
    run_command,
)
from autofix.engine.prove.observe import Stage
from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.prove.stage import Installs, install_request, stage_dependencies
from autofix.engine.prove.staging import with_locks
from autofix.engine.prove.standins.standins import NOTHING
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.packages import InstallRequest
from autofix.sdk.proof import CommandProbe, CommandRun, Seen
from autofix.sdk.sandbox import Sandbox


class InstallBench(Installs, Protocol):
    """The part of a bench that this asks."""

    @property
    def sandbox(self) -> Sandbox: ...
    @property
    def checkouts(self) -> Checkouts: ...


def prove_install(
    bench: InstallBench,
    workspace: Snapshot,
    candidate: Candidate,
    patch: Patch,
    probe: CommandProbe,
    progress: Progress,
) -> tuple[Proof, Patch]:
    """The proof of ``candidate`` by installing without and with it, and its patch with the lock files that follow.

    Raises ``PackagesError``, ``SandboxError`` and ``CheckoutError``.
    """
    application = as_application(probe)
    declared = tuple(d.name for d in candidate.dependencies if d.manifest == application.manifest)
    old = install_request(bench, workspace, application, {}, ())
    new = install_request(bench, workspace, application, patch.contents(), declared)
    before: list[Ran] = []
    after: list[Ran] = []
    progress.step("reproduce", probe.name)
    for _ in range(ROUNDS):
        before.append(_try(bench, probe, old))
        if before[-1].judgement.seen is not Seen.REPORTED:
            break
        after.append(_try(bench, probe, new))
        if after[-1].judgement.seen is not Seen.PASSED:
            break
    # Another machine's Python or npm may find what this one does not.
    checks = [check_of(probe, before, after)] if after else []
    proof = judge_runs(before, after, checks, may_be_no_fault=False)
    if proof.status is not Status.VERIFIED:
        # What a package manager says next is no further error of the code.
        return replace(proof, goes_on=""), patch
    if not probe.command:
        reason = "it installs with the change, and no command shows that the code works with what is installed"
        return Proof(Status.PLAUSIBLE, proof.checks, reason), patch
    return _with_command(bench, workspace, patch, probe, declared, proof, progress)


def _with_command(
    bench: InstallBench,
    workspace: Snapshot,
    patch: Patch,
    probe: CommandProbe,
    declared: tuple[str, ...],
    proof: Proof,
    progress: Progress,
) -> tuple[Proof, Patch]:
    """``proof`` of an install, held to whether the command passes with what is installed."""
    installed = stage_dependencies(bench, workspace, as_application(probe), patch.contents(), declared, probe.tools)
    patch = with_locks(workspace, patch, installed.locks)
    if installed.notes:
        reason = f"it installs with the change; to be run here it is installed with {'; '.join(installed.notes)}"
        return Proof(Status.PLAUSIBLE, proof.checks, reason), patch
    old = bench.checkouts.lay_out(workspace.source, {})
    new = bench.checkouts.rewrite(old, patch.contents())
    if bench.checkouts.digest(bench.checkouts.rewrite(new, patch.inverse())) != bench.checkouts.digest(old):
        raise CheckoutError("taking the change out again does not give the old tree")
    progress.step("test", probe.command)
    ran = run_command(bench.sandbox, probe, Stage(new, installed.mounts, installed.env), NOTHING)
    passes = ran.judgement.seen is Seen.PASSED
    said = f"'{probe.command}' with what is installed"
    before, after = "it cannot be installed", "it passes" if passes else f"status {ran.run.exit_code}"
    check = Check(said, "build", before, after, passes, ran.seconds, "" if passes else ran.run.log[-EXCERPT:])
    checks = (*proof.checks, check)
    if not passes:
        reason = f"it installs with the change, and '{probe.command}' does not pass"
        return Proof(Status.PLAUSIBLE, checks, reason), patch
    return Proof(Status.VERIFIED, checks), patch


def _try(bench: InstallBench, probe: CommandProbe, request: InstallRequest) -> Ran:
    tried = bench.packages.try_install(request)
    run = CommandRun(tried.exit_code, tried.log, read_report(tried.log).findings, tried.ended_by)
    return Ran(run, tried.seconds, ask_probe(probe, run))
