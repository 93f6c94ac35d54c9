"""A model for the demonstration: an OpenAI-compatible endpoint on loopback that answers as it is told.

It shows what AutoFix does with an answer, not what a model can do; a real endpoint is asked in the same way.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NAME = "scripted"
# A rough count, as a text of English has them.
CHARACTERS_A_TOKEN = 4
Answers = Mapping[str, Sequence[object]]


class ScriptedModel:
    """Answers each purpose (``cause``, ``solution``, ``edits``) with the next of its ``answers``, the last for good."""

    def __init__(self, answers: Answers) -> None:
        self._left = {purpose: list(said) for purpose, said in answers.items()}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.host = f"127.0.0.1:{self._server.server_port}"

    @contextlib.contextmanager
    def running(self) -> Iterator[ScriptedModel]:
        """Serve for as long as the block lasts."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def answer(self, asked: Mapping[str, Any]) -> dict[str, object]:
        """The completion for a request; raises ``KeyError`` for a purpose that the script does not know."""
        left = self._left[asked["response_format"]["json_schema"]["name"]]
        said = json.dumps(left.pop(0) if len(left) > 1 else left[0])
        return {
            "object": "chat.completion",
            "model": NAME,
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}],
            "usage": {
                "prompt_tokens": len(json.dumps(asked["messages"])) // CHARACTERS_A_TOKEN,
                "completion_tokens": len(said) // CHARACTERS_A_TOKEN,
            },
        }


def _handler(model: ScriptedModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = json.dumps(model.answer(asked)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """The service's own ledger has every call."""

    return Handler
