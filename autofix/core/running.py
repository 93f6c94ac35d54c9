"""Running one job: claim, work, and what a failure leads to."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from autofix.core.correlation import correlated
from autofix.core.jobs import LADDER, MAX_KILLS, JobKind, Postponed, kind_of
from autofix.core.leases import Lease, LeaseLost, claim, kept
from autofix.core.models import Job
from autofix.core.nudges import nudge_job, room

log = logging.getLogger("autofix.jobs")
MAX_ERROR = 2_000
# How often, and at what distance, a failure is written down anew while the database is away.
WRITE_TRIES, WRITE_PAUSE = 8, 1.0


def run_job(job_id: str) -> bool:
    """Run the job if it is due and nobody has it; true when this call ran it."""
    lease = claim(job_id)
    if lease is None:
        return False
    with correlated(lease.correlation):
        kind = kind_of(lease.kind)
        if lease.kills >= MAX_KILLS:
            reason = f"it ended {lease.kills} workers at the same step and is set aside; look at it, then replay it"
            _give_up(lease, kind, reason)
            return True
        started = time.monotonic()
        log.info("%s %s begins (fence %s)", lease.kind, lease.subject, lease.fence)
        try:
            with kept(lease):
                kind.run(lease)
        except LeaseLost as error:
            log.warning("%s %s stops: %s", lease.kind, lease.subject, error)
        except Postponed as error:
            log.info("%s %s waits %s: %s", lease.kind, lease.subject, error.delay, error)
            _write_down(lease, kind, error)
        except Exception as error:
            # Whatever went wrong, the job goes up the ladder: nothing is lost for not being foreseen.
            log.warning("%s %s failed: %s", lease.kind, lease.subject, error, exc_info=not hasattr(error, "permanent"))
            _write_down(lease, kind, error)
        else:
            log.info("%s %s ended after %.1f s", lease.kind, lease.subject, time.monotonic() - started)
    return True


def _write_down(lease: Lease, kind: JobKind, error: Exception) -> None:
    """Record the failure, patiently: the database itself may be what failed.

    A database that is away is no attempt of the job. A statement that it refuses is one, for it would be refused
    for ever.
    """
    # What our own errors say is meant for people; of any other the kind tells most.
    reason = (str(error) if hasattr(error, "permanent") else f"{type(error).__name__}: {error}")[:MAX_ERROR]
    is_away = isinstance(error, OperationalError | InterfaceError)
    for tried in range(WRITE_TRIES):
        try:
            if isinstance(error, Postponed):
                _send_back(lease, kind, str(error), error.delay, is_attempt=False)
            elif is_away:
                connection.close()
                _send_back(lease, kind, reason, LADDER[0], is_attempt=False)
            elif getattr(error, "permanent", False) or lease.attempts >= len(LADDER):
                _give_up(lease, kind, reason)
            else:
                _send_back(lease, kind, reason, LADDER[lease.attempts], is_attempt=True)
        except LeaseLost:
            return
        except (DatabaseError, InterfaceError) as away:
            log.warning("the failure of %s is not written yet: %s", lease.job_id, away)
            connection.close()
            time.sleep(WRITE_PAUSE * (tried > 0))
        else:
            return
    # Nobody renews the lease any more: the sweeper finds the job when the database is back.


def _send_back(lease: Lease, kind: JobKind, reason: str, delay: timedelta, *, is_attempt: bool) -> None:
    with lease.write():
        _tell(kind.on_delay, lease, reason)
        Job.objects.filter(pk=lease.job_id).update(
            state=Job.State.PENDING,
            attempts=F("attempts") + int(is_attempt),
            due_at=Now() + delay,
            lease_until=None,
            nudged_at=None,
            error=reason,
        )


def _give_up(lease: Lease, kind: JobKind, reason: str) -> None:
    with lease.write():
        _tell(kind.on_dead, lease, reason)
        Job.objects.filter(pk=lease.job_id).update(
            state=Job.State.DEAD, finished_at=Now(), lease_until=None, error=reason
        )


def _tell(hook: Callable[[Lease, str], None], lease: Lease, reason: str) -> None:
    """Call a kind's hook. One that fails must not keep the job from ending: it would come back for ever."""
    try:
        with transaction.atomic():
            hook(lease, reason)
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("%s %s: what depends on the job was not told", lease.kind, lease.subject)


def sweep(limit: int = 200) -> int:
    """Nudge what is due and what lost its worker, as much as the workers' queue takes; answers how many."""
    limit = min(limit, room())
    if not limit:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT due_jobs(%s)", [limit])
        due = [row[0] for row in cursor.fetchall()]
    for job_id in due:
        nudge_job(job_id)
    return len(due)
