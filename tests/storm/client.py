"""Asking the service like anybody, again and again while it is away."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autofix.demo.service import Api, DemoError
from tests.storm.service import StormError

PAUSE_SECONDS = 0.4
_AWAY = ("answered 5", "urlopen error", "timed out", "Connection", "Remote end closed", "IncompleteRead")


@dataclass
class Client:
    """The API with one token; ``is_over`` ends all waiting."""

    address: str
    token: str
    is_over: Callable[[], bool]
    wait_seconds: float = 600.0

    def get(self, path: str) -> Any:
        """What ``path`` holds, asked until it answers."""
        return self.until(lambda: self._once("GET", path, None), f"GET {path}")

    def post(self, path: str, body: Mapping[str, object], is_done: Callable[[], Any]) -> Any:
        """Ask for something once: before each try, ``is_done`` tells whether an earlier one has arrived.

        Answers what either of the two said.
        """
        return self.until(lambda: is_done() or self._once("POST", path, body), f"POST {path}")

    def until(self, look: Callable[[], Any], what: str) -> Any:
        """What ``look`` answers, as soon as it is something; raises ``StormError`` after ``wait_seconds``."""
        until = time.monotonic() + self.wait_seconds
        while time.monotonic() < until:
            if self.is_over():
                raise StormError(f"the storm ended while it waited for {what}")
            if found := look():
                return found
            time.sleep(PAUSE_SECONDS)
        raise StormError(f"waited {self.wait_seconds:g} s in vain for {what}")

    def _once(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        try:
            return Api(self.address, self.token).call(method, path, body)
        except DemoError as error:
            if any(word in str(error) for word in _AWAY):
                return None
            raise StormError(str(error)) from None
        except (OSError, ValueError, urllib.error.URLError):
            # The connection broke in the middle of the answer.
            return None


@dataclass
class Sender:
    """Sends events as an SDK does; ``accepted`` are the ids of those that the service answered with 200."""

    dsn: str
    accepted: list[str] = field(default_factory=list)

    def send(self, message: str, *, event_id: str = "") -> bool:
        """Send one event; whether it was answered with 200."""
        parts = urllib.parse.urlsplit(self.dsn)
        event = event_id or uuid.uuid4().hex
        payload = {"event_id": event, "platform": "javascript", "level": "error", "message": message}
        lines = ({"event_id": event}, {"type": "event"}, payload)
        request = urllib.request.Request(
            f"http://{parts.hostname}:{parts.port}/api{parts.path}/envelope/?sentry_key={parts.username}",
            data="\n".join(json.dumps(line) for line in lines).encode(),
            headers={"Content-Type": "application/x-sentry-envelope"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                is_accepted = bool(answer.status == 200)
        except (OSError, ValueError):
            return False
        if is_accepted:
            self.accepted.append(event)
        return is_accepted
