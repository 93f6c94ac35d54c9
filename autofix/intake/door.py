"""The door: from a request to a committed signal and its answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from autofix.core.correlation import correlated
from autofix.core.errors import Forbidden, ServiceError, Unauthorized, success
from autofix.core.ids import new_id
from autofix.intake import cors
from autofix.intake.answers import Answer, Headers, Receive, Scope, Send, answer_json, answer_refusal, send_answer
from autofix.intake.arrivals import GITHUB, SDK, Arrival
from autofix.intake.body import read_body
from autofix.intake.dropped import Dropped
from autofix.intake.errors import Busy, Disconnected, WrongMethod
from autofix.intake.github import MAX_BYTES, read_delivery
from autofix.intake.memory import Memory
from autofix.intake.nudging import Nudger
from autofix.intake.routes import Kind, Route
from autofix.intake.sdk_event import EVENT, MAX_BODY, MAX_DECODED, MAX_EVENT, Reported, read_reported, read_stored
from autofix.intake.sdk_key import key_of_request
from autofix.intake.senders import SdkProject, Senders
from autofix.intake.writer import Writer

log = logging.getLogger("autofix.intake")
# What is longer is read in a thread, so that the other senders do not wait for it.
INLINE_BYTES, INLINE_COMPRESSED_BYTES = 256 * 1024, 16 * 1024
LARGE_AT_ONCE = 2
CORRELATION = b"x-correlation-id"
T = TypeVar("T")


class Door:
    """Takes signals in; one per process, and of one event loop."""

    def __init__(self, conninfo: str) -> None:
        self._senders = Senders(conninfo)
        self._nudger = Nudger()
        self._writer = Writer(conninfo, self._nudger.nudge)
        self._memory = Memory()
        self._dropped = Dropped()
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def answer(self, route: Route, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a sender that has gone away gets none, and nothing of it is stored."""
        headers = dict(scope["headers"])
        with correlated(headers.get(CORRELATION, b"").decode("latin-1")) as correlation:
            try:
                answer = await self._outcome(route, scope, headers, receive, correlation)
            except Disconnected:
                return
            except ServiceError as error:
                answer = answer_refusal(error, b"POST, OPTIONS" if route.is_sdk else b"POST")
            except Exception:
                log.exception("a request to %s failed", scope["path"])
                answer = answer_refusal(Busy("the signal was not stored: the service failed; send it again"), b"")
        extra: Headers = ((CORRELATION, correlation.encode()),)
        await send_answer(send, answer, (*extra, *cors.ANSWER) if route.is_sdk else extra)

    async def close(self) -> None:
        """Store and tell what is waiting, then let go of the database."""
        await self._writer.close()
        await self._nudger.close()
        await self._senders.close()

    async def _outcome(
        self, route: Route, scope: Scope, headers: dict[bytes, bytes], receive: Receive, correlation: str
    ) -> Answer:
        if scope["method"] == "OPTIONS" and route.is_sdk:
            return cors.PREFLIGHT
        if scope["method"] != "POST":
            raise WrongMethod(f"{scope['method']} is not answered here; signals are sent with POST")
        if route.kind is Kind.GITHUB:
            return await self._github(route.project, headers, receive, correlation)
        return await self._sdk(route, scope["query_string"], headers, receive, correlation)

    async def _github(self, project: str, headers: dict[bytes, bytes], receive: Receive, correlation: str) -> Answer:
        with self._memory.hold() as hold:
            raw = await read_body(receive, hold, limit=MAX_BYTES, declared=headers.get(b"content-length", b""))
            webhook = await self._senders.webhook(project)
            delivery = await self._read(len(raw) > INLINE_BYTES, lambda: read_delivery(headers, raw, webhook.secret))
            arrival = Arrival(
                id=new_id("sig"),
                tenant_id=webhook.tenant_id,
                project_id=webhook.project_id,
                source=GITHUB,
                kind=delivery.kind,
                delivery=delivery.id,
                payload=delivery.payload,
                correlation=correlation,
            )
            is_new = await self._writer.accept(arrival)
        return answer_json(202, success({"signal": arrival.id if is_new else None, "duplicate": not is_new}))

    async def _sdk(
        self, route: Route, query: bytes, headers: dict[bytes, bytes], receive: Receive, correlation: str
    ) -> Answer:
        key = key_of_request(headers, query)
        project = await self._project(key, route.project) if key else None
        if project is None and route.kind is Kind.STORE:
            raise _no_key()
        limit = MAX_BODY if project else MAX_EVENT
        encoding = headers.get(b"content-encoding", b"").decode("latin-1")
        with self._memory.hold() as hold:
            raw = await read_body(receive, hold, limit=limit, declared=headers.get(b"content-length", b""))
            is_large = len(raw) > (INLINE_COMPRESSED_BYTES if encoding else INLINE_BYTES)
            if route.kind is Kind.STORE:
                reported = await self._read(is_large, lambda: read_stored(raw, encoding))
            else:
                decoded = MAX_DECODED if project else MAX_EVENT
                reported = await self._read(is_large, lambda: read_reported(raw, encoding, decoded))
            if project is None or reported.dsn_key not in ("", key):
                project = await self._project(reported.dsn_key, route.project)
            self._dropped.count(reported.dropped)
            if reported.event is not None:
                await self._accept_event(project, reported, reported.event, correlation)
        return answer_json(200, {"id": reported.id} if reported.id else {})

    async def _accept_event(self, project: SdkProject, reported: Reported, event: bytes, correlation: str) -> None:
        arrival = Arrival(
            id=new_id("sig"),
            tenant_id=project.tenant_id,
            project_id=project.project_id,
            source=SDK,
            kind=EVENT,
            delivery=reported.id,
            payload=event,
            correlation=correlation,
        )
        await self._writer.accept(arrival)

    async def _project(self, key: str, number: str) -> SdkProject:
        if not key:
            raise _no_key()
        project = await self._senders.key(key)
        if project is None or project.number != int(number):
            raise Forbidden(f"this key may not send to the project {number}; compare the DSN with the project's page")
        return project

    async def _read(self, is_large: bool, read: Callable[[], T]) -> T:
        if not is_large:
            return read()
        async with self._large:
            return await asyncio.to_thread(read)


def _no_key() -> Unauthorized:
    return Unauthorized("the request names no key: an SDK sends the DSN's key in X-Sentry-Auth or as ?sentry_key=")
