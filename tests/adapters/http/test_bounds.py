"""An answer without end, one that unpacks to gigabytes and one that drips end at the bounds."""

import gzip
import itertools
import time
from dataclasses import replace

import httpx2
import pytest

from autofix.adapters.http.addresses import Endpoint
from autofix.adapters.http.client import open_client
from autofix.adapters.http.connections import Bounds, TooMuch
from autofix.adapters.http.defences import ALL_UP

SMALL = Bounds(most_bytes=200_000, seconds=20, connect_seconds=5, quiet_seconds=5)
UNBOUNDED = replace(ALL_UP, bounded=False)


def ask(server, bounds=SMALL, defences=ALL_UP):
    with open_client([Endpoint("127.0.0.1", server.port)], bounds, defences=defences) as client:
        return client.get(f"http://127.0.0.1:{server.port}/")


def writing(*pieces, pause=0.0, headers=()):
    def answer(handler):
        handler.send_response(200)
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        for piece in pieces if len(pieces) > 1 else pieces[0]:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def test_a_body_without_end(inside):
    inside.answer = writing(itertools.repeat(b"x" * 10_000))

    with pytest.raises(TooMuch, match="200000 bytes"):
        ask(inside)

    inside.answer = writing([b"x" * 300_000])
    assert len(ask(inside, defences=UNBOUNDED).content) == 300_000


def test_a_few_bytes_that_unpack_to_many(inside):
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert len(bomb) < SMALL.most_bytes
    inside.answer = writing([bomb], headers=[("Content-Encoding", "gzip")])

    with pytest.raises(TooMuch):
        ask(inside)
    assert len(ask(inside, defences=UNBOUNDED).content) == 20_000_000


def test_what_is_packed_within_the_bounds_is_read(inside):
    inside.answer = writing([gzip.compress(b'{"a": 1}')], headers=[("Content-Encoding", "gzip")])

    assert ask(inside).json() == {"a": 1}
    assert inside.seen[0][1]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip"])
def test_packings_that_were_not_asked_for_are_refused(inside, packing):
    inside.answer = writing([b"1234"], headers=[("Content-Encoding", packing)])

    with pytest.raises(httpx2.DecodingError):
        ask(inside)


def test_a_body_that_drips_ends_with_the_time_in_all(inside):
    inside.answer = writing(itertools.repeat(b"x"), pause=0.05)

    with pytest.raises(httpx2.ReadTimeout):
        ask(inside, replace(SMALL, seconds=0.5))


def test_headers_without_end(inside):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"A: b\r\n")
            time.sleep(0.05)

    inside.answer = answer

    with pytest.raises(httpx2.ReadTimeout):
        ask(inside, replace(SMALL, seconds=0.5))


def test_silence(inside):
    inside.answer = writing([b"x"], pause=2)

    with pytest.raises(httpx2.ReadTimeout):
        ask(inside, replace(SMALL, quiet_seconds=0.2))


def test_a_name_server_that_does_not_answer(inside):
    def resolve(host, port):
        time.sleep(3)
        return ["127.0.0.1"]

    with (
        open_client(bounds=replace(SMALL, connect_seconds=0.2), resolver=resolve) as client,
        pytest.raises(httpx2.ConnectError, match="could not be resolved"),
    ):
        client.get("https://models.example.org/")
