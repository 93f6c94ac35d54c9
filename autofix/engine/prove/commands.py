"""Proving that a command which failed as reported passes with the change: builds, type checks, linters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from autofix.engine.prove.observe import Stage, run_environment
from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.prove.staging import Trees
from autofix.engine.prove.standins.standins import NOTHING, StandIns
from autofix.engine.prove.suite import compare_tests, run_tests
from autofix.engine.report import read_report
from autofix.sdk.proof import CommandProbe, CommandRun, Judgement, Seen
from autofix.sdk.sandbox import MIB, Job, Limits, Sandbox
from autofix.sdk.workspace import Application

# Without and with the change. A build is the same from run to run unless something is wrong with it.
ROUNDS = 2
LIMITS = Limits(seconds=300, memory_bytes=3072 * MIB, processes=512, disk_bytes=1024 * MIB)
EXCERPT = 800
MAX_LOG = 200_000


@dataclass(frozen=True)
class Ran:
    """One run of the command, with what the probe made of it."""

    run: CommandRun
    seconds: float
    judgement: Judgement


def as_application(probe: CommandProbe) -> Application:
    """What staging and tests want to know of the folder that the command runs in."""
    return folder_application(probe.ecosystem, probe.root, probe.test)


def folder_application(ecosystem: str, root: str, test: str = "") -> Application:
    """The folder ``root`` with its dependencies, whatever runs in it."""
    manifest = {"npm": "package.json", "pip": "requirements.txt"}[ecosystem]
    path = f"{root}/{manifest}" if root not in ("", ".") else manifest
    return Application("", ecosystem, root, "", "", "", path, "", test=test)


def prove_command(sandbox: Sandbox, probe: CommandProbe, trees: Trees, steps: Sequence[StandIns] = ()) -> Proof:
    """Run the command without and with the change, by turns; raises ``SandboxError``.

    ``steps`` are what it may be given in place of what this machine does not have; nothing is tried first.
    """
    before: list[Ran] = []
    after: list[Ran] = []
    with ThreadPoolExecutor(2) as pool:

        def both(old: Stage, given: StandIns) -> tuple[Ran, Ran]:
            was, now = pool.map(lambda stage: run_command(sandbox, probe, stage, given), (old, trees.new))
            return was, now

        given, *pair = _first_runs(lambda given: both(trees.old, given), steps)
        for turn in range(ROUNDS):
            old, new = pair if turn == 0 else both(trees.back, given)
            new = _held_to(old, new)
            before.append(old)
            after.append(new)
            if old.judgement.seen is not Seen.REPORTED or new.judgement.seen is not Seen.PASSED:
                break
        checks = [check_of(probe, before, after), *((given.check(),) if given.is_used else ())]
        proof = judge_runs(before, after, checks, may_be_no_fault=not probe.is_guess and not given.is_used)
        if proof.status is not Status.VERIFIED or not probe.test:
            return proof
        application = as_application(probe)
        runs = tuple(pool.map(lambda stage: run_tests(sandbox, stage, application, given), (trees.old, trees.new)))
    checks.append(compare_tests(probe.test, *runs))
    if checks[-1].passed is False:
        return Proof(Status.UNPROVEN, tuple(checks), f"tests that passed before fail with the change: {checks[-1].log}")
    # A suite that could not run before, such as one that needs what does not build, says nothing either way.
    return Proof(Status.VERIFIED, tuple(checks))


def _held_to(old: Ran, new: Ran) -> Ran:
    """``new``, held to what it says where the command exits well whatever it finds, as ``tsc || true`` does."""
    if old.run.exit_code or new.judgement.seen is not Seen.PASSED:
        return new
    said = {(one.code, one.value) for one in new.run.findings} - {(one.code, one.value) for one in old.run.findings}
    if not said:
        return new
    shown = ", ".join(sorted(f"{code} {value or ''}".strip() for code, value in said)[:3])
    return replace(new, judgement=Judgement(Seen.OTHER, f"it exits well, as before, and now says {shown}"))


def _first_runs(run: Callable[[StandIns], tuple[Ran, Ran]], steps: Sequence[StandIns]) -> tuple[StandIns, Ran, Ran]:
    """The first pair of runs, with the fewest stand-ins that show the failure and its end, else the failure at all."""
    best: tuple[StandIns, Ran, Ran] | None = None
    for given in (NOTHING, *(step for step in steps if step.is_used)):
        old, new = run(given)
        is_shown = old.judgement.seen is Seen.REPORTED
        if best is None or (is_shown and best[1].judgement.seen is not Seen.REPORTED):
            best = (given, old, new)
        if is_shown and new.judgement.seen is not Seen.OTHER:
            return given, old, new
        if old.judgement.seen is Seen.PASSED or new.judgement.seen is Seen.REPORTED:
            break
    if best is None:
        raise ValueError("nothing was run")
    return best


def judge_runs(
    before: Sequence[Ran], after: Sequence[Ran], checks: Sequence[Check], *, may_be_no_fault: bool = True
) -> Proof:
    kept = tuple(checks)
    odd = next((ran for ran in before if ran.judgement.seen is not Seen.REPORTED), None)
    if odd is not None:
        if len({ran.judgement.seen for ran in before}) > 1:
            return Proof(Status.UNPROVEN, kept, "the failure comes and goes by itself, without any change")
        said = f"the reported failure does not occur here: {odd.judgement.summary}"
        if odd.judgement.seen is Seen.PASSED and may_be_no_fault:
            return Proof(Status.UNPROVEN, kept, said, is_no_fault=True)
        return Proof(Status.PLAUSIBLE, kept, said)
    for ran in after:
        if ran.judgement.seen is Seen.REPORTED:
            return Proof(Status.UNPROVEN, kept, f"with the change the failure is still there: {ran.judgement.summary}")
        if ran.judgement.seen is Seen.OTHER:
            said = f"the reported failure is gone, and the command now stops at something else: {ran.judgement.summary}"
            return Proof(Status.PLAUSIBLE, kept, said, goes_on="" if ran.run.ended_by else ran.run.log)
    return Proof(Status.VERIFIED, kept)


def run_command(sandbox: Sandbox, probe: CommandProbe, stage: Stage, given: StandIns) -> Ran:
    environment = {**run_environment(as_application(probe), sandbox), **(stage.env or {}), "CI": "true"}
    job = Job(
        argv=("/bin/sh", "-c", probe.command),
        tree=stage.tree,
        cwd=probe.root or ".",
        mounts=stage.mounts,
        env=environment,
        limits=LIMITS,
    )
    outcome = sandbox.run(given.provide(job, sandbox.tools["python"]))
    log = (outcome.stdout + b"\n" + outcome.stderr).decode(errors="replace")[-MAX_LOG:]
    run = CommandRun(outcome.exit_code, log, read_report(log).findings, outcome.ended_by)
    return Ran(run, outcome.seconds, ask_probe(probe, run))


def ask_probe(probe: CommandProbe, run: CommandRun) -> Judgement:
    """What the probe says, held to how the command ended.

    What exits well has passed, unless it says the reported thing again as a warning; what exits otherwise has not.
    """
    if run.ended_by:
        return Judgement(Seen.OTHER, f"it was ended at its limit of {run.ended_by}")
    try:
        judged = probe.judge(run)
    except Exception as error:  # noqa: BLE001 - a plugin's judge may raise anything; it has then seen nothing
        return Judgement(Seen.OTHER, f"the probe's own judge failed: {type(error).__name__}: {error}")
    if run.exit_code == 0 and judged.seen is not Seen.REPORTED:
        return Judgement(Seen.PASSED, "it passes")
    if judged.seen is Seen.PASSED:
        return Judgement(Seen.OTHER, f"it exits with status {run.exit_code}")
    return judged


def check_of(probe: CommandProbe, before: Sequence[Ran], after: Sequence[Ran]) -> Check:
    odd = next((ran for ran in after if ran.judgement.seen is not Seen.PASSED), None)
    is_shown = all(ran.judgement.seen is Seen.REPORTED for ran in before) and odd is None
    return Check(
        probe.name,
        "build",
        f"{before[0].judgement.summary} ({len(before)} runs)",
        f"{(odd or after[0]).judgement.summary} ({len(after)} runs)",
        is_shown,
        sum(ran.seconds for ran in (*before, *after)),
        (odd.run.log[-EXCERPT:] if odd else ""),
    )
