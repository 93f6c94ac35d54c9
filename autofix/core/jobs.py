"""Jobs: making them, and knowing how each kind is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from autofix.core.correlation import current_correlation
from autofix.core.errors import Conflict
from autofix.core.ids import new_id
from autofix.core.leases import Lease
from autofix.core.models import Job
from autofix.core.nudges import nudge_job

# After the third delay a job is dead, to be looked at and replayed by a person.
LADDER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5))
MAX_KILLS = 3


class Postponed(Exception):
    """The job cannot begin now, which is nobody's failure: it is due again after ``delay``."""

    def __init__(self, reason: str, delay: timedelta) -> None:
        super().__init__(reason)
        self.delay = delay


def _nothing(lease: Lease, reason: str) -> None:
    return


def _as_it_stands(job: Job) -> None:
    return


@dataclass(frozen=True)
class JobKind:
    """How jobs of one kind are done.

    ``run`` does the work and calls ``lease.finish()`` inside its last ``lease.write()``.
    ``on_delay`` and ``on_dead`` run inside the transaction that sends the job back or gives it up,
    ``on_replay`` in the one that revives it: it takes back what ``on_dead`` did, or raises ``Conflict``.
    """

    name: str
    run: Callable[[Lease], None]
    on_delay: Callable[[Lease, str], None] = _nothing
    on_dead: Callable[[Lease, str], None] = _nothing
    on_replay: Callable[[Job], None] = _as_it_stands


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Make ``kind`` known to the workers."""
    if kind.name in _kinds:
        raise RuntimeError(f"two kinds of job are called {kind.name}")
    _kinds[kind.name] = kind


def kind_of(name: str) -> JobKind:
    """The kind called ``name``; where no code here knows it, one whose jobs wait for a worker that does."""
    return _kinds.get(name) or JobKind(name, _wait_for_another_worker)


def _wait_for_another_worker(lease: Lease) -> None:
    raise Postponed(
        f"this worker knows no job of the kind {lease.kind!r}; it may be older than who made the job", LADDER[0]
    )


def enqueue(
    kind: str, subject: str, *, tenant_id: str, key: str = "", priority: int = 5, after: timedelta | None = None
) -> bool:
    """Make a job, once for each ``key`` (by default the subject); false when it is there already.

    The key is looked for in the jobs of the tenant and the kind. The job exists when the
    surrounding transaction commits, and a worker is nudged then.
    """
    if kind not in _kinds:
        raise LookupError(f"no kind of job is called {kind!r}")
    job = Job(
        id=new_id("job"),
        tenant_id=tenant_id,
        kind=kind,
        key=key or subject,
        subject=subject,
        priority=priority,
        correlation=current_correlation(),
        **({"due_at": Now() + after} if after else {}),
    )
    made = Job.objects.bulk_create([job], ignore_conflicts=True)
    is_new = Job.objects.filter(pk=made[0].pk).exists()
    if is_new and not after:
        transaction.on_commit(lambda: nudge_job(job.id))
    return is_new


def replay_job(job: Job) -> None:
    """Give a dead job a new life, with all its attempts; raises ``Conflict`` when it is not dead or cannot go on."""
    revived = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(
        state=Job.State.PENDING,
        attempts=0,
        kills=0,
        due_at=Now(),
        nudged_at=None,
        finished_at=None,
        fence=F("fence") + 1,
    )
    if not revived:
        raise Conflict(f"{job.id} is {job.state}; only a dead job can be replayed")
    kind_of(job.kind).on_replay(job)
    transaction.on_commit(lambda: nudge_job(job.pk))
