"""What a fix has heard already: a worker that takes over from another does not pay for it again."""

from __future__ import annotations

import json

from django.db.models import Q

from autofix.llm.models import Call
from autofix.llm.states import CallState
from autofix.sdk.model import MICRO, Answer, Fault, ModelError, Usage

# What a model itself said and nobody can use. It leads to another question, which is found only if this comes back.
KEPT = frozenset({Fault.MALFORMED, Fault.TRUNCATED, Fault.REFUSED})


def find_answer(fix_id: str, turn: int, digest: str, ordinal: int = 0) -> Answer | ModelError | None:
    """What the fix heard to this question in round ``turn``, the time number ``ordinal``, whichever model said it.

    An answer that could not be used comes back as the error it was. Call it inside the tenant's scope.
    A model may be asked the same thing twice to hear two answers. An answer whose text was dropped is none.
    """
    heard = Q(state=CallState.ANSWERED) | Q(state=CallState.FAILED, fault__in=[fault.value for fault in KEPT])
    calls = Call.objects.filter(heard, subject=fix_id, round=turn, digest=digest, text_dropped_at=None)
    call = calls.order_by("pk")[ordinal : ordinal + 1].first()
    if call is None:
        return None
    usage = Usage(call.input_tokens, call.output_tokens, call.is_told)
    usd = None if call.micro_usd is None else call.micro_usd / MICRO
    if call.state == CallState.FAILED:
        return ModelError(Fault(call.fault), call.reason, usage=usage, usd=usd, text=call.answer)
    return Answer(call.model, call.answer, json.loads(call.data), usage, call.milliseconds / 1000, usd)
