"""What the API tells of a call: its figures in lists, and its text by itself. Everything is stored redacted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet

from autofix.llm.models import Call
from autofix.sdk.model import MICRO

_LISTED = (
    "round", "purpose", "family", "model", "persona_version", "state", "fault", "reason", "input_tokens",
    "output_tokens", "is_told", "micro_usd", "milliseconds", "created_at", "ended_at", "text_dropped_at",
)  # fmt: skip


def listed(calls: QuerySet[Call]) -> QuerySet[Call, dict[str, Any]]:
    """``calls`` as a list shows them, without the text."""
    rows: QuerySet[Call, dict[str, Any]] = calls.values(
        *_LISTED, call_id=F("pk"), fix_id=F("subject"), endpoint_id=F("endpoint"), persona_id=F("persona")
    )
    return rows


def with_usd(row: Mapping[str, Any]) -> dict[str, Any]:
    """A listed call with its cost for people; null where its price is not known."""
    micro = row["micro_usd"]
    return {**row, "usd": None if micro is None else micro / MICRO}


def call_as_json(call: Call) -> dict[str, Any]:
    """A call with what was asked and what was answered; both are empty once the text was dropped."""
    (row,) = listed(Call.objects.filter(pk=call.pk))
    return {**with_usd(row), "messages": call.messages, "answer": call.answer}
