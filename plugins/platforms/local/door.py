"""The front door of one environment: each new connection goes to the release that is current at that moment."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Place = tuple[str, int]

_MOST_CONNECTIONS = 2000
_BACKLOG = 1024
_CHUNK = 65536
# How long a connection waits for a current release that is just being restarted.
_HOLD_SECONDS = 5.0
_CONNECT_SECONDS = 2.0
_POLL_SECONDS = 0.05
# A server that has answered and is quiet for this long has nothing more to say.
_QUIET_SECONDS = 0.3
_NOBODY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: 23\r\n"
    b"Retry-After: 5\r\nConnection: close\r\n\r\nno release is running.\n"
)


@dataclass(eq=False)
class Connection:
    """One client; ``is_waiting`` while it has asked, or not yet, and the server has not begun to answer."""

    release_id: str
    client: asyncio.StreamWriter
    is_waiting: bool = True
    moved_at: float = field(default_factory=time.monotonic)

    def moved(self, *, is_waiting: bool) -> None:
        """Note that bytes went from the client (``is_waiting``) or to it."""
        self.is_waiting = is_waiting
        self.moved_at = time.monotonic()


class Door:
    """Listens on the environment's public port.

    ``current`` names the current release, ``place`` says where a release takes connections; None
    when there is none, or it does not.
    """

    def __init__(self, current: Callable[[], str | None], place: Callable[[str], Place | None]) -> None:
        self._current = current
        self._place = place
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None

    @property
    def is_open(self) -> bool:
        """Whether the door takes connections."""
        return self._server is not None

    async def open(self, host: str, port: int) -> None:
        """Listen; raises ``OSError`` when the port is taken."""
        self._server = await asyncio.start_server(self._serve, host, port, backlog=_BACKLOG, limit=_CHUNK)

    async def close(self) -> None:
        """Take no more connections and end those that are left."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in set(self._connections):
            connection.client.close()

    def has_drained(self, release_id: str) -> bool:
        """Whether no request to the release is under way; connections that only wait for a next one are closed."""
        now = time.monotonic()
        is_busy = False
        for connection in [one for one in self._connections if one.release_id == release_id]:
            if connection.is_waiting or now - connection.moved_at < _QUIET_SECONDS:
                is_busy = True
            else:
                connection.client.close()
        return not is_busy

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            if len(self._connections) < _MOST_CONNECTIONS:
                await self._relay(reader, writer)
        writer.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        deadline = time.monotonic() + _HOLD_SECONDS
        while time.monotonic() < deadline:
            release_id = self._current()
            place = self._place(release_id) if release_id is not None else None
            if release_id is None or place is None:
                await asyncio.sleep(_POLL_SECONDS)
                continue
            # Known before the server is: from here on a stop of the release waits for this one.
            connection = Connection(release_id, writer)
            self._connections.add(connection)
            try:
                server = await _connect(place)
                if server is not None:
                    await _both_ways(connection, reader, writer, *server)
                    return
            finally:
                self._connections.discard(connection)
            await asyncio.sleep(_POLL_SECONDS)
        writer.write(_NOBODY)
        await writer.drain()


async def _connect(place: Place) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    try:
        return await asyncio.wait_for(asyncio.open_connection(*place, limit=_CHUNK), _CONNECT_SECONDS)
    except (OSError, TimeoutError):
        return None


async def _both_ways(
    connection: Connection,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    server_reader: asyncio.StreamReader,
    server_writer: asyncio.StreamWriter,
) -> None:
    upward = asyncio.create_task(_pump(reader, server_writer, lambda: connection.moved(is_waiting=True)))
    try:
        await _pump(server_reader, writer, lambda: connection.moved(is_waiting=False))
    finally:
        upward.cancel()
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await upward
        server_writer.close()


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter, moved: Callable[[], None]) -> None:
    """Move bytes until the source's end, and pass that end on."""
    while data := await source.read(_CHUNK):
        moved()
        target.write(data)
        await target.drain()
    if target.can_write_eof():
        target.write_eof()
