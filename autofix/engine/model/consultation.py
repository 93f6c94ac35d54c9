"""One conversation with a model about one problem: the cause, then ways to repair it, then edits, then corrections.

Each question follows from the report, the commit and what was answered and proven so far, and from nothing else, so a
worker that takes over asks the very same ones and finds the answers that were paid for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autofix.engine.model import prompts
from autofix.engine.model.context import Context, estimate
from autofix.engine.model.edits import Misfit, as_candidate, fit_words, rows_of
from autofix.engine.model.exchange import Exchange, tokens_of, usd_of
from autofix.engine.model.limits import Limits, Style
from autofix.engine.model.redaction import Redactor
from autofix.engine.model.redaction.answers import redacted_data, redacted_text
from autofix.engine.model.relevant import Place, find_places, resolve_file
from autofix.engine.model.schemas import CAUSE, EDITS, SOLUTION, Schema
from autofix.engine.model.shown import StepsOf, file_steps
from autofix.engine.progress import Progress
from autofix.engine.prove.proof import Status
from autofix.engine.trials import Trial
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis, Location, Verdict
from autofix.sdk.model import Answer, Listener, Message, Model, ModelError, Question, Usage
from autofix.sdk.problem import Problem

# The family of what no plugin recognises: none works on it, so nothing can call a change of it verified.
UNRECOGNISED = "unrecognised"
MAX_READ = 6
MAX_READ_ROUNDS = 2
MAX_LOCATED = 10


class Ended(Exception):
    """The conversation is over: a limit is reached, or there is no answer; says which."""


@dataclass(frozen=True)
class Asking:
    """Whom to ask and how. ``token`` marks fences and must be unguessable to whoever writes what stands in them.

    ``is_patient`` lets failures that may pass (``ModelError.is_passing``) reach the caller, who tries again later.
    ``steps`` is what is done to the texts of others before they are shown.
    """

    model: Model
    redactor: Redactor
    token: str
    style: Style = field(default_factory=Style)
    limits: Limits = field(default_factory=Limits)
    is_patient: bool = False
    steps: StepsOf = file_steps


@dataclass
class Consultation:
    """What a model is asked about ``problem``. ``ended`` says why it gave no further candidate."""

    asking: Asking
    problem: Problem
    known: Diagnosis | None
    workspace: Snapshot
    progress: Progress
    exchanges: list[Exchange] = field(default_factory=list)
    ended: str = ""

    def __post_init__(self) -> None:
        self._context = Context(self.workspace, self.asking.redactor, self.asking.token, self.asking.steps)
        self._messages = [Message("system", prompts.system_message(self.asking.token, self.asking.style))]

    def diagnose(self, tried: Sequence[Trial]) -> Diagnosis | None:
        """The cause: a plugin's where one has it, else the model's own; None where it has none to tell."""
        try:
            said = self._ask_cause(tried)
        except Ended as end:
            self.ended = str(end)
            return self.known
        verdict = Verdict(said["verdict"])
        reason = self._own(said, "reason")
        if verdict is not Verdict.CODE_FIX:
            self.ended = f"{self.asking.model.name} says {verdict.value}: {reason or 'it gives no reason'}"
        if self.known is not None:
            return self.known
        return Diagnosis(
            UNRECOGNISED,
            self._own(said, "root_cause") or "no cause was named",
            verdict,
            tuple(self._located(said)),
            reason=self.ended or reason,
            assumptions=("nothing but a model recognises this report, so nothing could reproduce it",),
        )

    def candidates(self, trials: Sequence[Trial]) -> Iterator[Candidate]:
        """What the model proposes, the next when the last of ``trials`` tells how the one before it fared."""
        if self.ended:
            return
        limits = self.asking.limits
        try:
            answer = self._ask("solution", SOLUTION, prompts.SOLUTION.replace("{most}", str(limits.candidates)))
            start = list(self._messages)
            for approach in rows_of(answer.data, "approaches")[: limits.candidates]:
                # Each way is a conversation of its own: what was said of another only distracts.
                self._messages = list(start)
                yield from self._one_way(approach, trials)
            self.ended = self.ended or f"nothing that {self.asking.model.name} proposed is proven"
        except Ended as end:
            self.ended = str(end)

    def _one_way(self, approach: Mapping[str, object], trials: Sequence[Trial]) -> Iterator[Candidate]:
        title = self._own(approach, "title")
        more = self._show(_texts(approach, "files"))
        wanted = "\n\n".join((*more, prompts.EDITS.replace("{title}", title)))
        for _ in range(self.asking.limits.corrections + 1):
            answer = self._ask("edits", EDITS, wanted)
            try:
                candidate = as_candidate(answer.data, title, answer.model, self._context)
            except Misfit as misfit:
                wanted = prompts.CORRECTION.replace("{reason}", str(misfit))
                continue
            count = len(trials)
            yield candidate
            if len(trials) == count or trials[-1].status is not Status.UNPROVEN:
                return
            wanted = prompts.FEEDBACK.replace("{verdict}", self._fared(trials[-1]))

    def _ask_cause(self, tried: Sequence[Trial]) -> Mapping[str, object]:
        room = self.asking.limits.context
        report = self._context.report(self.problem, int(room * 0.3))
        known = self._context.known(self.known, [f"{trial.title}: {trial.reason}" for trial in tried[:5]])
        places = find_places(self.problem, self.known, self.workspace)
        names = self._context.names([place.file for place in places])
        left = room - sum(estimate(part) for part in (report, known, names))
        files = self._context.files(places, left)
        parts = [part for part in (report, known, names, *files) if part]
        question = prompts.opening(parts).replace("{most}", str(MAX_READ))
        answer = self._ask("cause", CAUSE, question)
        for round_left in range(MAX_READ_ROUNDS - 1, -1, -1):
            more = self._show(_texts(answer.data, "read"))
            if not more:
                break
            again = "Answer again." if round_left else "Answer again, and read nothing more."
            answer = self._ask("cause", CAUSE, "\n\n".join((prompts.MORE.replace("{again}", again), *more)))
        return answer.data

    def _show(self, named: Sequence[str]) -> list[str]:
        """The files of these names that were not shown yet; what is no file of the repository is passed over."""
        found = [resolve_file(self.workspace, name) for name in named[:MAX_READ]]
        places = [Place(path) for path in dict.fromkeys(found) if path and path not in self._context.shown]
        return self._context.files(places, self.asking.limits.context // 2)

    def _ask(self, purpose: str, schema: Schema, text: str) -> Answer:
        limits, style = self.asking.limits, self.asking.style
        if len(self.exchanges) >= limits.questions:
            raise Ended(f"the limit of {limits.questions} questions to a model is reached")
        if tokens_of(self.exchanges) >= limits.tokens:
            raise Ended(f"the limit of {limits.tokens} tokens is reached")
        if sum(each.answer.seconds for each in self.exchanges if each.answer) >= limits.seconds:
            raise Ended(f"the limit of {limits.seconds:g} s for a model's answers is reached")
        spent = usd_of(self.exchanges)
        if limits.usd is not None and spent is None:
            raise Ended(f"there is a limit of {limits.usd:g} USD, and what {self.asking.model.name} costs is not known")
        if limits.usd is not None and spent is not None and spent >= limits.usd:
            raise Ended(f"the limit of {limits.usd:g} USD is reached")
        messages = (*self._messages, Message("user", text))
        question = Question(purpose, messages, schema, style.max_tokens, style.temperature)
        self.progress.step("model", f"asking {self.asking.model.name} for the {purpose}")
        try:
            answer = self.asking.model.ask(question, self._heard(purpose))
        except ModelError as error:
            cost = error.usage or Usage(0, 0)
            self.exchanges.append(Exchange(question, None, cost, error.usd if cost.tokens else 0.0, str(error)))
            if error.is_passing and self.asking.is_patient:
                raise
            raise Ended(f"{self.asking.model.name} gave no answer: {error}") from error
        # It may have guessed, or remember, what it was not shown: from here on nobody hears it.
        redact = self.asking.redactor.redact
        data = {redact(name): redacted_data(value, redact) for name, value in answer.data.items()}
        answer = replace(answer, data=data, text=redacted_text(answer.text, redact, data))
        self.exchanges.append(Exchange(question, answer, answer.usage, answer.usd))
        self._messages = [*messages, Message("assistant", json.dumps(data, ensure_ascii=False))]
        return answer

    def _heard(self, purpose: str) -> Listener:
        def tell(characters: int) -> None:
            self.progress.step("model", f"{self.asking.model.name} is writing the {purpose}: {characters} characters")

        return tell

    def _fared(self, trial: Trial) -> str:
        """How a candidate fared, in the proof's words; what a tool printed is fenced like any stranger's text."""
        return self._context.output(f"{trial.reason}\n{trial.log}".strip())

    def _own(self, said: Mapping[str, object], name: str) -> str:
        """A model's words, fit to be shown."""
        return fit_words(str(said.get(name) or ""), self.asking.redactor)

    def _located(self, said: Mapping[str, object]) -> Iterator[Location]:
        for row in rows_of(said, "located")[:MAX_LOCATED]:
            path, line = resolve_file(self.workspace, str(row["file"])), row["line"]
            if path is not None and path in self._context.shown and isinstance(line, int) and line > 0:
                yield Location(path, min(line, self._context.shown[path].text.count("\n") + 1))


def _texts(answer: Mapping[str, object], name: str) -> list[str]:
    texts = answer.get(name)
    return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []
