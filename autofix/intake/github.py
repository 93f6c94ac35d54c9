"""Webhooks of GitHub: whose they are, and what they bring.

https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from autofix.core.errors import Unauthorized
from autofix.intake.documents import read_document
from autofix.intake.encodings import decode_body
from autofix.intake.errors import Malformed

# GitHub caps payloads at 25 MB and sends no larger ones.
MAX_BYTES = 25 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"
_KIND = re.compile(r"[a-z][a-z0-9_]{0,59}")
_DELIVERY = re.compile(r"[!-~]{1,120}")


@dataclass(frozen=True)
class Delivery:
    """One event of GitHub; ``id`` is the same whenever GitHub sends it again."""

    id: str
    kind: str
    payload: bytes


def read_delivery(headers: Mapping[bytes, bytes], raw: bytes, secret: bytes) -> Delivery:
    """The delivery in ``raw``; raises ``Unauthorized`` before anything of it is read, then ``Malformed``."""
    expected = "sha256=" + hmac.new(secret, raw, hashlib.sha256).hexdigest()
    given = headers.get(b"x-hub-signature-256", b"")
    if not hmac.compare_digest(expected.encode(), given):
        raise Unauthorized(
            "the signature does not fit: X-Hub-Signature-256 is made with the webhook secret of an existing project"
        )
    kind, delivery = _header(headers, b"x-github-event"), _header(headers, b"x-github-delivery")
    if not _DELIVERY.fullmatch(delivery):
        raise Malformed("X-GitHub-Delivery is missing or no delivery id")
    if not _KIND.fullmatch(kind):
        raise Malformed("X-GitHub-Event is missing or no name of an event")
    body = decode_body(raw, _header(headers, b"content-encoding"), MAX_BYTES)
    if _header(headers, b"content-type").split(";")[0].strip().lower() == FORM:
        body = _form_payload(body)
    return Delivery(delivery, kind, read_document(body, "the payload").stored)


def _form_payload(body: bytes) -> bytes:
    try:
        fields = dict(parse_qsl(body.decode("ascii"), strict_parsing=True, max_num_fields=10, errors="strict"))
    except ValueError as error:
        raise Malformed(f"the form does not parse: {error}") from None
    if "payload" not in fields:
        raise Malformed("the form has no field 'payload'")
    return fields["payload"].encode()


def _header(headers: Mapping[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")
