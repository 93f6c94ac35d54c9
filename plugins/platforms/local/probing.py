"""One HTTP request to a server on this machine."""

from __future__ import annotations

import http.client
import socket
import threading
import time

from autofix.sdk.platform import Probe

_MOST_BODY = 64 * 1024
_DETAIL = 500


def send_probe(host: str, port: int, path: str, seconds: float) -> Probe:
    """Send one GET and answer what came back within ``seconds``; no redirect is followed."""
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}{path}"
    if not path.startswith("/") or any(not 0x21 <= ord(letter) <= 0x7E for letter in path):
        return Probe(url, None, 0.0, f"{path[:80]!r} is no path of a URL: it starts with / and has no spaces")
    begun = time.monotonic()
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    # The time limit of a socket is for one read; a server that sends a byte a second would pass it.
    cut = threading.Timer(seconds, _cut, (connection,))
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", path, headers={"User-Agent": "AutoFix", "Connection": "close"})
        answer = connection.getresponse()
        answer.read(_MOST_BODY)
        return Probe(url, answer.status, time.monotonic() - begun, answer.reason[:_DETAIL])
    except (OSError, http.client.HTTPException) as error:
        took = time.monotonic() - begun
        late = f"no whole answer within {seconds:g} s" if took >= seconds else ""
        return Probe(url, None, took, late or f"{type(error).__name__}: {error}"[:_DETAIL])
    finally:
        cut.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            connection.sock.close()
