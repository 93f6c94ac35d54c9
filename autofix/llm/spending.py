"""Models that pay: every call is looked up first, then reserved, made, and settled with its answer."""

from __future__ import annotations

import json
import logging
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace

from autofix.core.leases import Lease, LeaseLost
from autofix.engine.model.redaction.answers import Redact, redacted_data, redacted_text
from autofix.llm.answers import KEPT, find_answer
from autofix.llm.ledger import Asked, CeilingReached, Ending, Payer, Reservation, reserve, settle
from autofix.llm.states import CallState
from autofix.llm.stored_text import MAX_ANSWER, MAX_MESSAGE, MAX_MESSAGES, MAX_REASON, plain
from autofix.sdk.model import (
    MICRO,
    Answer,
    Fault,
    Listener,
    Model,
    ModelError,
    Prices,
    Question,
    Usage,
    digest,
    upper_bound,
)

log = logging.getLogger("autofix.llm")


@dataclass
class Spending:
    """What one worker spends on one fix, as long as it holds the lease.

    It stands below whatever asks again or asks another model, so that every call is paid for by itself.

    ``redact`` takes secrets out of a text. Questions come redacted; it is what answers are stored with, and used.
    """

    lease: Lease
    payer: Payer
    redact: Redact = str
    _heard: Counter[str] = field(default_factory=Counter)

    def wrap(self, model: Model, prices: Prices | None, endpoint_id: str = "") -> BudgetedModel:
        """``model``, paid for from here. All models of a fix share one ``Spending``, a fallback too."""
        return BudgetedModel(self, model, prices, endpoint_id)

    def take(self, question_digest: str) -> Answer | ModelError | None:
        """The next that the fix has heard to this question, once."""
        with self.lease.read():
            ordinal = self._heard[question_digest]
            found = find_answer(self.payer.fix_id, self.payer.round, question_digest, ordinal)
        if found is not None:
            self.note(question_digest)
        return found

    def note(self, question_digest: str) -> None:
        """One more answer to this question was handed out."""
        self._heard[question_digest] += 1


@dataclass(frozen=True)
class BudgetedModel:
    """A model whose calls are paid for; see ``Spending.wrap``."""

    spending: Spending
    model: Model
    prices: Prices | None
    endpoint_id: str = ""

    @property
    def name(self) -> str:
        """What the endpoint calls it."""
        return self.model.name

    def ask(self, question: Question, heard: Listener | None = None) -> Answer:
        """One answer, from the ledger where the fix has it; else asked for, within every ceiling.

        Raises ``ModelError``, with ``Fault.BUDGET`` where a ceiling leaves too little, and ``LeaseLost``.
        """
        spending, payer = self.spending, self.spending.payer
        question = replace(question, max_tokens=min(question.max_tokens, payer.budget.tokens_per_run))
        asked = self._asked(question)
        known = spending.take(asked.digest)
        if isinstance(known, ModelError):
            raise known
        if known is not None:
            return known
        try:
            with spending.lease.write():
                reservation = reserve(payer, asked, upper_bound(question), self.prices)
        except CeilingReached as reached:
            raise ModelError(Fault.BUDGET, f"the model was not asked: {reached}") from None
        try:
            answer = self._cleaned(self.model.ask(question, heard))
        except ModelError as error:
            raise self._settled(reservation, asked, error) from None
        except LeaseLost:
            # Whoever holds the job by now counts the call as lost.
            raise
        except Exception as error:  # noqa: BLE001 - a call must not stay reserved for what nobody foresaw
            log.error("asking %s failed:\n%s", self.name, spending.redact(traceback.format_exc()))
            said = f"{self.name}: AutoFix failed while it asked ({type(error).__name__}); its log says where"
            unforeseen = ModelError(Fault.REJECTED, said, usage=upper_bound(question))
            raise self._settled(reservation, asked, unforeseen) from None
        ending = Ending(CallState.ANSWERED, answer.text, json.dumps(answer.data), seconds=answer.seconds)
        with spending.lease.write():
            micro = settle(reservation, ending, answer.usage)
            spending.lease.made_progress()
        spending.note(asked.digest)
        return replace(answer, usd=None if micro is None else micro / MICRO)

    def _settled(self, reservation: Reservation, asked: Asked, error: ModelError) -> ModelError:
        """``error`` with its texts redacted and its cost as booked, once the ledger has both."""
        spending = self.spending
        wrote = plain(redacted_text(error.text, spending.redact), MAX_ANSWER)
        said = plain(redacted_text(str(error), spending.redact), MAX_REASON)
        with spending.lease.write():
            ending = Ending(CallState.FAILED, wrote, fault=error.fault.value, reason=said)
            micro = settle(reservation, ending, error.usage)
        if error.fault in KEPT:
            spending.note(asked.digest)
        usd = None if micro is None or error.usage is None else micro / MICRO
        return ModelError(error.fault, said, usage=error.usage, usd=usd, retry_after=error.retry_after, text=wrote)

    def _asked(self, question: Question) -> Asked:
        messages = tuple(
            {"role": message.role, "content": plain(message.content, MAX_MESSAGE)}
            for message in question.messages[:MAX_MESSAGES]
        )
        return Asked(question.purpose, digest(question), messages, self.name, self.endpoint_id)

    def _cleaned(self, answer: Answer) -> Answer:
        """The answer as it is stored, which is how it is used too: a worker that takes over sees the same."""
        redact = self.spending.redact
        data = redacted_data(dict(answer.data), redact)
        if not isinstance(data, dict) or len(json.dumps(data)) > MAX_ANSWER:
            raise _too_long(answer.usage)
        return replace(answer, text=plain(redacted_text(answer.text, redact, data), MAX_ANSWER), data=data)


def _too_long(usage: Usage) -> ModelError:
    return ModelError(Fault.MALFORMED, f"the answer is longer than {MAX_ANSWER} characters", usage=usage)
