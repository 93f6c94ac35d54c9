"""Which fault an endpoint's refusal is, and what to do about it."""

from __future__ import annotations

import email.utils
import json
import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from autofix.sdk.model import Fault

_TOO_LONG = re.compile(
    r"context.?(?:length|window|size)|maximum context|too many (?:input )?tokens|prompt is too long|input is too long"
    r"|exceeds? the (?:model|maximum)|max_(?:completion_)?tokens is too|at most \d+ (?:completion|output) tokens",
    re.IGNORECASE,
)
_FILTERED = re.compile(r"content.?(?:filter|policy|management)|safety (?:system|policy)", re.IGNORECASE)
_NO_CREDIT = re.compile(
    r"insufficient.?(?:quota|credit|balance|funds)|billing|exceeded your current quota", re.IGNORECASE
)
_MODEL = re.compile(r"\bmodel\b", re.IGNORECASE)
_SHOWN = 240
_MOST_READ = 20_000
# A piece of the key that is as long as this is a piece too many.
_PIECE_OF_KEY = 6


@dataclass(frozen=True)
class Refusal:
    """An answer with a status that is no success; ``code`` and ``param`` are empty where the endpoint names none."""

    status: int
    message: str
    code: str = ""
    param: str = ""


def read_refusal(status: int, body: str) -> Refusal:
    """The refusal in ``body``: OpenAI's form, one of the forms that other servers have, or the text as it is."""
    body = body[:_MOST_READ]
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return Refusal(status, body)
    inner = read.get("error", read) if isinstance(read, dict) else read
    if not isinstance(inner, dict):
        return Refusal(status, inner if isinstance(inner, str) else body)
    said = next((inner[name] for name in ("message", "detail", "msg") if inner.get(name)), body)
    code, param = inner.get("code") or inner.get("type"), inner.get("param")
    return Refusal(
        status,
        said if isinstance(said, str) else json.dumps(said),
        code if isinstance(code, str) else "",
        param if isinstance(param, str) else "",
    )


def fault_of(refusal: Refusal) -> tuple[Fault, str]:
    """The fault, and what happened in words that end with what to do; the endpoint's own words are not in it."""
    status, said = refusal.status, f"{refusal.code} {refusal.message}"
    if status in (401, 403):
        return Fault.FORBIDDEN, f"the endpoint does not take the key ({status}); check it and what it may use"
    if status == 402 or (status == 429 and _NO_CREDIT.search(said)):
        return Fault.FORBIDDEN, f"the endpoint says that the account has no credit left ({status})"
    if status == 404:
        if refusal.code == "model_not_found" or _MODEL.search(refusal.message):
            return Fault.UNKNOWN_MODEL, "the endpoint does not know this model (404); check its name"
        return Fault.UNKNOWN_MODEL, "nothing is there (404); check the base URL, which often ends with /v1"
    if status == 429:
        return Fault.RATE_LIMITED, "the endpoint limits how often it may be asked (429)"
    if status == 408:
        return Fault.SLOW, "the endpoint gave up waiting (408)"
    if status == 413 or _TOO_LONG.search(said):
        return Fault.TOO_LONG, f"the question is longer than the model takes ({status})"
    if _FILTERED.search(said):
        return Fault.REFUSED, f"the endpoint's content filter refused the question ({status})"
    if status >= 500 or status == 409:
        return Fault.OVERLOADED, f"the endpoint failed or is overloaded ({status})"
    if 300 <= status < 400:
        return Fault.REJECTED, f"the endpoint redirects ({status}), which is not followed; name the address it leads to"
    return Fault.REJECTED, f"the endpoint rejects the request ({status})"


def may_have_worked(status: int) -> bool:
    """Whether the endpoint may have charged for the call all the same: it failed or lost its model in the middle."""
    return status >= 500 and status not in (503, 529)


def words_of(refusal: Refusal, key: str) -> str:
    """The endpoint's own words, in one short line; empty where they may have a piece of the key in them."""
    if refusal.status in (401, 403):
        return ""
    line = "".join(sign if sign.isprintable() else " " for sign in refusal.message)
    line = " ".join(line.split())
    pieces = (key[start : start + _PIECE_OF_KEY] for start in range(max(1, len(key) - _PIECE_OF_KEY + 1)))
    if not line or line.lstrip().startswith("<") or any(piece in line for piece in pieces):
        return ""
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds until the endpoint may be asked again, where it says: a number or a date (RFC 9110, 10.2.3)."""
    for name, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / scale
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    try:
        at = email.utils.parsedate_to_datetime(headers.get("retry-after", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, at - time.time())
