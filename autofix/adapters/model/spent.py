"""What several calls for one answer cost together."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk.model import Answer, ModelError, Usage


class Spent:
    """Counts calls that failed, so that neither an answer nor an error hides what came before it."""

    def __init__(self) -> None:
        self._usage: Usage | None = None
        self._usd: float | None = 0.0

    def add(self, error: ModelError) -> None:
        """Count a call that failed; one that cost nothing changes nothing."""
        self._usage, self._usd = self._with(error.usage, error.usd)

    def answer(self, answer: Answer) -> Answer:
        """``answer`` with the cost of all."""
        usage, usd = self._with(answer.usage, answer.usd)
        return replace(answer, usage=usage or answer.usage, usd=usd)

    def error(self, error: ModelError, message: str = "") -> ModelError:
        """``error``, which was counted before, with the cost of all."""
        return ModelError(
            error.fault,
            message or str(error),
            usage=self._usage,
            usd=self._usd if self._usage else None,
            retry_after=error.retry_after,
            text=error.text,
        )

    def _with(self, usage: Usage | None, usd: float | None) -> tuple[Usage | None, float | None]:
        if usage is None:
            return self._usage, self._usd
        # A price that is not known makes the sum unknown, never smaller.
        total = None if self._usd is None or usd is None else self._usd + usd
        return (usage if self._usage is None else self._usage + usage), total
