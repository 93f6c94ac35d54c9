"""The endpoint itself: what it takes, whom it knows, and how it sends what a script replies."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Collection, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.simulators.model.instances import filled
from tests.simulators.model.replies import (
    Asked,
    Breaks,
    Declines,
    Reply,
    Says,
    forbidden,
    refusal_of_api,
    unknown_model,
    unknown_parameter,
)
from tests.simulators.model.sending import Sending

Script = Reply | Mapping[str, object] | Callable[[Asked], object]

KNOWN = frozenset({
    "model", "messages", "response_format", "max_tokens", "max_completion_tokens", "temperature", "stream",
    "stream_options", "seed", "top_p", "n", "stop", "user",
})  # fmt: skip


class ModelSimulator:
    """Serves from ``__enter__`` to ``__exit__``.

    ``key`` is the one it takes, ``models`` those it has. ``lacks`` are the parameters it declines as an endpoint
    does that never heard of them: those of ``KNOWN``, ``json_schema`` and ``json_object``.
    """

    def __init__(
        self,
        script: Script | None = None,
        *,
        key: str = "simulated-key-of-nobody",
        models: Collection[str] = ("simulated-1", "simulated-2"),
        lacks: Collection[str] = (),
        port: int = 0,
    ) -> None:
        self.key, self.models, self.lacks = key, tuple(models), frozenset(lacks)
        self.script: Script = script if script is not None else (lambda asked: Says(filled(asked.schema)))
        self.asked: list[Asked] = []
        self._next: deque[Script] = deque()
        self._by_purpose: dict[str, deque[Script]] = {}
        self._lock = threading.Lock()
        self.is_ending = threading.Event()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self.port = self._server.server_port
        self.base_url = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> ModelSimulator:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def then(self, *scripts: Script) -> None:
        """The next answers, in this order, before anything else."""
        with self._lock:
            self._next.extend(scripts)

    def on(self, purpose: str, *scripts: Script) -> None:
        """The answers to one purpose, in this order; the last one from then on."""
        with self._lock:
            self._by_purpose[purpose] = deque(scripts)

    @property
    def questions(self) -> list[Asked]:
        """The requests for completions alone."""
        return [asked for asked in self.asked if asked.path.endswith("/chat/completions")]

    def reply_to(self, asked: Asked) -> Reply:
        """What ``asked`` is answered with; the request is kept."""
        with self._lock:
            self.asked.append(asked)
        if declined := self._declined(asked):
            return declined
        with self._lock:
            script = self._scripted(asked)
        said = script(asked) if callable(script) else script
        return said if isinstance(said, Says | Declines | Breaks) else Says(said)

    def _scripted(self, asked: Asked) -> Script:
        if self._next:
            return self._next.popleft()
        if line := self._by_purpose.get(asked.purpose):
            return line.popleft() if len(line) > 1 else line[0]
        return self.script

    def _declined(self, asked: Asked) -> Declines | None:
        if asked.headers.get("authorization") != f"Bearer {self.key}":
            return forbidden(401, "****")
        if (asked.method, asked.path) == ("GET", "/v1/models"):
            listed = [{"id": name, "object": "model", "created": 0, "owned_by": "nobody"} for name in self.models]
            return Declines(200, json.dumps({"object": "list", "data": listed}))
        if (asked.method, asked.path) != ("POST", "/v1/chat/completions"):
            return refusal_of_api(404, f"Invalid URL ({asked.method} {asked.path})")
        try:
            body = asked.body
            messages = [(message["role"], message["content"]) for message in body["messages"]]
        except (ValueError, KeyError, TypeError):
            return refusal_of_api(400, "We could not parse the JSON body of your request.")
        if body.get("model") not in self.models:
            return unknown_model(str(body.get("model")))
        if not messages or any(role not in ("system", "user", "assistant") for role, _ in messages):
            return refusal_of_api(400, "Invalid value: 'messages'.", param="messages")
        return self._unknown(body, messages)

    def _unknown(self, body: Mapping, messages: list[tuple[str, str]]) -> Declines | None:
        for name in body:
            if name not in KNOWN or name in self.lacks:
                other = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}.get(name, "")
                return unknown_parameter(name, other)
        kind = (body.get("response_format") or {}).get("type", "text")
        if kind in self.lacks:
            message = f"Invalid parameter: 'response_format' of type '{kind}' is not supported with this model."
            return refusal_of_api(400, message, param="response_format")
        if kind == "json_object" and not any("json" in text.lower() for _, text in messages):
            message = "'messages' must contain the word 'json' in some form, to use 'response_format' of 'json_object'."
            return refusal_of_api(400, message, param="messages")
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are a part of what is tested."""


def _handler(simulator: ModelSimulator) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, raw)
            Sending(self, asked, simulator.is_ending).send(simulator.reply_to(asked))

        do_GET = do_POST = _take

        def log_message(self, *_: object) -> None:
            """Nothing: the requests are kept."""

    return Handler
