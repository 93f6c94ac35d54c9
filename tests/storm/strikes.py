"""Striking: what a worker does to itself when its point comes."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

import psycopg
from django.conf import settings

from autofix.core.leases import Lease
from tests.storm.arming import CHILD, GROUP, PARENT, Armoury, Strike
from tests.storm.claims import hold_claims
from tests.storm.lines import KILLED, PAUSED, write_line
from tests.storm.points import AFTER, BEFORE, INSIDE, MOST_KILLS, POISON, POISON_DOSES, Call, Depth


@dataclass(frozen=True)
class Held:
    """The job that this process runs; ``kills`` as the database has it."""

    job: str
    tenant: str
    kind: str
    fence: int
    kills: int


class Striker:
    """Asks at every point whether it is to strike, and strikes."""

    def __init__(self, folder: Path, armoury: Armoury) -> None:
        self.folder = folder
        self._armoury = armoury
        self._held: Held | None = None

    @property
    def held(self) -> Held | None:
        """The job that is being run."""
        return self._held

    def hold(self, lease: Lease) -> None:
        """A job has been taken."""
        self._held = Held(lease.job_id, lease.tenant_id, lease.kind, lease.fence, lease.kills)

    def progressed(self) -> None:
        """A checkpoint that counts has been committed."""
        if self._held is not None:
            self._held = replace(self._held, kills=0)

    def release(self) -> None:
        """The job is over."""
        self._held = None

    def reach(self, point: str) -> None:
        """Strike here, if that is wanted."""
        strike = self._wanted(point)
        if strike is not None and self._armoury.take(point):
            self._kill(point, strike)

    def poison(self, project_id: str) -> None:
        """Strike a fix of a project that is meant to be set aside."""
        if self._held is None or self._held.kind != "fix.run":
            return
        for dose in range(POISON_DOSES):
            point = f"{POISON} {project_id} {dose}"
            if self._armoury.armed(point) is not None and self._armoury.take(point):
                self._kill(POISON, Strike())

    def pause(self, point: str) -> None:
        """Stop here, if that is wanted, until somebody lets us go on."""
        strike = self._wanted(point)
        held = self._held
        if strike is not None and held is not None and self._armoury.take(point):
            write_line(self.folder, PAUSED, point, held.job, held.fence)
            os.kill(os.getpid(), signal.SIGSTOP)

    @contextmanager
    def around(self, call: Call, name: str = "") -> Iterator[None]:
        """Strike before, inside or after an outside call."""
        named = name or call.name
        self.reach(f"{BEFORE} {named}")
        point = f"{INSIDE} {named}"
        strike = self._wanted(point)
        if strike is None:
            yield
        else:
            ways = {Depth.SECONDS: self._after_seconds, Depth.CALLS: self._after_calls}
            with ways[call.depth](point, strike, random.uniform(0.05, 1.0) * (strike.into or call.into)):
                yield
            # It ended before: the next one is struck earlier.
            into = (strike.into or call.into) / 2
            if self._armoury.armed(point):
                self._armoury.arm(point, replace(strike, into=max(into, 2.0 if call.depth is Depth.CALLS else 0.001)))
        self.reach(f"{AFTER} {named}")

    @contextmanager
    def _after_seconds(self, point: str, strike: Strike, seconds: float) -> Iterator[None]:
        is_over = threading.Event()

        def wait() -> None:
            if not is_over.wait(seconds) and self._armoury.take(point):
                self._kill(point, strike)

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    @contextmanager
    def _after_calls(self, point: str, strike: Strike, calls: float) -> Iterator[None]:
        left = int(calls) + 1

        def count(frame: FrameType, event: str, argument: object) -> None:
            nonlocal left
            left -= event in ("call", "c_call")
            if left == 0:
                sys.setprofile(None)
                if self._armoury.take(point):
                    self._kill(point, strike)

        sys.setprofile(count)
        try:
            yield
        finally:
            sys.setprofile(None)

    def _wanted(self, point: str) -> Strike | None:
        held = self._held
        if held is None:
            return None
        strike = self._armoury.armed(point)
        return strike if held.kills <= MOST_KILLS else None

    def _kill(self, point: str, strike: Strike) -> None:
        held, parent = self._held, os.getppid()
        how = strike.how
        if how in (PARENT, GROUP):
            # Held until we are dead, so that no sibling takes a job between the look and the kill.
            is_alone = hold_claims(self.folder) is not None
            how = how if is_alone and self._may_kill_others(parent) else CHILD
        write_line(self.folder, KILLED, point, held.job if held else "", held.fence if held else 0)
        if how == GROUP:
            os.killpg(os.getpgrp(), signal.SIGKILL)
        if how == PARENT:
            os.kill(parent, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    def _may_kill_others(self, parent: int) -> bool:
        """Whether no job of the worker's other processes would be set aside for it."""
        held = self._held
        children = {int(word) for task in Path(f"/proc/{parent}/task").iterdir() for word in _children(task)}
        try:
            with psycopg.connect(settings.ENVIRONMENT.database_url, connect_timeout=2) as connection:
                connection.execute("SELECT set_config('app.tenant', %s, true)", [held.tenant if held else ""])
                found = connection.execute("SELECT owner, kills FROM core_job WHERE state = 'running'").fetchall()
        except psycopg.Error:
            return False
        mine = [kills for owner, kills in found if int(str(owner).split(":")[1]) in children - {os.getpid()}]
        return all(kills <= MOST_KILLS for kills in mine)


def _children(task: Path) -> list[str]:
    return (task / "children").read_text().split()
