"""The event that an SDK reports, out of an envelope or a request to the older ``store`` address."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from autofix.core.errors import TooLarge
from autofix.intake.documents import Document, read_document, write_document
from autofix.intake.encodings import decode_body
from autofix.intake.envelope import read_envelope
from autofix.intake.errors import Malformed
from autofix.intake.scrubbing import scrub
from autofix.intake.sdk_key import key_of_dsn

# Sentry's own limits: https://docs.sentry.io/concepts/data-management/size-limits
MAX_BODY = 20 * 1024 * 1024
MAX_DECODED = 100 * 1024 * 1024
MAX_EVENT = 1024 * 1024
EVENT = "event"


@dataclass(frozen=True)
class Reported:
    """What a request brings: at most one event, and how many items of each other type.

    ``event`` is None when there is none. ``id`` is the event's, else the envelope's, and may be empty.
    """

    id: str
    event: bytes | None
    dsn_key: str = ""
    dropped: Mapping[str, int] = field(default_factory=dict)


def read_reported(raw: bytes, encoding: str, limit: int) -> Reported:
    """What an envelope brings; raises ``Malformed``, ``TooLarge`` and ``UnknownEncoding``."""
    envelope = read_envelope(decode_body(raw, encoding, limit))
    events = [item for item in envelope.items if item.type == EVENT]
    dropped = Counter(item.type[:40] for item in envelope.items if item.type != EVENT)
    key = key_of_dsn(envelope.header.get("dsn"))
    named = envelope.header.get("event_id")
    if not events:
        return Reported(_id(named) if named else "", None, key, dropped)
    if len(events) > 1:
        raise Malformed("the envelope holds more than one event; send each in an envelope of its own")
    document = _event(events[0].payload)
    return Reported(_id(named or document.value.get("event_id")), document.stored, key, dropped)


def read_stored(raw: bytes, encoding: str) -> Reported:
    """The event of a request to ``store``, whose body is nothing else."""
    document = _event(decode_body(raw, encoding, MAX_EVENT))
    return Reported(_id(document.value.get("event_id")), document.stored)


def _event(payload: bytes) -> Document:
    if len(payload) > MAX_EVENT:
        raise TooLarge(
            f"the event is {len(payload)} bytes long and {MAX_EVENT} are taken", details={"limit": MAX_EVENT}
        )
    document = read_document(payload, "the event")
    return write_document(document.value, "the event") if scrub(document.value) else document


def _id(given: object) -> str:
    """The id as 32 hexadecimal digits; a new one where the sender made none."""
    if given is None:
        return uuid.uuid4().hex
    try:
        return uuid.UUID(str(given)).hex
    except ValueError:
        raise Malformed(f"{str(given)[:60]!r} is no event id; it is a UUID of 32 hexadecimal digits") from None
