"""Owning a job for a while.

A claim raises the job's fence and sets a short lease; a heartbeat renews it, for ten minutes
without a checkpoint at most, or for as long as the job's next step may take. Every write happens in
``Lease.write``, which locks the job's row and compares the fence, so a worker that was paused past
its lease cannot write over the one that took its place.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models.functions import Now

from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope

log = logging.getLogger("autofix.leases")
LONGEST = timedelta(minutes=10)


class LeaseLost(Exception):
    """The job belongs to another worker by now; nothing was written."""


@dataclass
class Lease:
    """One worker's hold on one job; ``longest`` is how long it is renewed without a checkpoint."""

    job_id: str
    tenant_id: str
    kind: str
    subject: str
    fence: int
    attempts: int
    kills: int
    correlation: str
    lost: threading.Event = field(default_factory=threading.Event)
    longest: timedelta = LONGEST

    @contextlib.contextmanager
    def write(self) -> Iterator[None]:
        """One transaction of the tenant in which the job is still ours; raises ``LeaseLost``."""
        with tenant_scope(self.tenant_id):
            mine = Job.objects.select_for_update().filter(pk=self.job_id, fence=self.fence, state=Job.State.RUNNING)
            if not mine.exists():
                self.lost.set()
                raise LeaseLost(f"{self.job_id} is no longer held with fence {self.fence}")
            yield

    @contextlib.contextmanager
    def read(self) -> Iterator[None]:
        """One transaction of the tenant, for reading."""
        with tenant_scope(self.tenant_id):
            yield

    def check(self) -> None:
        """Raises ``LeaseLost`` when the heartbeat found the job taken; for long work in between writes."""
        if self.lost.is_set():
            raise LeaseLost(f"{self.job_id} was taken over")

    def made_progress(self) -> None:
        """Count ``longest``, and the workers that died over the job, from here; call it inside ``write``."""
        Job.objects.filter(pk=self.job_id).update(kills=0, claimed_at=Now())
        self.kills = 0

    def finish(self) -> None:
        """The job is done; call it inside the last ``write``."""
        Job.objects.filter(pk=self.job_id).update(state=Job.State.DONE, finished_at=Now(), lease_until=None, error="")


def claim(job_id: str) -> Lease | None:
    """Take a job that is due, or whose worker stopped renewing it; None when somebody has it or others wait first."""
    owner = f"{socket.gethostname()}:{os.getpid()}:{threading.get_native_id()}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT job_id, tenant_id, kind, subject, fence, attempts, kills, correlation FROM claim_job(%s, %s, %s)",
            [job_id, owner, settings.LEASE_SECONDS],
        )
        row = cursor.fetchone()
    return Lease(*row) if row else None


@contextlib.contextmanager
def kept(lease: Lease) -> Iterator[None]:
    """Renew the lease in the background while the work goes on."""
    ended = threading.Event()
    thread = threading.Thread(target=_renew, args=(lease, ended), name=f"heartbeat {lease.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renew(lease: Lease, ended: threading.Event) -> None:
    try:
        while not ended.wait(settings.LEASE_SECONDS / 3):
            try:
                with tenant_scope(lease.tenant_id):
                    renewed = Job.objects.filter(
                        pk=lease.job_id,
                        fence=lease.fence,
                        state=Job.State.RUNNING,
                        claimed_at__gt=Now() - lease.longest,
                    ).update(lease_until=Now() + timedelta(seconds=settings.LEASE_SECONDS))
            except (DatabaseError, InterfaceError) as error:
                # The database may be back before the lease ends; if not, the fence decides.
                log.warning("the lease of %s was not renewed: %s", lease.job_id, error)
                connection.close()
                continue
            if not renewed:
                lease.lost.set()
                return
    finally:
        connection.close()
