"""Why an origin is not let in, and what would let it in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from autofix.sdk import Candidate, Location, Node, Verdict


@dataclass(frozen=True)
class Cause:
    """A cause with its place; ``reason`` goes with every verdict but ``code_fix``."""

    code: str
    sentence: str
    place: Location
    candidates: tuple[Candidate, ...] = ()
    verdict: Verdict = Verdict.CODE_FIX
    reason: str = ""


def recommend(code: str, sentence: str, place: Location, reason: str) -> Cause:
    """A cause that a person has to see to."""
    return Cause(code, sentence, place, verdict=Verdict.ACTION_RECOMMENDED, reason=reason)


def leave_alone(sentence: str, place: Location, reason: str) -> Cause:
    """The code is right as it stands."""
    return Cause("allowed", sentence, place, verdict=Verdict.NOT_CODE, reason=reason)


def place_of(file: str, node: Node) -> Location:
    """Where a node stands."""
    return Location(file, node.range().start.line + 1)


def is_near_miss(value: str, origin: str) -> bool:
    """Whether ``value`` was meant to be ``origin`` but can never match it: a slash, a path, a blank, a missing scheme."""
    if value == origin:
        return False
    bare = value.strip().rstrip("/").lower()
    if "://" not in bare:
        return bare == urlsplit(origin).netloc
    try:
        parts = urlsplit(bare)
        port = parts.port
    except ValueError:
        return False
    is_default = port == {"http": 80, "https": 443}.get(parts.scheme)
    host = f"{parts.hostname}:{port}" if port and not is_default else (parts.hostname or "")
    return f"{parts.scheme}://{host}" == origin
