"""What the door says back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

import orjson

from autofix.core.errors import ServiceError, failure
from autofix.intake.errors import RETRY_AFTER_SECONDS

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Answer:
    """A whole answer; the body is JSON, or empty."""

    status: int
    body: bytes = b""
    headers: Headers = ()


def answer_json(status: int, content: Mapping[str, object], headers: Headers = ()) -> Answer:
    """An answer that carries ``content``."""
    return Answer(status, orjson.dumps(content), headers)


def answer_refusal(error: ServiceError, allowed: bytes) -> Answer:
    """The refusal in the service's envelope, with what the status asks for beside it."""
    headers: Headers = ()
    if error.status == 405:
        headers = ((b"allow", allowed),)
    elif error.status == 503:
        headers = ((b"retry-after", str(RETRY_AFTER_SECONDS).encode()),)
    return answer_json(error.status, failure(error.refusal), headers)


async def send_answer(send: Send, answer: Answer, extra: Headers) -> None:
    """Send the answer whole, with the ``extra`` headers."""
    headers = [*answer.headers, *extra, (b"content-length", str(len(answer.body)).encode())]
    if answer.body:
        headers.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
