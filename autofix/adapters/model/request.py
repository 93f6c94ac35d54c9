"""The body of a request, from a question and what the endpoint takes."""

from __future__ import annotations

import hashlib
import json
import re

from autofix.adapters.model.dialect import Dialect
from autofix.sdk.model import Message, Question

# Together with the schema it has to stay below what ``upper_bound`` adds for it.
_SCHEMA_IN_WORDS = (
    "Answer with one JSON object and nothing else: no prose before or after it, no code fence. "
    "This JSON Schema has to accept it, every property is required and no other is allowed:"
)


def request_body(question: Question, model: str, dialect: Dialect) -> dict[str, object]:
    """What is posted to ``/chat/completions``."""
    messages = question.messages
    body: dict[str, object] = {"model": model}
    if dialect.answers == "json_schema":
        schema = {"name": _name(question.purpose), "strict": True, "schema": dict(question.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    else:
        messages = _with_schema(question)
        if dialect.answers == "json_object":
            body["response_format"] = {"type": "json_object"}
    body["messages"] = [{"role": message.role, "content": _sendable(message.content)} for message in messages]
    body[dialect.limit] = question.max_tokens
    if dialect.has_temperature:
        body["temperature"] = question.temperature
    if dialect.has_stream:
        body["stream"] = True
        if dialect.has_usage:
            body["stream_options"] = {"include_usage": True}
    return body


def idempotency_key(question: Question, body: dict[str, object]) -> str:
    """The same for the same request sent again, and for no other."""
    return f"{_name(question.purpose)}-{hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()}"


def _with_schema(question: Question) -> tuple[Message, ...]:
    """The messages, with the schema said at the end of what the system says."""
    said = f"{_SCHEMA_IN_WORDS}\n{json.dumps(dict(question.schema))}"
    first, *rest = question.messages
    if first.role == "system":
        return (Message("system", f"{first.content}\n\n{said}"), *rest)
    return (Message("system", said), *question.messages)


def _sendable(text: str) -> str:
    """``text`` as UTF-8 holds it: a report in JSON may have half of a surrogate pair in it."""
    return text.encode(errors="replace").decode()


def _name(purpose: str) -> str:
    """``purpose`` as the API takes the name of a schema."""
    return re.sub(r"[^A-Za-z0-9_]", "_", purpose)[:64] or "answer"
