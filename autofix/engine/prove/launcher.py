"""Runs inside the sandbox: starts the server, sends the requests, prints what came back.

Standard library only, run with ``python -I -S``. The plan arrives on standard
input as JSON, the result leaves on standard output as one line that starts with
the plan's nonce. The server is the repository's code and may be hostile: it
shares this process' user. So the launcher makes itself undumpable (no ptrace, no
/proc/PID/fd), removes the file that its plan came in, answers with a nonce that
the server never saw, and ends every other process before it answers. Whoever
reads the result wants exactly one such line and exit status 0: a server that
writes a line of its own, or kills the launcher, is found out.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

PR_SET_DUMPABLE = 4
BODY_BYTES = 64 * 1024
LOG_BYTES = 32 * 1024
LISTEN_STATE = "0A"
# How long another port than the wanted one may be open alone before the wanted one is given up.
GRACE_SECONDS = 2.0
# How long a server whose connection broke may take to end.
ENDING_SECONDS = 1.0


class Tail:
    """Keeps the end of what a process prints, so that it never blocks and never fills memory."""

    def __init__(self, stream: Any) -> None:
        self._kept = b""
        self._thread = threading.Thread(target=self._drain, args=(stream,), daemon=True)
        self._thread.start()

    def _drain(self, stream: Any) -> None:
        while chunk := os.read(stream.fileno(), 65536):
            self._kept = (self._kept + chunk)[-LOG_BYTES:]

    def text(self) -> str:
        self._thread.join(0.2)
        return self._kept.decode(errors="replace")


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    plan = json.load(sys.stdin)
    forget_the_plan()
    result = run(plan)
    if plan["is_alone"]:
        end_everything_else()
    sys.stdout.write(plan["nonce"] + " " + json.dumps(result) + "\n")
    sys.stdout.flush()
    # The server may still hold threads of ours; the sandbox ends everything else.
    os._exit(0)


def forget_the_plan() -> None:
    """Remove the file that standard input is, where it is one, so that nobody reads the nonce there."""
    with contextlib.suppress(OSError):
        os.unlink(os.readlink("/proc/self/fd/0"))
    sys.stdin.close()


def end_everything_else() -> None:
    """Kill all other processes of this namespace; only where that is known to be our own."""
    with open("/proc/1/comm") as file:
        if file.read().strip() != "bwrap":
            return
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)


def run(plan: dict[str, Any]) -> dict[str, Any]:
    started_at = time.monotonic()
    environment = {**os.environ, **plan["env"]}
    prepared = "".join(prepare(command, environment, plan["prepare_seconds"]) for command in plan["prepare"])
    server = Server(plan, environment)
    try:
        result: dict[str, Any] = {
            "started": server.port is not None,
            "why": server.why,
            "port": server.port,
            "ports": sorted(server.ports),
            "start_seconds": time.monotonic() - started_at,
        }
        if server.port is not None:
            time.sleep(plan["settle"])
            result["responses"], result["crashes"] = ask(server, plan["requests"], plan["patience"])
    finally:
        server.stop()
    result["log"], result["prepared"] = server.log(), prepared
    return result


class Server:
    """The repository's server; ``port`` is where it listens, None with ``why`` where it does not."""

    def __init__(self, plan: dict[str, Any], environment: dict[str, str]) -> None:
        self._plan, self._environment = plan, environment
        self._ended = ""
        self._spare = plan["restart_seconds"]
        self.port = self._start()

    def _start(self, most: float | None = None) -> int | None:
        start = self._plan["start"]
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", "exec " + start if _is_simple(start) else start],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._tail = Tail(self._process.stdout)
        wanted, seconds = self._plan["port"], most or self._plan["start_seconds"]
        try:
            found = wait_for_port(self._process, wanted, self._plan["expected"], seconds)
        except BaseException:
            self.stop()
            raise
        port, self.ports, self.why = found
        return port

    def has_ended(self, seconds: float) -> bool:
        """Whether nothing of it listens any more, within ``seconds``: a shell or a watcher above it may live on."""
        end = time.monotonic() + seconds
        while self._process.poll() is None and self.port in listening_ports(self._process.pid):
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def start_again(self) -> bool:
        """Start it anew after it has ended, while there is time for it; whether it listens then."""
        if self._spare <= 0:
            return False
        began = time.monotonic()
        self.stop()
        self._ended += self._tail.text()
        port = self._start(self._spare)
        self.port = port or self.port
        self._spare -= time.monotonic() - began
        return port is not None

    def log(self) -> str:
        return (self._ended + self._tail.text())[-LOG_BYTES:]

    def stop(self) -> None:
        stop(self._process)


def prepare(command: str, environment: dict[str, str], seconds: float) -> str:
    """Run a command that may fail; return what it printed where it did, and nothing where it went well."""
    process = subprocess.Popen(
        ["/bin/sh", "-c", command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    tail = Tail(process.stdout)
    try:
        ended = f"exited with {process.wait(seconds)}"
    except subprocess.TimeoutExpired:
        ended = f"did not end within {seconds:g} s"
    stop(process)
    return f"{command}: {ended}\n{tail.text()[-2000:]}\n" if ended != "exited with 0" else ""


def _is_simple(command: str) -> bool:
    """Whether a shell would only pass the command on, so that it may replace itself by it."""
    return not any(c in command for c in ";&|()<>`$\n=") and not command.startswith("cd ")


def wait_for_port(
    server: subprocess.Popen[bytes], wanted: int | None, expected: int, seconds: float
) -> tuple[int | None, set[int], str]:
    """The port to talk to, every port the server listens on, and why there is none.

    ``wanted`` must be the one, where it is given; ``expected`` only decides between several.
    """
    end = time.monotonic() + seconds
    first_seen: float | None = None
    ports: set[int] = set()
    while time.monotonic() < end:
        ports = listening_ports(server.pid)
        if ports and first_seen is None:
            first_seen = time.monotonic()
        if wanted in ports and answers(wanted):
            return wanted, ports, ""
        if first_seen is not None:
            open_for = time.monotonic() - first_seen
            if wanted is None and expected in ports and answers(expected):
                return expected, ports, ""
            if wanted is None and open_for > 0.1 and len(ports) == 1 and answers(min(ports)):
                return min(ports), ports, ""
            if wanted is None and open_for > 0.5 and len(ports) > 1:
                return None, ports, f"it listens on several ports ({_list(ports)}) and nothing says which is meant"
            if wanted is not None and open_for > GRACE_SECONDS:
                return None, ports, f"it listens on port {_list(ports)}, not on {wanted}"
        if server.poll() is not None and not ports:
            return None, ports, f"it exited with status {server.returncode} before it listened"
        time.sleep(0.01)
    return None, ports, f"it did not listen on any port within {seconds:g} s"


def _list(ports: set[int]) -> str:
    return ", ".join(str(port) for port in sorted(ports))


def listening_ports(leader: int) -> set[int]:
    """The TCP ports that the server's own processes listen on, by their sockets' inodes."""
    inodes = set()
    for pid in own_processes(leader):
        folder = f"/proc/{pid}/fd"
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            try:
                target = os.readlink(f"{folder}/{name}")
            except OSError:
                continue
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    ports = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as lines:
                rows = lines.readlines()[1:]
        except OSError:
            continue
        for row in rows:
            parts = row.split()
            if parts[3] == LISTEN_STATE and parts[9] in inodes:
                ports.add(int(parts[1].rsplit(":", 1)[1], 16))
    return ports


def own_processes(leader: int) -> set[int]:
    """The server's process, its descendants, and whatever else is in its session."""
    parents: dict[int, int] = {}
    own = {leader}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rsplit(") ", 1)[1].split()
        except (OSError, IndexError):
            continue
        parents[int(name)] = int(fields[1])
        if int(fields[3]) == leader:
            own.add(int(name))
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in own} - own
        own |= more
        grown = bool(more)
    return own


def answers(port: int) -> bool:
    return any(_connects(host, port) for host in ("127.0.0.1", "::1"))


def _connects(host: str, port: int | None) -> bool:
    try:
        with socket.create_connection((host, port), 1):
            return True
    except OSError:
        return False


def ask(server: Server, requests: list[dict[str, Any]], patience: float) -> tuple[list[dict[str, Any]], list[int]]:
    """Every answer in order, and the numbers of the requests at which the server ended.

    A development server compiles a page when it is first asked for: a request may take longer than its own time by
    what is left of ``patience`` (seconds), which all of them share. A server that ends is started anew for what comes
    after; what only finds it gone is sent again, for it was not the cause.
    """
    answers: list[dict[str, Any]] = []
    crashes: list[int] = []
    is_up = True
    for number, request in enumerate(requests):
        began = time.monotonic()
        answer = send(server.port, request, request["seconds"] + patience)
        waits = 0.0 if answer["error"].startswith("Timeout") else ENDING_SECONDS
        if is_up and not answer["status"] and server.has_ended(waits):
            was_gone = answer["error"].startswith("ConnectionRefused")
            crashes.append(max(0, number - was_gone))
            is_up = server.start_again()
            if is_up and was_gone:
                answer = send(server.port, request, request["seconds"] + patience)
            began = time.monotonic()
        answers.append(answer)
        patience = max(0.0, patience - max(0.0, time.monotonic() - began - request["seconds"]))
    return answers, crashes


def send(port: int | None, request: dict[str, Any], seconds: float) -> dict[str, Any]:
    host = "127.0.0.1" if _connects("127.0.0.1", port) else "::1"
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.putrequest(request["method"], request["path"], skip_host=True, skip_accept_encoding=True)
        for name, value in request["headers"]:
            connection.putheader(name, value)
        body = base64.b64decode(request["body"])
        if body or request["method"] in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return {
            "status": answer.status,
            "headers": answer.getheaders(),
            "body": base64.b64encode(answer.read(BODY_BYTES)).decode(),
            "error": "",
        }
    except (OSError, http.client.HTTPException, ValueError) as error:
        return {"status": 0, "headers": [], "body": "", "error": f"{type(error).__name__}: {error}"}
    finally:
        connection.close()


def stop(server: subprocess.Popen[bytes]) -> None:
    for pid in own_processes(server.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
    server.wait()


if __name__ == "__main__":
    main()
