"""What an endpoint takes of a request, learnt from its refusals and remembered.

Endpoints call themselves compatible and differ: some know no ``json_schema``, some models want another name for the
limit of tokens or their own temperature. Asking for as much as the best ones take, and for less where a refusal names
the parameter, needs no list of vendors.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

_LESS_FORMAL = {"json_schema": "json_object", "json_object": "text"}
_FORMAT = re.compile(r"response_format|json_schema|json_object|json mode|structured output|grammar")
# The parameter is known then, and its value is the trouble.
_TOO_HIGH = re.compile(r"too (?:large|high|big)|at most|less than|greater than|exceed|maximum|cannot be more")
# More than there are things to learn.
MOST_LESSONS = 7


@dataclass(frozen=True)
class Dialect:
    """``answers`` is ``json_schema``, ``json_object`` or ``text``; ``limit`` the name of the limit of tokens."""

    answers: str = "json_schema"
    limit: str = "max_tokens"
    has_temperature: bool = True
    has_stream: bool = True
    has_usage: bool = True


def learn(dialect: Dialect, param: str, message: str) -> Dialect | None:
    """What to ask in, after a refusal that names ``param`` or says ``message``; None where it teaches nothing."""
    named = (param or message).lower()
    if _FORMAT.search(named):
        less = _LESS_FORMAL.get(dialect.answers)
        return replace(dialect, answers=less) if less else None
    if "stream_options" in named or "include_usage" in named:
        return replace(dialect, has_usage=False) if dialect.has_usage else None
    if "temperature" in named:
        return replace(dialect, has_temperature=False) if dialect.has_temperature else None
    if re.search(r"max_(?:completion_)?tokens", named):
        is_first = dialect.limit == "max_tokens"
        return (
            None
            if _TOO_HIGH.search(message.lower()) or not is_first
            else replace(dialect, limit="max_completion_tokens")
        )
    if re.search(r"\bstream(?:ing)?\b", named):
        return replace(dialect, has_stream=False) if dialect.has_stream else None
    return None


class Dialects:
    """The dialects that endpoints were found to speak, the latest 512 of them; safe across threads."""

    _MOST = 512

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], Dialect] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, base_url: str, model: str) -> Dialect:
        """What to ask ``model`` in."""
        with self._lock:
            return self._known.get((base_url, model), Dialect())

    def keep(self, base_url: str, model: str, dialect: Dialect) -> None:
        """Remember what was taken."""
        with self._lock:
            self._known[(base_url, model)] = dialect
            self._known.move_to_end((base_url, model))
            while len(self._known) > self._MOST:
                self._known.popitem(last=False)


# One for the process: what an endpoint takes is the same whoever asks.
REMEMBERED = Dialects()
