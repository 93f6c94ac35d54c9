"""Asking again: where a fault passes, and once more where an answer cannot be used."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from autofix.adapters.model.spent import Spent
from autofix.sdk.model import Answer, Fault, Listener, Message, Model, ModelError, Question

# A model need not read all of what it wrote to see what was wrong with it.
_SHOWN = 4000


@dataclass(frozen=True)
class Patience:
    """How often one question is asked where the fault passes, for how many seconds from the first time, and how long
    to wait before the second time, in seconds; the wait doubles. ``corrections`` are further tries, after an answer
    that cannot be used.
    """

    tries: int = 4
    seconds: float = 180.0
    first_wait: float = 2.0
    corrections: int = 1


class Persistent:
    """``model``, asked again. What the failed calls cost is counted in the answer, or in the error at the end.

    An endpoint that names a time is not asked before it; one that names a time beyond the patience is not asked again.
    """

    def __init__(
        self,
        model: Model,
        patience: Patience | None = None,
        *,
        chance: Callable[[], float] = random.random,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model, self._patience = model, patience or Patience()
        self._chance, self._sleep, self._clock = chance, sleep, clock

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    def ask(self, question: Question, heard: Listener | None = None) -> Answer:
        """One answer; raises ``ModelError``."""
        deadline = self._clock() + self._patience.seconds
        spent, asked = Spent(), question
        tries, corrections = 1, self._patience.corrections
        while True:
            try:
                return spent.answer(self._model.ask(asked, heard))
            except ModelError as error:
                spent.add(error)
                if error.fault is Fault.MALFORMED and corrections and self._clock() < deadline:
                    asked, corrections = corrected(question, error), corrections - 1
                    continue
                wait = self._wait(error, tries)
                if wait is None or self._clock() + wait >= deadline:
                    raise spent.error(error) from None
            self._sleep(wait)
            tries += 1

    def _wait(self, error: ModelError, tries: int) -> float | None:
        """Seconds until the next try, None where there is none. Chance keeps many workers from coming back at once."""
        if not error.is_passing or tries >= self._patience.tries:
            return None
        step = self._patience.first_wait * 2.0 ** (tries - 1)
        if error.retry_after is not None:
            return error.retry_after + step * 0.5 * self._chance()
        return step * (0.5 + self._chance())


def corrected(question: Question, error: ModelError) -> Question:
    """``question`` with the answer that could not be used, and what was wrong with it."""
    said = f"That cannot be used: {error}. Answer again with one JSON object that the schema accepts, and nothing else."
    wrote = error.text[:_SHOWN] or "(nothing)"
    return replace(question, messages=(*question.messages, Message("assistant", wrote), Message("user", said)))
