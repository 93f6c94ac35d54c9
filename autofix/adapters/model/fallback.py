"""A second model, for where the first one ends for good."""

from __future__ import annotations

from autofix.adapters.model.spent import Spent
from autofix.sdk.model import PASSING, Answer, Fault, Listener, Model, ModelError, Question

# No question of the same repair would fare better.
_OUT = PASSING | {Fault.FORBIDDEN, Fault.UNKNOWN_MODEL}


class Fallback:
    """``first``, and ``second`` where it gives no answer.

    A spent budget ends the question: a ceiling is no fault of a model, and another one must not be the way around it.
    A refusal does not: what is asked about is quoted logs and code, which a filter easily takes for something else,
    whoever configured the second model chose it for that, and its answer passes the same gates.

    An endpoint that is away or does not take the key is left alone from then on, so that each further question of a
    repair does not wait for it again: make one of these for each repair.
    """

    def __init__(self, first: Model, second: Model) -> None:
        self._first, self._second, self._is_first_out = first, second, False

    @property
    def name(self) -> str:
        """The first model's; an answer names the one that gave it."""
        return self._first.name

    def ask(self, question: Question, heard: Listener | None = None) -> Answer:
        """One answer; raises ``ModelError``: the second model's, which says how the first one ended."""
        if self._is_first_out:
            return self._second.ask(question, heard)
        spent = Spent()
        try:
            return self._first.ask(question, heard)
        except ModelError as error:
            if error.fault is Fault.BUDGET:
                raise
            self._is_first_out = error.fault in _OUT
            spent.add(error)
            before = str(error)
        try:
            return spent.answer(self._second.ask(question, heard))
        except ModelError as error:
            spent.add(error)
            raise spent.error(error, f"{error}; before it, {before}") from None
