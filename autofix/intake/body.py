"""Reading a body whole: bounded in size and time, whatever framing it came in."""

from __future__ import annotations

import asyncio

from autofix.core.errors import TooLarge
from autofix.intake.answers import Receive
from autofix.intake.errors import Disconnected, TooSlow
from autofix.intake.memory import Hold

READ_SECONDS = 30.0


async def read_body(receive: Receive, hold: Hold, *, limit: int, declared: bytes) -> bytes:
    """The body; raises ``TooLarge``, ``TooSlow``, ``Busy`` and ``Disconnected``.

    ``declared`` is the value of ``Content-Length``, empty for a chunked body. The server has checked
    that it is a number, and that as many bytes arrive.
    """
    if declared and int(declared) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await _read(receive, hold, limit)
    except TimeoutError:
        raise TooSlow(f"the body was not whole after {READ_SECONDS:.0f} s") from None


async def _read(receive: Receive, hold: Hold, limit: int) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Disconnected
        part: bytes = message.get("body", b"")
        hold.add(len(part))
        if hold.size > limit:
            raise _too_large(limit)
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"the body is larger than {limit} bytes, the most that is taken here", details={"limit": limit})
