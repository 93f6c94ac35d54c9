"""Digestion: every accepted signal becomes part of an issue, or is put aside with a reason, exactly once.

A batch is one transaction. Who digests at the same time skips the rows of this one, and issues are
taken in the order of their fingerprints, so that two batches never wait for each other in a circle.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Func, IntegerField
from django.db.models.functions import Now

from autofix.core.events import SYSTEM
from autofix.core.tenancy import tenant_scope
from autofix.issues.fingerprint import hash_identity
from autofix.issues.models import Issue, Signal
from autofix.issues.occurrences import Occurrence, note_occurrences
from autofix.issues.reading import read_signal
from autofix.issues.reports import Aside

log = logging.getLogger("autofix.issues")
BATCH_ROWS = 500
# Payloads are read in portions of about this size, as they are stored.
PORTION_BYTES = 1024 * 1024
MAX_NOTE = 300

Key = tuple[str, str]


def digest(tenant_id: str) -> int:
    """Digest everything of the tenant that waits; answers how many signals that were."""
    total = 0
    while done := digest_batch(tenant_id):
        total += done
    return total


def digest_all() -> int:
    """Digest everything that waits, the tenants by turns; one that fails does not hold up the others."""
    total = 0
    waiting = _tenants_with_signals()
    while waiting:
        for tenant_id in tuple(waiting):
            try:
                done = digest_batch(tenant_id)
            except DatabaseError as error:
                log.warning("the signals of %s are not digested yet: %s", tenant_id, error)
                done = 0
            total += done
            if done < BATCH_ROWS:
                waiting.remove(tenant_id)
    return total


def digest_batch(tenant_id: str, limit: int = BATCH_ROWS) -> int:
    """Digest the oldest signals of the tenant that nobody else has; answers how many."""
    with tenant_scope(tenant_id):
        taken = (
            Signal.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(digested_at=None)
            .defer("payload")
            .annotate(size=Func("payload", function="pg_column_size", output_field=IntegerField()))
            .order_by("id")[:limit]
        )
        signals = list(taken)
        digest_signals(signals)
    return len(signals)


def digest_signals(signals: Sequence[Signal], *, actor: str = SYSTEM) -> None:
    """Digest these signals, which the transaction has locked or made, and mark them."""
    found: defaultdict[Key, list[Occurrence]] = defaultdict(list)
    for portion in _portions(signals):
        for signal in portion:
            _read(signal, found)
    for key in sorted(found):
        _take_in(key, found[key], actor)


def _read(signal: Signal, found: defaultdict[Key, list[Occurrence]]) -> None:
    try:
        report = read_signal(signal)
    except Exception as error:
        # It stays stored as it came; what nobody foresaw must not hold up the others.
        log.exception("the signal %s cannot be read", signal.id)
        report = Aside(f"it cannot be read: {type(error).__name__}: {error}")
    if isinstance(report, Aside):
        _mark([signal], note=report.reason)
    else:
        key = (signal.project_id, hash_identity(report.identity))
        found[key].append(Occurrence(signal, report))
    # Only what was made of it is needed from here on.
    signal.payload = None


def _take_in(key: Key, seen: list[Occurrence], actor: str) -> None:
    try:
        with transaction.atomic():
            issue = note_occurrences(key[1], seen, actor=actor)
            _mark([one.signal for one in seen], issue=issue)
    except (OperationalError, InterfaceError):
        # The database is away or asks for another try: the whole batch is taken again.
        raise
    except (DatabaseError, ValueError) as error:
        if len(seen) > 1:
            for one in seen:
                _take_in(key, [one], actor)
            return
        log.exception("the signal %s cannot become part of an issue", seen[0].signal.id)
        _mark([seen[0].signal], note=f"it cannot become part of an issue: {error}")


def _mark(signals: Sequence[Signal], *, issue: Issue | None = None, note: str = "") -> None:
    note = " ".join(note.replace("\0", " ").split())[:MAX_NOTE]
    Signal.objects.filter(pk__in=[signal.pk for signal in signals]).update(digested_at=Now(), issue=issue, note=note)


def _portions(signals: Sequence[Signal]) -> Iterator[list[Signal]]:
    """The signals with their payloads, never many large ones at once."""
    rest = list(signals)
    while rest:
        portion: list[Signal] = []
        size = 0
        while rest and (not portion or size < PORTION_BYTES):
            portion.append(rest.pop(0))
            size += getattr(portion[-1], "size", 0)
        payloads = dict(Signal.objects.filter(pk__in=[one.pk for one in portion]).values_list("pk", "payload"))
        for signal in portion:
            signal.payload = payloads[signal.pk]
        yield portion


def _tenants_with_signals() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenants_with_signals()")
        return [str(row[0]) for row in cursor.fetchall()]
