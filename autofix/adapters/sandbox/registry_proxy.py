"""The one way out of an install job: a proxy that connects to the package registries alone.

It listens on a Unix socket that is shown to the job. It resolves names itself
and connects to the very address it has judged, so that a name cannot mean one
address when it is checked and another when it is used.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from autofix.adapters.sandbox.addresses import is_public
from autofix.adapters.sandbox.defences import ALL_UP, Defences

Endpoint = tuple[str, int]

_MOST_CONNECTIONS = 64
_HEAD_BYTES = 16384
_HEAD_SECONDS = 15.0
_CONNECT_SECONDS = 15.0
_IDLE_SECONDS = 120.0
_CHUNK = 65536


class Refused(Exception):
    """A request the proxy does not carry out; the text is shown to the client."""


@dataclass(frozen=True)
class Bounds:
    """What one job may move through the proxy: bytes both ways together, and seconds in all."""

    most_bytes: int = 4 * 1024**3
    seconds: float = 1800.0


@dataclass(frozen=True)
class Request:
    """Where a client wants to go, and what to send there first (nothing for CONNECT)."""

    endpoint: Endpoint
    first: bytes


def parse_request(head: bytes) -> Request:
    """Read a CONNECT or an absolute-form request's head (RFC 9110 9.3.6, RFC 9112 3.2.2)."""
    line, _, rest = head.partition(b"\r\n")
    try:
        method, target, version = line.decode("ascii").split(" ")
        url = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host, port = (url.hostname or "").rstrip("."), url.port
    except ValueError:
        raise Refused("the request line cannot be read") from None
    if method == "CONNECT" and host and port:
        return Request((host, port), b"")
    if url.scheme != "http" or not host:
        raise Refused("only CONNECT and http:// requests are carried out")
    path = url._replace(scheme="", netloc="").geturl() or "/"
    kept = [
        field for field in rest.split(b"\r\n") if field and not field.lower().startswith((b"connection:", b"proxy-"))
    ]
    first = b"\r\n".join([f"{method} {path} {version}".encode(), *kept, b"Connection: close", b"", b""])
    return Request((host, port or 80), first)


class RegistryProxy:
    """Serves one job on ``path`` from ``__enter__`` to ``__exit__``.

    ``allowed`` are the registries' names and ports; those in ``private`` may
    have addresses that are not public, because the operator said so.
    """

    def __init__(
        self,
        path: Path,
        allowed: frozenset[Endpoint],
        private: frozenset[Endpoint] = frozenset(),
        bounds: Bounds | None = None,
        defences: Defences = ALL_UP,
    ) -> None:
        self.path = path
        self.allowed = allowed | private
        self.private = private
        self.defences = defences
        self.bounds = bounds or Bounds()
        self._left_bytes = self.bounds.most_bytes
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        self._open: set[socket.socket] = set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._is_closed = False
        self._deadline = 0.0

    def __enter__(self) -> RegistryProxy:
        self._listener.bind(str(self.path))
        # The folder it lies in is private; the job's user has to be let through here.
        self.path.chmod(0o666)
        self._listener.listen(_MOST_CONNECTIONS)
        self._deadline = time.monotonic() + self.bounds.seconds
        self._acceptor = threading.Thread(target=self._accept, name="registry-proxy", daemon=True)
        self._acceptor.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._is_closed = True
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._acceptor.join(_CONNECT_SECONDS)
        self._listener.close()

    def _accept(self) -> None:
        while not self._is_closed:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if not self._slots.acquire(blocking=False):
                client.close()
                continue
            threading.Thread(target=self._serve, args=(client,), name="registry-proxy", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with self._tracked(client):
                try:
                    request = parse_request(_read_head(client))
                    upstream = self._connect(request.endpoint)
                except Refused as refusal:
                    client.sendall(_answer("403 Forbidden", str(refusal)))
                    return
                except OSError as error:
                    client.sendall(_answer("502 Bad Gateway", f"the registry did not answer: {error}"))
                    return
                with self._tracked(upstream):
                    if request.first:
                        upstream.sendall(request.first)
                    else:
                        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    self._copy(client, upstream)
        except OSError:
            # Either side hung up; the client sees its connection end.
            return
        finally:
            self._slots.release()

    @contextlib.contextmanager
    def _tracked(self, connection: socket.socket) -> Iterator[None]:
        with connection:
            with self._lock:
                if self._is_closed:
                    raise ConnectionAbortedError("the job has ended")
                self._open.add(connection)
            try:
                yield
            finally:
                with self._lock:
                    self._open.discard(connection)

    def _connect(self, endpoint: Endpoint) -> socket.socket:
        host, port = endpoint
        if self.defences.registry_allow_list and endpoint not in self.allowed:
            raise Refused(f"{host}:{port} is not a package registry of this installation")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        problem: OSError | None = None
        for family, kind, protocol, _, address in found:
            if not self._may_reach(endpoint, str(address[0])):
                continue
            upstream = socket.socket(family, kind, protocol)
            upstream.settimeout(_CONNECT_SECONDS)
            try:
                upstream.connect(address)
            except OSError as error:
                upstream.close()
                problem = error
            else:
                return upstream
        raise problem or Refused(f"{host} has no public address; name it as a private registry to allow that")

    def _may_reach(self, endpoint: Endpoint, address: str) -> bool:
        return endpoint in self.private or not self.defences.public_addresses_only or is_public(address)

    def _copy(self, client: socket.socket, upstream: socket.socket) -> None:
        """Copy both ways until one side ends, nothing moves for long, or the bounds are reached."""
        other = {client: upstream, upstream: client}
        for connection in other:
            connection.settimeout(_IDLE_SECONDS)
        with selectors.DefaultSelector() as selector:
            for connection in other:
                selector.register(connection, selectors.EVENT_READ, connection)
            while selector.get_map():
                ready = selector.select(_IDLE_SECONDS)
                if not ready or time.monotonic() > self._deadline:
                    return
                for key, _ in ready:
                    source: socket.socket = key.data
                    data = source.recv(_CHUNK)
                    if not self._may_move(len(data)):
                        return
                    if data:
                        other[source].sendall(data)
                    else:
                        selector.unregister(source)
                        other[source].shutdown(socket.SHUT_WR)

    def _may_move(self, size: int) -> bool:
        with self._lock:
            self._left_bytes -= size
            return self._left_bytes >= 0


def _read_head(client: socket.socket) -> bytes:
    """Read up to the empty line, byte-exact: what follows belongs to the tunnel."""
    deadline = time.monotonic() + _HEAD_SECONDS
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        client.settimeout(max(0.01, deadline - time.monotonic()))
        waiting = client.recv(_HEAD_BYTES, socket.MSG_PEEK)
        end = (head + waiting).find(b"\r\n\r\n")
        data = client.recv(len(waiting) if end < 0 else end + 4 - len(head))
        head += data
        if not data or len(head) > _HEAD_BYTES:
            raise Refused("the request's head is incomplete or too long")
    return head


def _answer(status: str, text: str) -> bytes:
    body = (text + "\n").encode()
    fields = f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\nConnection: close"
    return f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode() + body
