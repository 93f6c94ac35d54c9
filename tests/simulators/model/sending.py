"""Sending a reply: whole or as a stream of events, in good order or broken."""

from __future__ import annotations

import functools
import gzip
import json
import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

from tests.simulators.model.replies import Asked, Breaks, Declines, Reply, Says

CREATED = 1_760_000_000


@functools.cache
def bomb() -> bytes:
    """A gigabyte of blanks, packed."""
    packer = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    # The middle of it is the same block again and again, each of which begins anew after a full flush.
    begun = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return begun + block * 1024


class Sending:
    """One reply to one request."""

    def __init__(self, handler: BaseHTTPRequestHandler, asked: Asked, is_ending: threading.Event) -> None:
        self._handler, self._asked, self._is_ending = handler, asked, is_ending

    def send(self, reply: Reply) -> None:
        """Send ``reply``."""
        if isinstance(reply, Declines):
            self._whole(reply.status, reply.body.encode(), reply.content_type, dict(reply.headers))
        elif isinstance(reply, Says):
            self._answer(reply)
        else:
            self._break(reply)

    def _answer(self, says: Says) -> None:
        is_streamed = self._asked.body.get("stream", False) if says.is_streamed is None else says.is_streamed
        if is_streamed:
            self._stream(self._events(says), says)
            return
        message = {"role": "assistant", "content": says.content, "refusal": says.refusal}
        if says.refusal is not None:
            message["content"] = None
        if says.reasoning:
            message["reasoning_content"] = says.reasoning
        choice = {"index": 0, "message": message, "finish_reason": says.finish, "logprobs": None}
        whole = {**self._frame("chat.completion"), "choices": [choice], **self._usage(says)}
        self._whole(200, json.dumps(whole).encode(), "application/json", {}, is_packed=says.is_packed)

    def _events(self, says: Says) -> Iterator[dict]:
        yield self._delta({"role": "assistant", "content": ""})
        for name, text in (("reasoning_content", says.reasoning), ("refusal", says.refusal or "")):
            for start in range(0, len(text), says.piece):
                yield self._delta({name: text[start : start + says.piece]})
        if says.refusal is None:
            for start in range(0, len(says.content), says.piece):
                yield self._delta({"content": says.content[start : start + says.piece]})
        yield self._delta({}, says.finish)
        wants = (self._asked.body.get("stream_options") or {}).get("include_usage")
        if wants and (usage := self._usage(says)):
            yield {**self._frame("chat.completion.chunk"), "choices": [], **usage}

    def _stream(self, events: Iterator[dict], says: Says) -> None:
        self._head("text/event-stream", {"Content-Encoding": "gzip"} if says.is_packed else {})
        pieces = [f"data: {json.dumps(event)}\n\n".encode() * says.times for event in events]
        pieces.append(b"data: [DONE]\n\n")
        if says.is_packed:
            pieces = [gzip.compress(b"".join(pieces))]
        for piece in pieces:
            self._chunk(piece)
            self._is_ending.wait(says.lingers)
        self._chunk(b"")

    def _break(self, breaks: Breaks) -> None:
        self._handler.close_connection = True
        if breaks.how in ("reset", "close"):
            self._hang_up(breaks.how == "reset")
        elif breaks.how == "slow":
            self._is_ending.wait(breaks.seconds)
        elif breaks.how == "huge":
            self._head("application/json", {})
            while not self._is_ending.is_set():
                self._chunk(b'{"a": "' + b"x" * 65536)
        elif breaks.how == "bomb":
            self._whole(200, bomb(), "application/json", {"Content-Encoding": "gzip"})
        elif breaks.how == "noise":
            self._handler.wfile.write(b"\x00\xff this is no answer\r\n\r\n")
        elif breaks.how == "short":
            self._whole(200, b'{"choices": [', "application/json", {"Content-Length": "4096"})
        elif breaks.how == "garbled":
            self._head("text/event-stream", {})
            self._chunk(b'data: {"choices": [\n\ndata: [DONE]\n\n')
            self._chunk(b"")
        else:
            self._break_stream(breaks)

    def _break_stream(self, breaks: Breaks) -> None:
        self._head("text/event-stream", {})
        piece = f"data: {json.dumps(self._delta({'content': 'half of'}))}\n\n".encode()
        self._chunk(piece)
        if breaks.how == "stall":
            self._is_ending.wait(breaks.seconds)
        elif breaks.how == "half":
            self._chunk(b"")
        elif breaks.how == "error":
            self._chunk(b'data: {"error": {"message": "the engine fell over", "type": "server_error"}}\n\n')
            self._chunk(b"")
        while breaks.how == "endless" and not self._is_ending.is_set():
            self._chunk(piece * 20)
        if breaks.how in ("cut", "stall"):
            self._hang_up(is_reset=breaks.how == "cut")

    def _delta(self, delta: dict, finish: str | None = None) -> dict:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._frame("chat.completion.chunk"), "choices": [choice]}

    def _frame(self, kind: str) -> dict:
        return {"id": "chatcmpl-1", "object": kind, "created": CREATED, "model": self._asked.body["model"]}

    def _usage(self, says: Says) -> dict:
        if says.usage is None:
            return {}
        read, written = says.usage or (len(self._asked.text) // 4 + 1, len(says.content) // 4 + 1)
        total = read + written if isinstance(read, int) and isinstance(written, int) else None
        return {"usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": total}}

    def _whole(
        self, status: int, body: bytes, content_type: str, headers: dict[str, str], *, is_packed: bool = False
    ) -> None:
        if is_packed:
            body, headers = gzip.compress(body), {**headers, "Content-Encoding": "gzip"}
        self._handler.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()
        self._handler.wfile.write(body)

    def _head(self, content_type: str, headers: dict[str, str]) -> None:
        self._handler.send_response(200)
        for name, value in {"Content-Type": content_type, "Transfer-Encoding": "chunked", **headers}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def _chunk(self, data: bytes) -> None:
        self._handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self._handler.wfile.flush()

    def _hang_up(self, is_reset: bool) -> None:
        connection = self._handler.connection
        if is_reset:
            # To linger for no time at all makes closing a reset.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        else:
            connection.shutdown(socket.SHUT_RDWR)
