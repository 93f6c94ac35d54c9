"""Runs inside the sandbox: a stand-in for MongoDB that is always empty and acknowledges what is written.

Standard library only, run with ``python -I -S``; the argument is the port. It speaks as much of MongoDB's wire
protocol (manual, "MongoDB Wire Protocol": OP_MSG, and OP_QUERY for the first greeting) and of BSON (bsonspec.org,
version 1.1) as drivers need to connect and to be told "nothing found". It keeps nothing: whoever reads gets no
documents, whoever inserts hears that it was done. What it does not know it refuses as the real one refuses an
unknown command.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

OP_REPLY, OP_QUERY, OP_MSG = 1, 2004, 2013
CHECKSUM, MORE_TO_COME = 1, 2
MAX_DOCUMENT = 16 * 1024 * 1024
MAX_MESSAGE = 48_000_000
MAX_DEPTH = 100
MAX_CONNECTIONS = 200
IDLE_SECONDS = 600
# The wire version of MongoDB 7.0: drivers of the last ten years talk to it.
WIRE_VERSION = 21
NUMBER_LONG, OBJECT_ID, DATE_TIME = 0x12, 0x07, 0x09
# The BSON types of fixed size, in bytes.
FIXED = {0x06: 0, 0x07: 12, 0x09: 8, 0x0A: 0, 0x11: 8, 0x13: 16, 0xFF: 0, 0x7F: 0}


class ProtocolError(Exception):
    """What came is no message of this protocol, or larger than it allows."""


class Raw(NamedTuple):
    """A BSON value that only has to be passed on."""

    kind: int
    data: bytes


def long(number: int) -> Raw:
    """A 64-bit integer."""
    return Raw(NUMBER_LONG, struct.pack("<q", number))


def decode(data: bytes, at: int = 0, depth: int = 0) -> tuple[dict[str, Any], int]:
    """The document at ``at`` and where it ends; raises ``ProtocolError``."""
    if depth > MAX_DEPTH:
        raise ProtocolError("a document is nested too deeply")
    size = struct.unpack_from("<i", data, at)[0]
    end = at + size
    if not 5 <= size <= MAX_DOCUMENT + 16 * 1024 or end > len(data):
        raise ProtocolError("a document has an impossible size")
    found: dict[str, Any] = {}
    at += 4
    while at < end - 1:
        kind = data[at]
        stop = data.index(0, at + 1, end)
        name = data[at + 1 : stop].decode(errors="replace")
        found[name], at = value_at(data, kind, stop + 1, depth)
    return found, end


def value_at(data: bytes, kind: int, at: int, depth: int) -> tuple[Any, int]:
    """The value of the type ``kind`` at ``at``, and where it ends."""
    if kind in (0x03, 0x04):
        inner, end = decode(data, at, depth + 1)
        return (inner if kind == 0x03 else list(inner.values())), end
    if kind == 0x10:
        return struct.unpack_from("<i", data, at)[0], at + 4
    if kind == NUMBER_LONG:
        return struct.unpack_from("<q", data, at)[0], at + 8
    if kind == 0x01:
        return struct.unpack_from("<d", data, at)[0], at + 8
    if kind == 0x08:
        return data[at] == 1, at + 1
    if kind == 0x0A:
        return None, at
    end = at + value_size(data, kind, at)
    if end > len(data) or end < at:
        raise ProtocolError("a value has an impossible size")
    if kind == 0x02:
        return data[at + 4 : end - 1].decode(errors="replace"), end
    return Raw(kind, data[at:end]), end


def value_size(data: bytes, kind: int, at: int) -> int:
    """How many bytes a value takes whose meaning does not matter here."""
    if kind in FIXED:
        return FIXED[kind]
    if kind == 0x0B:
        pattern = data.index(0, at)
        return data.index(0, pattern + 1) + 1 - at
    length: int = struct.unpack_from("<i", data, at)[0]
    if length < 0:
        raise ProtocolError("a value has a negative size")
    # Text, code and symbols; binary with its subtype; a reference with its id; code with scope counts itself.
    extra = {0x02: 4, 0x0D: 4, 0x0E: 4, 0x05: 5, 0x0C: 16, 0x0F: 0}
    if kind not in extra:
        raise ProtocolError(f"{kind:#x} is no type of BSON")
    return length + extra[kind]


def encode(document: dict[str, Any]) -> bytes:
    """The document as BSON."""
    body = b"".join(encode_field(name, value) for name, value in document.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def encode_field(name: str, value: Any) -> bytes:
    """One field with its type and name."""
    key = name.encode() + b"\0"
    if isinstance(value, Raw):
        return bytes([value.kind]) + key + value.data
    if isinstance(value, bool):
        return b"\x08" + key + bytes([value])
    if isinstance(value, int):
        return b"\x10" + key + struct.pack("<i", value)
    if isinstance(value, float):
        return b"\x01" + key + struct.pack("<d", value)
    if isinstance(value, str):
        text = value.encode() + b"\0"
        return b"\x02" + key + struct.pack("<i", len(text)) + text
    if isinstance(value, list):
        return b"\x04" + key + encode({str(index): item for index, item in enumerate(value)})
    if isinstance(value, dict):
        return b"\x03" + key + encode(value)
    return b"\x0a" + key


def hello(command: dict[str, Any]) -> dict[str, Any]:
    """Who answers: a single server, no member of a set."""
    return {
        "helloOk": True,
        "ismaster": True,
        "isWritablePrimary": True,
        "maxBsonObjectSize": MAX_DOCUMENT,
        "maxMessageSizeBytes": MAX_MESSAGE,
        "maxWriteBatchSize": 100_000,
        "localTime": Raw(DATE_TIME, struct.pack("<q", int(time.time() * 1000))),
        "logicalSessionTimeoutMinutes": 30,
        "connectionId": threading.get_ident() & 0x7FFFFFFF,
        "minWireVersion": 0,
        "maxWireVersion": WIRE_VERSION,
        "readOnly": False,
    }


def nothing_found(command: dict[str, Any]) -> dict[str, Any]:
    """A cursor that is at its end."""
    name = next(iter(command.values()))
    if "getMore" in command:
        name = command.get("collection", "")
    stages = command.get("pipeline")
    if isinstance(stages, list) and any(isinstance(stage, dict) and "$changeStream" in stage for stage in stages):
        return refusal(40573, "Location40573", "The $changeStream stage is only supported on replica sets")
    collection = name if isinstance(name, str) else "$cmd.aggregate"
    batch = "nextBatch" if "getMore" in command else "firstBatch"
    return {"cursor": {batch: [], "id": long(0), "ns": f"{command.get('$db', 'test')}.{collection}"}}


def updated(command: dict[str, Any]) -> dict[str, Any]:
    """Nothing was there to update; what was to be inserted then is said to be."""
    upserted = []
    for index, update in enumerate(items(command, "updates")):
        if update.get("upsert") is True:
            query = update.get("q")
            known = query.get("_id") if isinstance(query, dict) else None
            upserted.append({"index": index, "_id": known if known is not None else Raw(OBJECT_ID, os.urandom(12))})
    return {"n": len(upserted), "nModified": 0, **({"upserted": upserted} if upserted else {})}


def items(command: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The documents of a write."""
    found = command.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def refusal(code: int, name: str, message: str) -> dict[str, Any]:
    """How the server says no."""
    return {"ok": 0.0, "errmsg": message, "code": code, "codeName": name}


def always(**fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A command that is answered the same each time."""
    return lambda _: dict(fields)


ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "hello": hello,
    "ismaster": hello,
    "ping": always(),
    "buildinfo": always(version="7.0.0", versionArray=[7, 0, 0, 0], maxBsonObjectSize=MAX_DOCUMENT, bits=64),
    "getparameter": always(),
    "connectionstatus": always(authInfo={"authenticatedUsers": [], "authenticatedUserRoles": []}),
    "serverstatus": always(version="7.0.0", process="mongod", uptime=1.0),
    "listdatabases": always(databases=[], totalSize=0),
    "listindexes": always(**refusal(26, "NamespaceNotFound", "ns does not exist")),
    "dbstats": always(collections=0, objects=0, dataSize=0),
    "collstats": always(count=0, size=0),
    "createindexes": always(numIndexesBefore=1, numIndexesAfter=2, createdCollectionAutomatically=True),
    "count": always(n=0),
    "distinct": always(values=[]),
    "insert": lambda command: {"n": len(items(command, "documents"))},
    "update": updated,
    "delete": always(n=0),
    "findandmodify": always(lastErrorObject={"n": 0, "updatedExisting": False}, value=None),
    "killcursors": always(cursorsKilled=[], cursorsNotFound=[], cursorsAlive=[], cursorsUnknown=[]),
    **dict.fromkeys(("find", "aggregate", "getmore", "listcollections"), nothing_found),
    **{
        name: always()
        for name in (
            *("endsessions", "startsession", "refreshsessions", "create", "collmod", "drop", "dropdatabase"),
            *("dropindexes", "killsessions", "killallsessions", "committransaction", "aborttransaction"),
        )
    },
}


def answer(command: dict[str, Any]) -> dict[str, Any]:
    """The reply to ``command``, which is named by its first field."""
    name = next(iter(command), "")
    known = ANSWERS.get(name.lower())
    if known is None:
        return refusal(59, "CommandNotFound", f"no such command: '{name}'")
    return {"ok": 1.0, **known(command)}


def read_message(data: bytes) -> tuple[dict[str, Any], bool]:
    """The command in an OP_MSG, without its header, and whether a reply is wanted."""
    flags = struct.unpack_from("<I", data)[0]
    end = len(data) - (4 if flags & CHECKSUM else 0)
    command: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    at = 4
    while at < end:
        kind = data[at]
        if kind == 0:
            command, at = decode(data, at + 1)
        elif kind == 1:
            size = struct.unpack_from("<i", data, at + 1)[0]
            section = at + 1 + size
            stop = data.index(0, at + 5)
            name, at = data[at + 5 : stop].decode(errors="replace"), stop + 1
            if not at <= section <= end:
                raise ProtocolError("a section has an impossible size")
            documents = lists.setdefault(name, [])
            while at < section:
                document, at = decode(data, at)
                documents.append(document)
        else:
            raise ProtocolError(f"{kind} is no kind of section")
    return {**command, **lists}, not flags & MORE_TO_COME


def reply(code: int, data: bytes, asked: int) -> bytes:
    """The whole message that answers ``data``, the body of the message ``asked``; empty where none is wanted."""
    if code == OP_MSG:
        command, is_wanted = read_message(data)
        body = struct.pack("<IB", 0, 0) + encode(answer(command))
        return header(OP_MSG, body, asked) if is_wanted else b""
    if code == OP_QUERY:
        command, _ = decode(data, data.index(0, 4) + 1 + 8)
        wrapped = command.get("$query", command)
        body = struct.pack("<iqii", 8, 0, 0, 1) + encode(answer(wrapped if isinstance(wrapped, dict) else command))
        return header(OP_REPLY, body, asked)
    raise ProtocolError(f"{code} is no message that is understood here")


def header(code: int, body: bytes, asked: int) -> bytes:
    return struct.pack("<iiii", len(body) + 16, 1, asked, code) + body


def serve(connection: socket.socket, room: threading.Semaphore) -> None:
    """Answer one client until it goes, or says what cannot be understood."""
    try:
        connection.settimeout(IDLE_SECONDS)
        while True:
            size, number, _, code = struct.unpack("<iiii", receive(connection, 16))
            if not 16 <= size <= MAX_MESSAGE:
                raise ProtocolError("a message has an impossible size")
            connection.sendall(reply(code, receive(connection, size - 16), number))
    except (OSError, EOFError, ProtocolError, struct.error, ValueError, IndexError):
        return
    finally:
        connection.close()
        room.release()


def receive(connection: socket.socket, size: int) -> bytes:
    """Exactly ``size`` bytes; raises ``EOFError`` when the client is gone."""
    parts = []
    while size:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def listen(family: int, address: str, port: int, room: threading.Semaphore) -> None:
    """Take connections for ever."""
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(64)
        while True:
            room.acquire()
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=serve, args=(connection, room), daemon=True).start()


def main() -> None:
    port = int(sys.argv[1])
    room = threading.Semaphore(MAX_CONNECTIONS)
    # A machine without IPv6 has the other one.
    threading.Thread(target=listen, args=(socket.AF_INET6, "::1", port, room), daemon=True).start()
    listen(socket.AF_INET, "127.0.0.1", port, room)


if __name__ == "__main__":
    main()
