"""From a problem to a repair: diagnose, propose, prove, gate. The whole flow of the engine."""

from __future__ import annotations

import enum
import time
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from autofix.engine.confidence import confidence
from autofix.engine.diagnose import diagnose
from autofix.engine.gates import GateResult, Policy, Proposal, pass_gates
from autofix.engine.patch import Patch, PatchError, make_patch
from autofix.engine.plugins import PluginFailure, Plugins
from autofix.engine.progress import Progress, Silent
from autofix.engine.propose import propose
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.prove.prover import Bench, prove
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis, Verdict
from autofix.sdk.problem import Problem


class Result(enum.Enum):
    """How a repair ended."""

    VERIFIED = "verified"
    PLAUSIBLE = "plausible"
    UNPROVEN = "unproven"
    NOT_CODE = "not_code"
    NO_FIX = "no_fix"


LOCK_COMMANDS = {
    "package-lock.json": "npm install",
    "npm-shrinkwrap.json": "npm install",
    "yarn.lock": "yarn install",
    "pnpm-lock.yaml": "pnpm install",
    "poetry.lock": "poetry lock",
    "uv.lock": "uv lock",
}


@dataclass(frozen=True)
class Attempt:
    """One candidate that was tried, with what became of it."""

    candidate: Candidate
    patch: Patch | None
    proof: Proof
    gates: tuple[GateResult, ...] = ()


@dataclass(frozen=True)
class Repair:
    """The engine's answer. ``chosen`` is offered when the result is verified or plausible, and named otherwise."""

    result: Result
    reason: str
    diagnosis: Diagnosis | None
    chosen: Attempt | None = None
    attempts: tuple[Attempt, ...] = ()
    failures: tuple[PluginFailure, ...] = ()
    seconds: float = 0.0

    @property
    def is_offered(self) -> bool:
        """Whether there is a change to apply."""
        return self.result in (Result.VERIFIED, Result.PLAUSIBLE)

    @property
    def confidence(self) -> float:
        """From 0 to 1, computed from the evidence alone."""
        return confidence(self.chosen.proof) if self.chosen and self.is_offered else 0.0


@dataclass(frozen=True)
class Repairer:
    """What a repair needs. ``bench`` is None where nothing may be run (``--no-exec``)."""

    plugins: Plugins
    bench: Bench | None
    policy: Policy = field(default_factory=Policy)
    progress: Progress = field(default_factory=Silent)
    no_bench_reason: str = "nothing of the repository was run (--no-exec)"

    def repair(self, problem: Problem, workspace: Snapshot) -> Repair:
        """Try candidates until one is verified; otherwise the best plausible one is the answer."""
        started = time.monotonic()
        self.progress.step("diagnose", "reading the report and the repository")
        diagnosis = diagnose(problem, workspace, self.plugins)
        attempts: list[Attempt] = []
        if diagnosis is not None and diagnosis.verdict is Verdict.CODE_FIX:
            self.progress.step("propose", diagnosis.root_cause)
            for candidate in propose(problem, diagnosis, workspace, self.plugins):
                attempts.append(self._attempt(problem, diagnosis, candidate, workspace))
                if attempts[-1].proof.status is Status.VERIFIED or attempts[-1].proof.is_no_fault:
                    break
        result, reason, chosen = conclude(diagnosis, attempts)
        return Repair(
            result,
            reason,
            diagnosis,
            chosen,
            tuple(attempts),
            tuple(self.plugins.failures),
            time.monotonic() - started,
        )

    def _attempt(self, problem: Problem, diagnosis: Diagnosis, candidate: Candidate, workspace: Snapshot) -> Attempt:
        try:
            patch = make_patch(workspace, candidate)
        except (PatchError, UnicodeError, OSError) as error:
            # A name too long for the file system, or half a character: whatever it is, it does not apply.
            return Attempt(candidate, None, Proof(Status.UNPROVEN, (), f"it does not apply: {error}"))
        origin = diagnosis.fact("origin")
        gates = pass_gates(Proposal(workspace, candidate, patch, self.policy, origin))
        if refusal := _refusal(gates):
            return Attempt(candidate, patch, Proof(Status.UNPROVEN, (), refusal), gates)
        if self.bench is None:
            reason = self.no_bench_reason + stale_locks(workspace, candidate, patch)
            return Attempt(candidate, patch, Proof(Status.PLAUSIBLE, (), reason), gates)
        probes = self.plugins.validate(problem, diagnosis, candidate, workspace)
        proof, patch = prove(self.bench, workspace, candidate, patch, probes, self.progress)
        # The package manager may have added a lock file: the gates see what is really offered.
        gates = pass_gates(Proposal(workspace, candidate, patch, self.policy, origin))
        if refusal := _refusal(gates):
            proof = Proof(Status.UNPROVEN, proof.checks, refusal)
        if proof.status is Status.VERIFIED and diagnosis.assumptions:
            reason = f"every check holds, but {diagnosis.assumptions[0]}"
            proof = Proof(Status.PLAUSIBLE, proof.checks, reason)
        if proof.status is Status.PLAUSIBLE:
            proof = replace(proof, reason=proof.reason + stale_locks(workspace, candidate, patch))
        return Attempt(candidate, patch, proof, gates)


def stale_locks(workspace: Snapshot, candidate: Candidate, patch: Patch) -> str:
    """What a person has to run because no package manager could bring the lock files up to date here."""
    changed = {file.new_file for file in patch.files}
    for dependency in candidate.dependencies:
        folder = PurePosixPath(dependency.manifest).parent
        for name, command in LOCK_COMMANDS.items():
            lock = str(folder / name)
            if workspace.has(lock) and lock not in changed:
                return f"; {lock} was not brought up to date: run '{command}' in {folder} before you commit"
    return ""


def conclude(diagnosis: Diagnosis | None, attempts: list[Attempt]) -> tuple[Result, str, Attempt | None]:
    """The result, its reason, and the attempt it stands on."""
    if diagnosis is None:
        return (
            Result.NO_FIX,
            (
                "no plugin recognises this report: it names no failure that AutoFix knows. Give the whole text as the "
                "tool or browser printed it"
            ),
            None,
        )
    if diagnosis.verdict is Verdict.NOT_CODE:
        return Result.NOT_CODE, diagnosis.reason, None
    if diagnosis.verdict is Verdict.ACTION_RECOMMENDED:
        return Result.NO_FIX, diagnosis.reason, None
    if not attempts:
        return Result.NO_FIX, "the cause is known, but no recipe changes code of this shape", None
    by_status = {status: [a for a in attempts if a.proof.status is status] for status in Status}
    for attempt in by_status[Status.VERIFIED]:
        return Result.VERIFIED, "", attempt
    for attempt in attempts:
        if attempt.proof.is_no_fault:
            return Result.NOT_CODE, attempt.proof.reason, None
    for attempt in by_status[Status.PLAUSIBLE]:
        return Result.PLAUSIBLE, attempt.proof.reason, attempt
    first = attempts[0]
    return Result.UNPROVEN, f"{first.candidate.title} ({first.candidate.strategy}): {first.proof.reason}", first


def _refusal(gates: tuple[GateResult, ...]) -> str:
    refused = next((gate for gate in gates if not gate.passed), None)
    return f"refused by the gate '{refused.name}': {refused.explanation}" if refused else ""
