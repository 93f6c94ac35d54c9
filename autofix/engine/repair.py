"""From a problem to a repair: diagnose, propose, prove, gate. The whole flow of the engine."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from autofix.engine.cascade import MAX_FURTHER, MAX_SECONDS, said, take_up
from autofix.engine.confidence import confidence
from autofix.engine.diagnose import diagnose
from autofix.engine.gates import ChooseGates, GateResult, Policy, Proposal, gates_for, pass_gates
from autofix.engine.memory.lesson import Lesson
from autofix.engine.memory.recall import recall
from autofix.engine.model.exchange import Exchange, tokens_of, usd_of
from autofix.engine.patch import Patch, PatchError, make_patch
from autofix.engine.plugins import PluginFailure, Plugins
from autofix.engine.progress import Progress, Silent
from autofix.engine.propose import propose
from autofix.engine.prove.contract_probes import hold_to, read_contracts
from autofix.engine.prove.fixers import PREFIX, run_fixer
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.prove.prover import Bench, prove
from autofix.engine.trials import Result, Trial, conclude, log_of
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis, Verdict
from autofix.sdk.problem import Problem
from autofix.sdk.proof import ContractProbe

if TYPE_CHECKING:
    from autofix.engine.model.consultation import Asking, Consultation

# The lock files that stand beside a manifest, with what writes them.
_NPM = {
    "package-lock.json": "npm install",
    "npm-shrinkwrap.json": "npm install",
    "yarn.lock": "yarn install",
    "pnpm-lock.yaml": "pnpm install",
}
LOCK_COMMANDS = {
    "package.json": _NPM,
    "pyproject.toml": {"poetry.lock": "poetry lock", "uv.lock": "uv lock"},
    "Pipfile": {"Pipfile.lock": "pipenv lock"},
}


@dataclass(frozen=True)
class Attempt:
    """One candidate that was tried, with what became of it."""

    candidate: Candidate
    patch: Patch | None
    proof: Proof
    gates: tuple[GateResult, ...] = ()

    @property
    def trial(self) -> Trial:
        """What the conclusion needs of it."""
        named, proof = self.candidate, self.proof
        log = log_of((check.passed, check.name, check.log) for check in proof.checks)
        return Trial(named.title, named.strategy, proof.status, proof.reason, proof.is_no_fault, log)


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
    exchanges: tuple[Exchange, ...] = ()

    @property
    def is_offered(self) -> bool:
        """Whether there is a change to apply."""
        return self.result in (Result.VERIFIED, Result.PLAUSIBLE)

    @property
    def tokens(self) -> int:
        """What models read and wrote for it, where a call failed what it may have cost at most."""
        return tokens_of(self.exchanges)

    @property
    def usd(self) -> float | None:
        """What models cost; None where a price is not known."""
        return usd_of(self.exchanges)

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
    lessons: Sequence[Lesson] = ()
    asking: Asking | None = None
    gates: ChooseGates = gates_for

    def repair(self, problem: Problem, workspace: Snapshot) -> Repair:
        """Try candidates until one is verified; otherwise the best plausible one is the answer."""
        started = time.monotonic()
        diagnosis = self.diagnose(problem, workspace)
        attempts: list[Attempt] = []
        trials: list[Trial] = []

        def is_settled(candidates: Iterable[Candidate]) -> bool:
            for candidate in candidates:
                attempts.append(self.attempt(problem, diagnosis, candidate, workspace))
                trials.append(attempts[-1].trial)
                if trials[-1].is_last:
                    return True
            return False

        candidates = self.propose(problem, diagnosis, workspace)
        consultation = None
        if not is_settled(chain(candidates, self.run_fixers(problem, diagnosis, workspace))):
            consultation = self.consult(problem, diagnosis, workspace, trials)
        if consultation is not None:
            diagnosis = consultation.diagnose(trials)
            is_settled(consultation.candidates(trials))
        conclusion = conclude(diagnosis, trials, consultation.ended if consultation else "")
        return Repair(
            conclusion.result,
            conclusion.reason,
            diagnosis,
            None if conclusion.chosen is None else attempts[conclusion.chosen],
            tuple(attempts),
            tuple(self.plugins.failures),
            time.monotonic() - started,
            tuple(consultation.exchanges) if consultation else (),
        )

    def diagnose(self, problem: Problem, workspace: Snapshot) -> Diagnosis | None:
        """The cause; the same for the same report and commit."""
        self.progress.step("diagnose", "reading the report and the repository")
        return diagnose(problem, workspace, self.plugins)

    def propose(self, problem: Problem, diagnosis: Diagnosis | None, workspace: Snapshot) -> list[Candidate]:
        """What to try, in order; nothing where the cause does not lie in the code.

        What was accepted before comes after the recipes. It is also asked where a person would have to see to it; then
        nothing but what is verified is offered.
        """
        remembered = recall(self.lessons, problem, diagnosis, workspace)
        if diagnosis is None or diagnosis.verdict is not Verdict.CODE_FIX:
            return remembered
        self.progress.step("propose", diagnosis.root_cause)
        return [*propose(problem, diagnosis, workspace, self.plugins), *remembered]

    def run_fixers(self, problem: Problem, diagnosis: Diagnosis | None, workspace: Snapshot) -> Iterator[Candidate]:
        """What the ecosystem's own fixers make, each run when it is asked for: after every recipe.

        They are also asked where a person would have to see to it; then nothing but what is verified is offered.
        """
        if self.bench is None or diagnosis is None or diagnosis.verdict is Verdict.NOT_CODE:
            return
        for fixer in self.plugins.fixers(problem, diagnosis, workspace):
            self.progress.step("fixer", fixer.title)
            candidate = run_fixer(self.bench, workspace, fixer)
            if candidate is not None:
                yield candidate

    def consult(
        self, problem: Problem, diagnosis: Diagnosis | None, workspace: Snapshot, trials: Sequence[Trial]
    ) -> Consultation | None:
        """The conversation with a model, where there is one to ask and it could do better than ``trials`` did.

        What lies outside the code is none of its business, and without a bench nothing it says could be proven more
        than a recipe's plausible change already is.
        """
        if self.asking is None or (diagnosis is not None and diagnosis.verdict is Verdict.NOT_CODE):
            return None
        if any(trial.is_last for trial in trials):
            return None
        if self.bench is None and any(trial.status is Status.PLAUSIBLE for trial in trials):
            return None
        # Only a repair that asks a model pays for loading what asks.
        from autofix.engine.model.consultation import Consultation

        return Consultation(self.asking, problem, diagnosis, workspace, self.progress)

    def attempt(
        self, problem: Problem, diagnosis: Diagnosis | None, candidate: Candidate, workspace: Snapshot
    ) -> Attempt:
        """Gate and prove one candidate of ``diagnosis``, and with it the repair of what the command says then.

        The further a build gets, the better: the answer is the last state in which the reported failure is gone.
        """
        if diagnosis is None:
            raise ValueError("a candidate without a diagnosis")
        attempt = self._attempt(problem, diagnosis, candidate, workspace)
        started = time.monotonic()
        for _ in range(MAX_FURTHER):
            log, patch = attempt.proof.goes_on, attempt.patch
            if not log or patch is None or time.monotonic() - started > MAX_SECONDS:
                break
            further = take_up(workspace, attempt.candidate, patch, log, self.plugins)
            if further is None:
                break
            self.progress.step("cascade", further.diagnosis.root_cause)
            diagnosis = replace(diagnosis, assumptions=(*diagnosis.assumptions, *further.diagnosis.assumptions))
            longer = self._attempt(problem, diagnosis, further.candidate, workspace)
            if longer.proof.status is Status.UNPROVEN:
                break
            if longer.proof.goes_on and said(log) <= said(longer.proof.goes_on):
                break
            attempt = longer
        return _held_to_proof(attempt) if candidate.strategy.startswith(f"{PREFIX}:") else attempt

    def _attempt(self, problem: Problem, diagnosis: Diagnosis, candidate: Candidate, workspace: Snapshot) -> Attempt:
        """Gate and prove one candidate as it is."""
        try:
            patch = make_patch(workspace, candidate)
        except (PatchError, UnicodeError, OSError) as error:
            # A name too long for the file system, or half a character: whatever it is, it does not apply.
            return Attempt(candidate, None, Proof(Status.UNPROVEN, (), f"it does not apply: {error}"))
        origin = diagnosis.fact("origin")
        node = tuple(finding.value for finding in problem.of_code("build.engine") if finding.value)
        gates = pass_gates(Proposal(workspace, candidate, patch, self.policy, origin, node), self.gates)
        if refusal := _refusal(gates):
            return Attempt(candidate, patch, Proof(Status.UNPROVEN, (), refusal), gates)
        probes = self.plugins.validate(problem, diagnosis, candidate, workspace)
        read = read_contracts(probes, workspace, Snapshot(Overlay(workspace.source, patch.contents())))
        if not all(check.passed for check in read):
            # Nothing has to be run to see that the code says so still.
            return Attempt(candidate, patch, hold_to(read, Proof(Status.UNPROVEN, (), "it leaves the cause")), gates)
        if self.bench is None:
            reason = self.no_bench_reason + stale_locks(workspace, candidate, patch)
            return Attempt(candidate, patch, hold_to(read, Proof(Status.PLAUSIBLE, (), reason)), gates)
        runs = [probe for probe in probes if not isinstance(probe, ContractProbe)]
        if read and not runs:
            proof = Proof(
                Status.PLAUSIBLE, (), next(iter(diagnosis.assumptions), "the code says so, and nothing was run")
            )
        else:
            proof, patch = prove(self.bench, workspace, candidate, patch, runs, self.progress)
        proof = hold_to(read, proof)
        # The package manager may have added a lock file: the gates see what is really offered.
        gates = pass_gates(Proposal(workspace, candidate, patch, self.policy, origin, node), self.gates)
        if refusal := _refusal(gates):
            proof = Proof(Status.UNPROVEN, proof.checks, refusal)
        if proof.status is Status.VERIFIED and diagnosis.assumptions:
            reason = f"every check holds, but {diagnosis.assumptions[0]}"
            proof = Proof(Status.PLAUSIBLE, proof.checks, reason)
        if proof.status is Status.PLAUSIBLE:
            proof = replace(proof, reason=proof.reason + stale_locks(workspace, candidate, patch))
        return Attempt(candidate, patch, proof, gates)


def _held_to_proof(attempt: Attempt) -> Attempt:
    """``attempt`` of a fixer: it knows no cause, so what is not verified is not offered and says nothing else."""
    proof = attempt.proof
    if proof.status is Status.VERIFIED:
        return attempt
    reason = proof.reason
    if proof.status is Status.PLAUSIBLE:
        reason = f"what a fixer changes is offered only when it is verified: {reason}"
    return replace(attempt, proof=Proof(Status.UNPROVEN, proof.checks, reason))


def stale_locks(workspace: Snapshot, candidate: Candidate, patch: Patch) -> str:
    """What a person has to run because no package manager could bring the lock files up to date here."""
    changed = {file.new_file for file in patch.files}
    for dependency in candidate.dependencies:
        manifest = PurePosixPath(dependency.manifest)
        folder = manifest.parent
        for name, command in LOCK_COMMANDS.get(manifest.name, {}).items():
            lock = str(folder / name)
            if workspace.has(lock) and lock not in changed:
                return f"; {lock} was not brought up to date: run '{command}' in {folder} before you commit"
    return ""


def _refusal(gates: tuple[GateResult, ...]) -> str:
    refused = next((gate for gate in gates if not gate.passed), None)
    return f"refused by the gate '{refused.name}': {refused.explanation}" if refused else ""
