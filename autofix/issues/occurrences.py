"""Bringing an issue up to date with what was seen of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from autofix.core.correlation import correlated
from autofix.core.events import SYSTEM, create, record
from autofix.core.models import Event
from autofix.issues.models import Issue, Signal
from autofix.issues.reports import Report

OPENED, REOPENED, RESOLVED = "issue.opened", "issue.reopened", "issue.resolved"
RETITLED, DATED_BACK = "issue.retitled", "issue.dated_back"


@dataclass(frozen=True)
class Occurrence:
    """One signal and what it says."""

    signal: Signal
    report: Report


def note_occurrences(fingerprint: str, seen: Sequence[Occurrence], *, actor: str = SYSTEM) -> Issue:
    """The issue of ``fingerprint``, made or brought up to date; all of ``seen`` are of one project.

    Call it inside the tenant's scope. Signals that were read before must not be given again.
    """
    ordered = sorted(seen, key=lambda one: (one.report.seen_at, one.signal.id))
    with correlated(ordered[0].signal.correlation):
        issue = _find(fingerprint, ordered[0]) or _open(fingerprint, ordered[0], actor)
    _bring_up_to_date(issue, ordered, actor)
    return issue


def _find(fingerprint: str, one: Occurrence) -> Issue | None:
    found = Issue.objects.select_for_update(no_key=True, of=("self",))
    return found.filter(project_id=one.signal.project_id, fingerprint=fingerprint).first()


def _open(fingerprint: str, one: Occurrence, actor: str) -> Issue:
    report = one.report
    issue = Issue(
        tenant_id=one.signal.tenant_id,
        project_id=one.signal.project_id,
        fingerprint=fingerprint,
        title=report.title,
        level=report.level,
        culprit=report.culprit,
        report=report.text,
        first_seen=report.seen_at,
        last_seen=report.seen_at,
    )
    try:
        with transaction.atomic():
            return create(issue, OPENED, actor=actor, data={"signal": one.signal.id})
    except IntegrityError:
        # Another worker has just opened it: its transaction has ended, and its row is there.
        found = _find(fingerprint, one)
        if found is None:
            raise
        return found


def _bring_up_to_date(issue: Issue, ordered: Sequence[Occurrence], actor: str) -> None:
    first, newest = ordered[0].report, ordered[-1].report
    recurred = next((one for one in reversed(ordered) if one.report.is_recurrence), None)
    if recurred is not None and issue.status == Issue.Status.RESOLVED:
        resolved_at = _resolved_at(issue)
        # A signal that was late, from before the resolution, says nothing new.
        if resolved_at is None or recurred.report.seen_at > resolved_at:
            with correlated(recurred.signal.correlation):
                record(issue, REOPENED, {"status": Issue.Status.OPEN}, actor=actor, data={"signal": recurred.signal.id})
    if first.seen_at < issue.first_seen:
        with correlated(ordered[0].signal.correlation):
            record(issue, DATED_BACK, {"first_seen": first.seen_at}, actor=actor)
    moved: dict[str, object] = {"count": F("count") + len(ordered), "last_seen": Greatest("last_seen", newest.seen_at)}
    if newest.seen_at >= issue.last_seen:
        moved["report"] = newest.text
        if not newest.is_recurrence and newest.title != issue.title:
            with correlated(ordered[-1].signal.correlation):
                record(issue, RETITLED, {"title": newest.title}, actor=actor)
    Issue.objects.filter(pk=issue.pk).update(**moved)
    issue.refresh_from_db(fields=["count", "last_seen", "report"])


def _resolved_at(issue: Issue) -> datetime | None:
    last = Event.objects.filter(subject=issue.pk, name=RESOLVED).order_by("-version").first()
    return last.at if last else None
