"""The stand-in for MongoDB reads what drivers send, and takes nothing it cannot understand or hold."""

import socket
import struct
import threading

import pytest

from autofix.engine.prove.standins import mongodb
from autofix.engine.prove.standins.mongodb import ProtocolError, answer, decode, encode, read_message, reply

HELLO = {"hello": 1, "$db": "admin"}


def message(command, *, flags=0, lists=()):
    body = struct.pack("<IB", flags, 0) + encode(command)
    for name, documents in lists:
        packed = b"".join(encode(document) for document in documents)
        body += b"\x01" + struct.pack("<i", 4 + len(name) + 1 + len(packed)) + name.encode() + b"\0" + packed
    return body


def answered(body, code=mongodb.OP_MSG):
    return decode(reply(code, body, 7)[16:], 5)[0]


def test_documents_come_back_as_they_went():
    document = {"a": 1, "b": 2.5, "c": "text", "d": {"e": [True, None, "x"]}, "f": mongodb.long(2**40)}

    assert decode(encode(document))[0] == {**document, "f": 2**40}


def test_what_is_read_is_empty_and_what_is_written_is_acknowledged():
    find = answered(message({"find": "items", "filter": {}, "$db": "shop"}))
    insert = answered(message({"insert": "items", "$db": "shop"}, lists=[("documents", [{"_id": 1}, {"_id": 2}])]))
    upsert = answered(
        message({"update": "items", "$db": "s"}, lists=[("updates", [{"q": {"_id": 3}, "upsert": True}])])
    )

    assert find["cursor"] == {"firstBatch": [], "id": 0, "ns": "shop.items"}
    assert insert["n"] == 2
    assert upsert["upserted"] == [{"index": 0, "_id": 3}]


def test_the_first_greeting_in_the_old_form():
    body = struct.pack("<i", 0) + b"admin.$cmd\0" + struct.pack("<ii", 0, -1) + encode({"isMaster": 1, "helloOk": True})

    raw = reply(mongodb.OP_QUERY, body, 7)

    assert struct.unpack_from("<i", raw, 12)[0] == mongodb.OP_REPLY
    assert decode(raw, 36)[0]["maxWireVersion"] == mongodb.WIRE_VERSION


def test_no_reply_where_none_is_wanted():
    assert reply(mongodb.OP_MSG, message({"insert": "a", "$db": "b"}, flags=mongodb.MORE_TO_COME), 7) == b""


def test_an_unknown_command_is_refused():
    refused = answer({"mapReduce": "items"})

    assert (refused["ok"], refused["codeName"]) == (0.0, "CommandNotFound")


def nested(depth):
    document = b"\x05\0\0\0\0"
    for _ in range(depth):
        document = struct.pack("<i", len(document) + 8) + b"\x03a\0" + document + b"\0"
    return document


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\0\0\0\0\0" + struct.pack("<i", 2**31 - 1) + b"\0", id="a document larger than the message"),
        pytest.param(b"\0\0\0\0\0" + struct.pack("<i", -5) + b"\0", id="a negative size"),
        pytest.param(b"\0\0\0\0\0" + nested(mongodb.MAX_DEPTH + 1), id="nested too deeply"),
        pytest.param(
            b"\0\0\0\0\0" + struct.pack("<i", 12) + b"\x02a\0" + struct.pack("<i", -9) + b"\0",
            id="a text of less than nothing",
        ),
        pytest.param(b"\0\0\0\0\0" + struct.pack("<i", 8) + b"\x55a\0\0", id="a type that does not exist"),
        pytest.param(b"\0\0\0\0\x01" + struct.pack("<i", -4) + b"a\0", id="a section that goes back"),
        pytest.param(b"\0\0\0\0\x07", id="no kind of section"),
    ],
)
def test_what_is_no_message_ends_the_connection(body):
    with pytest.raises((ProtocolError, struct.error, ValueError, IndexError)):
        read_message(body)
    ours, theirs = socket.socketpair()
    threading.Thread(target=mongodb.serve, args=(theirs, threading.Semaphore(0)), daemon=True).start()
    with ours:
        ours.settimeout(5)
        ours.sendall(mongodb.header(mongodb.OP_MSG, body, 0))
        assert ours.recv(1) == b""


def test_a_message_larger_than_allowed_is_not_waited_for():
    ours, theirs = socket.socketpair()
    threading.Thread(target=mongodb.serve, args=(theirs, threading.Semaphore(0)), daemon=True).start()
    with ours:
        ours.settimeout(5)
        ours.sendall(struct.pack("<iiii", mongodb.MAX_MESSAGE + 1, 1, 0, mongodb.OP_MSG))
        assert ours.recv(1) == b""
