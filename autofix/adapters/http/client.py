"""The HTTP client for addresses that a tenant chose, or the operator."""

from __future__ import annotations

import functools
import ssl
import zlib
from collections.abc import Collection, Iterator
from typing import cast

import httpcore2
import httpx2

from autofix.adapters.http.addresses import PORTS, Endpoint, Resolver, resolve, unencrypted
from autofix.adapters.http.connections import Allowance, Bounds, CheckedBackend
from autofix.adapters.http.defences import ALL_UP, Defences


def open_client(
    allowed: Collection[Endpoint] = (),
    bounds: Bounds | None = None,
    *,
    resolver: Resolver = resolve,
    trusted: ssl.SSLContext | None = None,
    defences: Defences = ALL_UP,
) -> httpx2.Client:
    """A client for one exchange: ``bounds`` count from now, over everything that is sent through it.

    It takes no proxy, login or certificate from the environment but the list of authorities, and follows no redirect.
    ``trusted`` are other authorities than the machine's. Its calls raise httpx2's errors, ``AddressRefused`` and
    ``TooMuch``.
    """
    bounds = bounds or Bounds()
    allowance = Allowance(bounds, defences.bounded)
    backend = CheckedBackend(allowed, resolver, allowance, defences)
    plain = frozenset(allowed) if defences.encryption else None
    return httpx2.Client(
        transport=_Transport(backend, trusted or _authorities(), allowance, plain),
        timeout=httpx2.Timeout(bounds.quiet_seconds, connect=bounds.connect_seconds),
        headers={"Accept-Encoding": "identity"},
        follow_redirects=not defences.redirects_refused,
        trust_env=False,
    )


@functools.cache
def _authorities() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class _Transport(httpx2.HTTPTransport):
    """httpx2's own, over a backend of ours, which its constructor has no argument for.

    Only those in ``plain`` are spoken to without encryption; None lets everybody.
    """

    def __init__(
        self,
        backend: CheckedBackend,
        trusted: ssl.SSLContext,
        allowance: Allowance,
        plain: frozenset[Endpoint] | None,
    ) -> None:
        super().__init__(verify=trusted, trust_env=False)
        self._allowance, self._plain = allowance, plain
        self._pool = httpcore2.ConnectionPool(ssl_context=trusted, network_backend=backend, retries=0)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send ``request``; the body of the response is unpacked within the bounds."""
        asked = Endpoint.of((request.url.host, request.url.port or PORTS.get(request.url.scheme, 0)))
        if request.url.scheme != "https" and self._plain is not None and asked not in self._plain:
            raise unencrypted(asked)
        response = super().handle_request(request)
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing == "identity":
            return response
        if packing not in ("gzip", "x-gzip", "deflate"):
            response.close()
            raise httpx2.DecodingError(f"the answer is packed as {packing[:40]!r}, which was not asked for")
        headers = [
            item for item in response.headers.raw if item[0].lower() not in (b"content-encoding", b"content-length")
        ]
        return httpx2.Response(
            response.status_code,
            headers=headers,
            stream=_Unpacked(cast(httpx2.SyncByteStream, response.stream), self._allowance),
            extensions=response.extensions,
        )


class _Unpacked(httpx2.SyncByteStream):
    """gzip or deflate, unpacked piece by piece: a few bytes that stand for gigabytes end at the bound."""

    _PIECE = 65536

    def __init__(self, packed: httpx2.SyncByteStream, allowance: Allowance) -> None:
        self._packed, self._allowance = packed, allowance

    def __iter__(self) -> Iterator[bytes]:
        # 32 has zlib tell gzip and deflate apart by their heads.
        unpacker = zlib.decompressobj(32 + zlib.MAX_WBITS)
        for data in self._packed:
            try:
                piece = unpacker.decompress(data, self._PIECE)
                while piece:
                    self._allowance.take(len(piece))
                    yield piece
                    piece = unpacker.decompress(unpacker.unconsumed_tail, self._PIECE)
            except zlib.error as error:
                raise httpx2.DecodingError(f"the answer cannot be unpacked: {error}") from None

    def close(self) -> None:
        """Close the connection."""
        self._packed.close()
