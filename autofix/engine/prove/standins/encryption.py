"""Runs inside the sandbox: takes PostgreSQL's encrypted sessions, for a PostgreSQL that was built without.

Standard library only, run with ``python -I -S``; the arguments are the port, and the folder with the server's Unix
socket, a key and its certificate. Whoever asks for encryption gets it (PostgreSQL's manual, "SSL Session Encryption"),
whoever does not is passed on as he is.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import struct
import sys
import threading

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
CHUNK = 1 << 16


def main() -> None:
    port, folder = int(sys.argv[1]), sys.argv[2]
    server = f"{folder}/.s.PGSQL.{port}"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/certificate", f"{folder}/key")
    for family, address in ((socket.AF_INET6, "::1"), (socket.AF_INET, "127.0.0.1")):
        work = (family, address, port, server, context)
        # A machine without IPv6 has the other one.
        threading.Thread(target=listen, args=work, daemon=family == socket.AF_INET6).start()


def listen(family: int, address: str, port: int, server: str, context: ssl.SSLContext) -> None:
    """Take connections for ever."""
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(64)
        while True:
            client, _ = listener.accept()
            threading.Thread(target=pass_on, args=(client, server, context), daemon=True).start()


def pass_on(client: socket.socket, path: str, context: ssl.SSLContext) -> None:
    """Carry one session until either side ends it."""
    with contextlib.suppress(OSError, EOFError, struct.error), contextlib.ExitStack() as stack:
        stack.callback(client.close)
        while True:
            first = client.recv(8, socket.MSG_PEEK | socket.MSG_WAITALL)
            code = struct.unpack("!ii", first)[1]
            if code not in (SSL_REQUEST, GSS_REQUEST):
                break
            client.recv(8, socket.MSG_WAITALL)
            client.sendall(b"S" if code == SSL_REQUEST else b"N")
            if code == SSL_REQUEST:
                client = context.wrap_socket(client, server_side=True)
                stack.callback(client.close)
                break
        server = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        server.connect(path)
        carry(client, server)


def carry(client: socket.socket, server: socket.socket) -> None:
    """Both ways, in one thread: an encrypted session may not be read and written at once."""
    while True:
        # What was decrypted already is nothing that select sees.
        has_more = isinstance(client, ssl.SSLSocket) and client.pending() > 0
        ready = [client] if has_more else select.select([client, server], [], [])[0]
        for source, target in ((client, server), (server, client)):
            if source in ready:
                data = source.recv(CHUNK)
                if not data:
                    return
                target.sendall(data)


if __name__ == "__main__":
    main()
