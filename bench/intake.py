"""``python -m bench.intake``: signals accepted per second and the web process's CPU for each, over real HTTP."""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import multiprocessing
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autofix.adapters.embedded import PostgreSQL
from autofix.core.encryption import make_key_file

ROOT = Path(__file__).parents[1]
GOAL_CPU_MS, GOAL_RATE = 0.3, 1000


@dataclass(frozen=True)
class Target:
    """A project that takes signals, and where."""

    port: int
    project: str
    secret: str
    number: int
    key: str


Make = Callable[[Target], bytes]


def main() -> int:
    """Print the table; the status is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bench.intake", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each kind is sent (default: 5)")
    parser.add_argument("--connections", type=int, default=64, help="how many senders at once (default: 64)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="autofix-bench-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o711)
        with PostgreSQL.running(folder / "pg") as database:
            environment = _environment(folder, database)
            owner = {"AUTOFIX_MIGRATION_DATABASE_URL": database.url("autofix_owner")}
            _run(["manage.py", "migrate", "--verbosity", "0"], environment | owner)
            seeded = _run(["-m", "bench.intake_project"], environment)
            print(f"{'what':<34} {'accepted/s':>11} {'goal':>6} {'CPU each':>10} {'goal':>8} {'p50':>8} {'p99':>8}")
            for name, make in (("webhook of GitHub, 2 KiB", webhook), ("envelope of an SDK, 6 KiB", envelope)):
                _measure(name, make, json.loads(seeded), environment, chosen.seconds, chosen.connections)
    return 0


def webhook(target: Target) -> bytes:
    """A request as GitHub sends it."""
    issue = {"number": 7, "title": "CORS error", "body": "m" * 1800}
    body = json.dumps({"action": "opened", "issue": issue}).encode()
    signature = hmac.new(target.secret.encode(), body, hashlib.sha256).hexdigest()
    return _request(
        f"/webhook/{target.project}/github",
        body,
        f"X-Hub-Signature-256: sha256={signature}\r\nX-GitHub-Event: issues\r\nX-GitHub-Delivery: {uuid.uuid4()}\r\n",
    )


def envelope(target: Target) -> bytes:
    """A request as an SDK sends it."""
    frames = [
        {"filename": f"src/part{number}.js", "function": f"call{number}", "lineno": number, "context_line": "x" * 80}
        for number in range(30)
    ]
    raised = {"type": "TypeError", "value": "Failed to fetch", "stacktrace": {"frames": frames}}
    event = json.dumps({"exception": {"values": [raised]}, "breadcrumbs": [{"message": "m" * 1000}]}).encode()
    body = b'{"event_id":"%s"}\n{"type":"event"}\n%s\n' % (uuid.uuid4().hex.encode(), event)
    return _request(f"/api/{target.number}/envelope/", body, f"X-Sentry-Auth: Sentry sentry_key={target.key}\r\n")


def _request(path: str, body: bytes, headers: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _measure(
    name: str, make: Make, seeded: dict[str, object], environment: dict[str, str], seconds: float, connections: int
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    argv = [sys.executable, "-m", "uvicorn", "autofix.asgi:application", "--port", str(port), "--no-access-log"]
    server = subprocess.Popen([*argv, "--log-level", "error"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        target = Target(port=port, **seeded)  # type: ignore[arg-type]
        _load(make, target, 1.0, connections)
        cpu = _cpu_seconds(server.pid)
        begun = time.perf_counter()
        taken = sorted(_load(make, target, seconds, connections))
        elapsed = time.perf_counter() - begun
        each = (_cpu_seconds(server.pid) - cpu) / len(taken) * 1000
    finally:
        server.terminate()
        server.wait()
    p50, p99 = (taken[int(len(taken) * part)] * 1000 for part in (0.5, 0.99))
    print(
        f"{name:<34} {len(taken) / elapsed:>11.0f} {GOAL_RATE:>6} {each:>7.2f} ms {GOAL_CPU_MS:>5} ms "
        f"{p50:>5.0f} ms {p99:>5.0f} ms",
        flush=True,
    )


def _load(make: Make, target: Target, seconds: float, connections: int) -> list[float]:
    """The time that each accepted request took; the sender is a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_send, (make, target, seconds, connections))


def _send(make: Make, target: Target, seconds: float, connections: int) -> list[float]:
    taken: list[float] = []
    begun: dict[int, float] = {}
    answers: defaultdict[int, bytes] = defaultdict(bytes)
    lines = {line.fileno(): line for line in (_connected(target.port) for _ in range(connections))}
    poll = select.epoll()
    end = time.perf_counter() + seconds
    for number, line in lines.items():
        poll.register(number, select.EPOLLIN)
        begun[number] = time.perf_counter()
        line.sendall(make(target))
    while begun:
        for number, _ in poll.poll():
            answers[number] += lines[number].recv(65536)
            if not _is_whole(answers[number]):
                continue
            now, answer = time.perf_counter(), answers.pop(number)
            if not answer.startswith(b"HTTP/1.1 20"):
                raise RuntimeError(f"not accepted: {answer[:300]!r}")
            taken.append(now - begun.pop(number))
            if now < end:
                begun[number] = time.perf_counter()
                lines[number].sendall(make(target))
    return taken


def _is_whole(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    return length is not None and len(body) >= int(length[1])


def _connected(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the web process did not start")


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _environment(folder: Path, database: PostgreSQL) -> dict[str, str]:
    data = folder / "data"
    data.mkdir(mode=0o700)
    make_key_file(data / "master.key")
    return os.environ | {
        "AUTOFIX_DATA": str(data),
        "AUTOFIX_DEBUG": "1",
        "DATABASE_URL": database.url("autofix_app"),
        "REDIS_URL": f"unix://{folder}/no-redis.sock?db=0",
        "DJANGO_SETTINGS_MODULE": "autofix.settings",
    }


def _run(arguments: list[str], environment: dict[str, str]) -> bytes:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
