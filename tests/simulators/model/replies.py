"""What the endpoint is asked, and what it may do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """One request as it came; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> dict:
        """The JSON object that was sent."""
        return json.loads(self.raw)

    @property
    def text(self) -> str:
        """All that the model reads, its messages one after the other."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def schema(self) -> dict:
        """The schema of the answer, from ``response_format`` or from the text itself; empty where there is none."""
        told = self.body.get("response_format") or {}
        if told.get("type") == "json_schema":
            return told["json_schema"]["schema"]
        return next((found for found in objects_in(self.text) if "properties" in found and "type" in found), {})

    @property
    def purpose(self) -> str:
        """The step that asks: the schema's name, or what the idempotency key starts with."""
        told = self.body.get("response_format") or {}
        if told.get("type") == "json_schema":
            return told["json_schema"]["name"]
        return self.headers.get("idempotency-key", "").split("-")[0]


@dataclass(frozen=True)
class Says:
    """An answer. ``text`` is written as it is, else ``data`` as JSON.

    ``usage`` are the tokens to tell (None tells none; ``()`` counts them). ``is_streamed`` None does as asked.
    Every event is sent ``times`` times. ``lingers`` is waited between two pieces of ``piece`` characters, in seconds.
    """

    data: object = None
    text: str | None = None
    finish: str = "stop"
    refusal: str | None = None
    reasoning: str = ""
    usage: tuple[object, ...] | None = ()
    piece: int = 40
    times: int = 1
    lingers: float = 0.0
    is_streamed: bool | None = None
    is_packed: bool = False

    @property
    def content(self) -> str:
        """What the model writes."""
        return json.dumps(self.data) if self.text is None else self.text


@dataclass(frozen=True)
class Declines:
    """An HTTP status that is no success, or a body that is no answer."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True)
class Breaks:
    """An exchange that goes wrong below HTTP's statuses.

    ``how``: ``reset`` and ``close`` before any byte, ``slow`` is silent for ``seconds`` first, ``stall`` in
    mid-stream; ``cut`` hangs up in mid-stream, ``half`` ends it there in good order; ``endless`` streams for ever,
    ``huge`` sends one JSON text for ever; ``garbled`` sends events that are no JSON, ``error`` an error in mid-stream.
    ``bomb`` is a few bytes that unpack to a gigabyte, ``noise`` is no HTTP, ``short`` ends before the length it told.
    """

    how: str
    seconds: float = 0.0


Reply = Says | Declines | Breaks


def refusal_of_api(
    status: int, message: str, *, code: str | None = None, param: str | None = None, **headers: str
) -> Declines:
    """An error in OpenAI's form."""
    kinds = {401: "authentication_error", 429: "rate_limit_error"}
    kind = kinds.get(status, "invalid_request_error" if status < 500 else "server_error")
    body = json.dumps({"error": {"message": message, "type": kind, "param": param, "code": code}})
    return Declines(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def rate_limited(retry_after: float | str | None = None, code: str = "rate_limit_exceeded") -> Declines:
    """429, with ``Retry-After`` in seconds or as a date."""
    headers = {} if retry_after is None else {"Retry_After": str(retry_after)}
    return refusal_of_api(429, "Rate limit reached for requests", code=code, **headers)


def overloaded(status: int = 503) -> Declines:
    """A server that fails or has too much to do."""
    return refusal_of_api(status, "The server had an error while processing your request")


def forbidden(status: int = 401, shown_key: str = "") -> Declines:
    """A key that is not taken; OpenAI shows a part of it, others all of it."""
    return refusal_of_api(status, f"Incorrect API key provided: {shown_key}.", code="invalid_api_key")


def unknown_model(name: str) -> Declines:
    """A model that does not exist there."""
    message = f"The model `{name}` does not exist or you do not have access to it."
    return refusal_of_api(404, message, code="model_not_found")


def unknown_parameter(name: str, instead: str = "") -> Declines:
    """A parameter that the endpoint or its model does not take."""
    hint = f" Use '{instead}' instead." if instead else ""
    message = f"Unsupported parameter: '{name}' is not supported with this model.{hint}"
    return refusal_of_api(400, message, code="unsupported_parameter", param=name)


def too_long() -> Declines:
    """More than the model can read."""
    message = "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens."
    return refusal_of_api(400, message, code="context_length_exceeded", param="messages")


def error_page(status: int = 502) -> Declines:
    """What a gateway shows in place of the endpoint."""
    return Declines(status, "<html><body><h1>Bad gateway</h1></body></html>", content_type="text/html")


def objects_in(text: str) -> list[dict]:
    """Every JSON object that is written out in ``text``, outermost ones alone."""
    found, at, reader = [], 0, json.JSONDecoder()
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = reader.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
        else:
            found.append(value)
    return [value for value in found if isinstance(value, dict)]
