"""Connections to the very address that was checked, bounded in bytes and in time.

A name is looked up once for each connection. Looking it up again to connect would let whoever answers for it give a
public address to the check and a private one to the connection (DNS rebinding).
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore2

from autofix.adapters.http.addresses import Endpoint, Resolver, find_addresses
from autofix.adapters.http.defences import Defences

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class TooMuch(Exception):
    """An answer was longer than it may be."""


@dataclass(frozen=True)
class Bounds:
    """What one exchange may take: bytes in all (as sent, and unpacked), seconds in all, to connect, and in silence."""

    most_bytes: int = 8 * 1024**2
    seconds: float = 240.0
    connect_seconds: float = 10.0
    quiet_seconds: float = 90.0


class Allowance:
    """What is left of ``Bounds``, counted from when it is made."""

    def __init__(self, bounds: Bounds, is_bounded: bool = True) -> None:
        self.bounds, self._is_bounded = bounds, is_bounded
        self._deadline = time.monotonic() + bounds.seconds
        self._bytes = 0

    def take(self, size: int) -> None:
        """Count bytes that came; raises ``TooMuch``."""
        self._bytes += size
        if self._is_bounded and self._bytes > self.bounds.most_bytes:
            raise TooMuch(f"more than {self.bounds.most_bytes} bytes came")

    def seconds(self, wanted: float | None) -> float:
        """How long the next step may take: ``wanted``, or what is left; raises ``ReadTimeout`` at the end."""
        if not self._is_bounded:
            return self.bounds.seconds if wanted is None else wanted
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout(f"it took more than {self.bounds.seconds:g} s in all")
        return left if wanted is None else min(wanted, left)


class BoundedStream(httpcore2.NetworkStream):
    """A connection whose bytes and seconds are counted, headers and TLS included."""

    def __init__(self, stream: httpcore2.NetworkStream, allowance: Allowance) -> None:
        self._stream, self._allowance = stream, allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there; raises ``TooMuch`` and httpcore2's errors."""
        data = self._stream.read(max_bytes, self._allowance.seconds(timeout))
        self._allowance.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of ``buffer``."""
        self._stream.write(buffer, self._allowance.seconds(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection encrypted, with a certificate for ``server_hostname``: the name, not the address."""
        secure = self._stream.start_tls(ssl_context, server_hostname, self._allowance.seconds(timeout))
        return BoundedStream(secure, self._allowance)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks of a connection."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore2.NetworkBackend):
    """Looks names up itself and connects to what it has checked; raises ``AddressRefused``."""

    def __init__(
        self, allowed: Collection[Endpoint], resolver: Resolver, allowance: Allowance, defences: Defences
    ) -> None:
        self._allowed, self._resolver = frozenset(allowed), resolver
        self._allowance, self._defences = allowance, defences
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of ``host`` that takes one."""
        endpoint = Endpoint.of((host, port))
        try:
            addresses = find_addresses(endpoint, self._allowed, self._resolve, self._defences)
            if not self._defences.connects_where_checked:
                addresses = tuple(self._resolve(endpoint.host, port))
        except OSError as error:
            raise httpcore2.ConnectError(f"{endpoint.host} could not be resolved: {error}") from None
        problem: Exception | None = None
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(address, port, self._allowance.seconds(timeout), local_address)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return BoundedStream(stream, self._allowance)
        raise problem or httpcore2.ConnectError(f"{endpoint.host} has no address")

    def _resolve(self, host: str, port: int) -> Sequence[str]:
        """``resolver`` within the time to connect: whoever answers for the name may take as long as they like."""
        found: list[Sequence[str]] = []
        trouble: list[Exception] = []

        def look_up() -> None:
            try:
                found.append(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                trouble.append(error)

        thread = threading.Thread(target=look_up, name="resolver", daemon=True)
        thread.start()
        thread.join(self._allowance.seconds(self._allowance.bounds.connect_seconds))
        if trouble:
            raise trouble[0]
        if not found:
            raise socket.gaierror("its name server does not answer")
        return found[0]
