"""Accepting signals in small batches: a sender is answered once its row is committed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable

import psycopg

from autofix.core.errors import ServiceError
from autofix.intake.arrivals import Arrival
from autofix.intake.connection import Connection
from autofix.intake.errors import Busy, Malformed
from autofix.intake.insert import insert_arrivals

log = logging.getLogger("autofix.intake")
QUEUE_ROWS, BATCH_ROWS, BATCH_BYTES = 2_000, 200, 8 * 1024 * 1024
LINGER_SECONDS = 0.002
WRITE_SECONDS = 8.0
_AWAY = "the signal was not stored; send it again in a moment"

Outcome = bool | ServiceError
Waiting = tuple[Arrival, "asyncio.Future[bool]"]


class Writer:
    """One task that inserts whatever has arrived; ``on_stored`` hears the tenants that got something new."""

    def __init__(self, conninfo: str, on_stored: Callable[[Iterable[str]], None]) -> None:
        self._connection = Connection(conninfo)
        self._on_stored = on_stored
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue(QUEUE_ROWS)
        self._task: asyncio.Task[None] | None = None

    async def accept(self, arrival: Arrival) -> bool:
        """Store the signal; false when it was there already. Raises ``Busy`` and ``Malformed``."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        try:
            self._queue.put_nowait((arrival, stored))
        except asyncio.QueueFull:
            raise Busy("more arrives than can be stored; send it again in a moment") from None
        return await stored

    async def close(self) -> None:
        """Store what is waiting, then stop."""
        if self._task is not None:
            await self._queue.join()
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._connection.close()

    async def _run(self) -> None:
        while True:
            batch = [await self._queue.get()]
            await asyncio.sleep(LINGER_SECONDS)
            size = len(batch[0][0].payload)
            while len(batch) < BATCH_ROWS and size < BATCH_BYTES and not self._queue.empty():
                batch.append(self._queue.get_nowait())
                size += len(batch[-1][0].payload)
            await self._settle(batch)
            for _ in batch:
                self._queue.task_done()

    async def _settle(self, batch: list[Waiting]) -> None:
        try:
            outcomes = await self._write([arrival for arrival, _ in batch])
        except Exception:
            # Whatever it was, the senders are told, and the next batch is taken.
            log.exception("a batch of %s signals was not stored", len(batch))
            outcomes = {}
            await self._connection.close()
        for arrival, stored in batch:
            if stored.done():
                continue
            outcome = outcomes.get(arrival.id)
            if outcome is None:
                outcome = Busy(_AWAY)
            if isinstance(outcome, ServiceError):
                stored.set_exception(outcome)
            else:
                stored.set_result(outcome)
        self._on_stored({arrival.tenant_id for arrival, _ in batch if outcomes.get(arrival.id) is True})

    async def _write(self, arrivals: list[Arrival]) -> dict[str, Outcome]:
        """What became of each arrival, by its id."""
        try:
            new = await self._insert(arrivals)
        except psycopg.errors.LockNotAvailable:
            return await self._one_tenant_at_a_time(arrivals)
        except (psycopg.OperationalError, psycopg.InterfaceError, TimeoutError) as error:
            log.warning("%s signals were not stored: %s", len(arrivals), error or type(error).__name__)
            return {arrival.id: Busy(_AWAY) for arrival in arrivals}
        except psycopg.DataError as error:
            return await self._halve(arrivals, Malformed(f"the database cannot hold this: {_first_line(error)}"))
        except psycopg.Error as error:
            log.warning("a signal was refused: %s", _first_line(error))
            return await self._halve(arrivals, Busy(_AWAY))
        return {arrival.id: arrival.id in new for arrival in arrivals}

    async def _one_tenant_at_a_time(self, arrivals: list[Arrival]) -> dict[str, Outcome]:
        """Store the signals of all but the tenant that somebody has locked."""
        tenants = {arrival.tenant_id for arrival in arrivals}
        if len(tenants) == 1:
            return {arrival.id: Busy(_AWAY) for arrival in arrivals}
        outcomes: dict[str, Outcome] = {}
        for tenant_id in tenants:
            outcomes |= await self._write([arrival for arrival in arrivals if arrival.tenant_id == tenant_id])
        return outcomes

    async def _halve(self, arrivals: list[Arrival], refusal: ServiceError) -> dict[str, Outcome]:
        """Store all but the rows that made the batch fail."""
        if len(arrivals) == 1:
            return {arrivals[0].id: refusal}
        middle = len(arrivals) // 2
        return {**await self._write(arrivals[:middle]), **await self._write(arrivals[middle:])}

    async def _insert(self, arrivals: list[Arrival]) -> frozenset[str]:
        for is_last in (False, True):
            try:
                async with asyncio.timeout(WRITE_SECONDS):
                    return await insert_arrivals(self._connection, arrivals)
            except psycopg.errors.LockNotAvailable:
                raise
            except (psycopg.OperationalError, psycopg.InterfaceError, TimeoutError):
                # A commit whose answer was lost is safe to repeat: the rows are found to be there.
                await self._connection.close()
                if is_last:
                    raise
        raise AssertionError("the second try answers or raises")


def _first_line(error: psycopg.Error) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
