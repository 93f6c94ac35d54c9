"""Undoing ``Content-Encoding``, with the size of the result bounded while it grows."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
import zstandard

from autofix.core.errors import TooLarge
from autofix.intake.errors import Malformed, UnknownEncoding

# Each member costs a copy of all that follows it.
MAX_MEMBERS = 64
# One step of a decoder answers at most this much, so that a bomb is noticed early.
STEP = 64 * 1024
# Four bytes of zstd may stand for 128 KiB, and its decoder bounds no step: it is given little at a time.
ZSTD_STEP = 256
# Frames of a longer window would make the decoder itself reserve more memory than that.
ZSTD_WINDOW = 8 * 1024 * 1024


def decode_body(body: bytes, encoding: str, limit: int) -> bytes:
    """The body as it was before the sender compressed it.

    Raises ``UnknownEncoding``, ``TooLarge`` when the result passes ``limit`` bytes, and ``Malformed``.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return body
    decoder = _DECODERS.get(name)
    if decoder is None:
        raise UnknownEncoding(
            f"Content-Encoding {encoding[:60]!r} is not understood here; "
            f"send one of {', '.join(sorted(_DECODERS))}, or none"
        )
    return decoder(body, limit)


def _gzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size, rest = 0, body
    # RFC 1952 lets a file be several members in a row; zeros may pad its end.
    while rest.strip(b"\0") or not parts:
        if len(parts) == MAX_MEMBERS:
            raise Malformed(f"the body consists of more than {MAX_MEMBERS} gzip members")
        part, rest = _inflate(rest, 31, limit - size)
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _deflate(body: bytes, limit: int) -> bytes:
    # RFC 9110 means the zlib format; some senders leave its two bytes out.
    has_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    part, rest = _inflate(body, 15 if has_header else -15, limit)
    if rest:
        raise Malformed("the body goes on behind the end of its deflate stream")
    return part


def _inflate(body: bytes, window: int, limit: int) -> tuple[bytes, bytes]:
    stream = zlib.decompressobj(window)
    try:
        # One byte over the limit tells a result that fits from one that does not.
        part = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise Malformed(f"the body does not decompress: {error}") from None
    if len(part) > limit:
        raise _too_large(limit)
    if not stream.eof:
        raise Malformed("the compressed body ends too early")
    return part, stream.unused_data


def _brotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size, rest = 0, body
    try:
        while not stream.is_finished():
            part = stream.process(rest, output_buffer_limit=STEP)
            if not part and not rest and stream.can_accept_more_data():
                raise Malformed("the compressed body ends too early")
            rest = b""
            parts.append(part)
            size += len(part)
            if size > limit:
                raise _too_large(limit)
    except brotli.error as error:
        raise Malformed(f"the body does not decompress: {error}") from None
    return b"".join(parts)


def _zstd(body: bytes, limit: int) -> bytes:
    stream = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()
    parts: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(body), ZSTD_STEP):
            part = stream.decompress(body[start : start + ZSTD_STEP])
            parts.append(part)
            size += len(part)
            if size > limit:
                raise _too_large(limit)
    except zstandard.ZstdError as error:
        raise Malformed(f"the body does not decompress: {error}") from None
    if not stream.eof or stream.unused_data:
        raise Malformed("the compressed body is not one whole zstd frame")
    return b"".join(parts)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        f"the body decompresses to more than {limit} bytes, the most that is taken here", details={"limit": limit}
    )


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "br": _brotli,
    "deflate": _deflate,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "zstd": _zstd,
}
