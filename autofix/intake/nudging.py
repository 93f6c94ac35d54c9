"""Waking whoever digests, a few times a second at most, in a thread that nobody waits for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from autofix.core.nudges import DIGEST, send

log = logging.getLogger("autofix.intake")
DIGEST_ALL = "autofix.digest_all"
PAUSE_SECONDS = 0.25
# With more tenants than this at once, one message for all of them costs less.
MANY = 4


class Nudger:
    """Remembers the tenants that have something to digest and sends one message for each."""

    def __init__(self) -> None:
        self._tenants: set[str] = set()
        self._task: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="nudges")

    def nudge(self, tenants: Iterable[str]) -> None:
        """Have the tenants' signals digested soon; answers at once, whatever the broker does."""
        self._tenants.update(tenants)
        if self._tenants and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Send what is waiting, then stop."""
        if self._task is not None:
            await self._task
        self._thread.shutdown(wait=False)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._tenants:
            tenants, self._tenants = self._tenants, set()
            await loop.run_in_executor(self._thread, _send, tenants)
            await asyncio.sleep(PAUSE_SECONDS)


def _send(tenants: set[str]) -> None:
    try:
        if len(tenants) > MANY:
            send(DIGEST_ALL)
        else:
            for tenant_id in tenants:
                send(DIGEST, tenant_id)
    except Exception:
        # The signals are stored; the beat digests them within seconds without a nudge.
        log.exception("digestion was not nudged")
