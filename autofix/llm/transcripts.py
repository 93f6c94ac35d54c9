"""How long what models were asked and answered is kept: then the text goes, and the figures stay."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.utils import timezone

from autofix.core.tenancy import tenant_scope
from autofix.llm.models import Call

log = logging.getLogger("autofix.llm")
BATCH_ROWS = 500
# An endpoint's own words may quote the question, so the reason goes too; ``fault`` still says why a call failed.
_WITHOUT_TEXT: dict[str, object] = {"messages": [], "answer": "", "data": "", "reason": ""}


def drop_old_texts() -> int:
    """Drop the text of every call older than ``AUTOFIX_TRANSCRIPT_DAYS``; answers how many calls that were.

    A tenant whose calls cannot be changed now does not hold up the others.
    """
    days = settings.ENVIRONMENT.transcript_days
    if not days:
        return 0
    before, total = timezone.now() - timedelta(days=days), 0
    for tenant_id in _tenants_with_old_calls(before):
        try:
            while done := _drop_batch(tenant_id, before):
                total += done
        except DatabaseError as error:
            log.warning("old transcripts of %s are not dropped yet: %s", tenant_id, error)
    if total:
        log.info("the text of %s calls of models was dropped: they are more than %s days old", total, days)
    return total


def _drop_batch(tenant_id: str, before: datetime) -> int:
    with tenant_scope(tenant_id):
        old = Call.objects.filter(text_dropped_at=None, created_at__lt=before).order_by("pk")
        rows = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH_ROWS])
        return Call.objects.filter(pk__in=rows).update(**_WITHOUT_TEXT, text_dropped_at=Now())


def _tenants_with_old_calls(before: datetime) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenants_with_old_calls(%s)", [before])
        return [str(row[0]) for row in cursor.fetchall()]
