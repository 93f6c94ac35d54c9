"""Which addresses lead to the door."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class Kind(enum.Enum):
    """What is spoken at an address."""

    GITHUB = "github"
    ENVELOPE = "envelope"
    STORE = "store"


@dataclass(frozen=True)
class Route:
    """An address of the door; ``project`` is an id for GitHub, and a number for SDKs."""

    kind: Kind
    project: str

    @property
    def is_sdk(self) -> bool:
        """Whether browsers of any origin send here."""
        return self.kind is not Kind.GITHUB


_SDK = re.compile(r"/api/([0-9]{1,18})/(envelope|store)/?")
_GITHUB = re.compile(r"(?:/webhook/|/api/v1/projects/)([A-Za-z0-9_]{1,60})(/webhook)?/github/?")


def find_route(path: str) -> Route | None:
    """The route of ``path``; None when it belongs to the rest of the service."""
    match = _SDK.fullmatch(path)
    if match is not None:
        return Route(Kind(match[2]), match[1])
    match = _GITHUB.fullmatch(path)
    if match is not None and bool(match[2]) == path.startswith("/api/"):
        return Route(Kind.GITHUB, match[1])
    return None
