"""Where a model is asked, with which key, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autofix.adapters.http.addresses import Endpoint
from autofix.adapters.http.connections import Bounds
from autofix.sdk.model import Prices

OPENAI = "https://api.openai.com/v1"
# Many servers of one's own ask for no key, and the client wants one.
NO_KEY = "none"


@dataclass(frozen=True)
class ModelServer:
    """One model of one endpoint.

    ``base_url`` is what comes before ``/chat/completions``. ``allowed`` are hosts that may have a private address or
    speak plain HTTP. Without ``prices`` a call's cost in money is not known. ``bounds`` hold for one question.
    ``headers`` are sent along.
    """

    base_url: str
    model: str
    key: str = field(default=NO_KEY, repr=False)
    prices: Prices | None = None
    allowed: frozenset[Endpoint] = frozenset()
    bounds: Bounds = field(default_factory=Bounds)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
