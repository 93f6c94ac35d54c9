"""The real service behind a real port, and a project that may send to it."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from autofix.adapters.embedded import PostgreSQL

ROOT = Path(__file__).parents[2]
START_SECONDS = 30


@dataclass
class Server:
    """A running web process of the service."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def request(self, method: str, path: str, body: Any = b"", headers: Mapping[str, str] | None = None) -> Reply:
        """One request on a connection of its own; an iterable body is sent in chunks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.headers.items()), answer.read())

    def post(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
        """One ``POST``."""
        return self.request("POST", path, body, headers)

    def raw(self, *parts: bytes) -> Reply:
        """Bytes on a socket, as they are; answers what comes back first."""
        with socket.create_connection(("127.0.0.1", self.port), 60) as line:
            for part in parts:
                line.sendall(part)
            answer = http.client.HTTPResponse(line)
            answer.begin()
            return Reply(answer.status, dict(answer.headers.items()), answer.read())

    def kill(self) -> None:
        """End the process as a crash does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True)
class Reply:
    """An answer of the service."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal, which has to be in the envelope of every refusal."""
        content = self.json
        assert content["success"] is False and set(content["error"]) == {"code", "message", "details"}
        assert content["error"]["message"]
        return str(content["error"]["code"])


@dataclass(frozen=True)
class Sender:
    """A project as those see it who send to it."""

    tenant: str
    project: str
    number: int
    key: str
    secret: str
    server: Server = field(repr=False)

    @property
    def webhook(self) -> str:
        """The address for GitHub."""
        return f"/webhook/{self.project}/github"

    @property
    def envelopes(self) -> str:
        """The address for SDKs."""
        return f"/api/{self.number}/envelope/"

    def sign(self, body: bytes) -> str:
        """The signature that GitHub would send."""
        return "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()

    def github_headers(self, body: bytes, delivery: str = "", kind: str = "issues") -> dict[str, str]:
        """What GitHub sends beside ``body``."""
        return {
            "X-Hub-Signature-256": self.sign(body),
            "X-GitHub-Delivery": delivery or str(uuid.uuid4()),
            "X-GitHub-Event": kind,
            "Content-Type": "application/json",
        }

    def github(self, payload: object, delivery: str = "", kind: str = "issues") -> Reply:
        """Send one webhook."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return self.server.post(self.webhook, body, self.github_headers(body, delivery, kind))

    def sdk_headers(self, **more: str) -> dict[str, str]:
        """What an SDK sends beside an envelope."""
        return {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={self.key}", **more}

    def envelope(self, body: bytes, **headers: str) -> Reply:
        """Send one envelope."""
        return self.server.post(self.envelopes, body, self.sdk_headers(**headers))

    def assert_alive(self) -> None:
        """The service still takes what is right."""
        assert self.github({"action": "opened", "issue": {"number": 1, "title": "Still there"}}).status == 202

    def signals(self) -> list[Any]:
        """Every stored signal of the project, oldest first."""
        from autofix.core.tenancy import tenant_scope
        from autofix.issues.models import Signal

        with tenant_scope(self.tenant):
            return list(Signal.objects.filter(project_id=self.project).order_by("id"))


Start = Callable[[], contextlib.AbstractContextManager[Server]]
MakeSender = Callable[..., Sender]


@pytest.fixture(scope="session")
def start_server(postgresql_server: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Start a web process; it is ended with the block."""
    from tests.fixtures.service import places

    environment = places().environment()

    @contextlib.contextmanager
    def start() -> Iterator[Server]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = tmp_path_factory.mktemp("server") / "log"
        argv = [sys.executable, "-m", "uvicorn", "autofix.asgi:application", "--port", str(port), "--no-access-log"]
        with log.open("wb") as output:
            process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait(process, port, log)
            yield Server(process, port, log)
        finally:
            process.terminate()
            process.wait(30)

    return start


@pytest.fixture(scope="session")
def shared_server(start_server: Start) -> Iterator[Server]:
    """A web process for every test that does not end it."""
    with start_server() as server:
        yield server


@pytest.fixture
def server(shared_server: Server, database: PostgreSQL) -> Server:
    """The running service, with an empty database."""
    return shared_server


@pytest.fixture
def make_sender(database: PostgreSQL) -> MakeSender:
    """Make a project, of a tenant of its own where none is given, that sends to a server."""
    from autofix.core.tenancy import tenant_scope
    from autofix.projects.models import Project
    from autofix.projects.services import create_project
    from tenants.services import create_tenant

    def make(server: Server, tenant: str = "", name: str = "shop") -> Sender:
        tenant = tenant or create_tenant(name, plan="enterprise").tenant_id
        made = create_project(
            tenant, name=name, kind="react-node", repository="https://git.example.com/acme/shop.git", actor="operator"
        )
        with tenant_scope(tenant):
            number = Project.objects.get(pk=made.project_id).number
        key = made.dsn.split("//")[1].split("@")[0]
        return Sender(tenant, made.project_id, number, key, made.webhook_secret, server)

    return make


@pytest.fixture
def sender(server: Server, make_sender: MakeSender) -> Sender:
    """A project that sends to the running service."""
    return make_sender(server)


@pytest.fixture
def event_envelope() -> Callable[..., bytes]:
    """The bytes of an envelope with one event."""

    def envelope(event: Mapping[str, object] | None = None, event_id: str = "", dsn: str = "") -> bytes:
        event_id = event_id or uuid.uuid4().hex
        payload = json.dumps({"event_id": event_id, "message": "Something broke", **(event or {})}).encode()
        header = {"event_id": event_id, **({"dsn": dsn} if dsn else {})}
        item = {"type": "event", "length": len(payload)}
        return b"\n".join((json.dumps(header).encode(), json.dumps(item).encode(), payload)) + b"\n"

    return envelope


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()}", pytrace=False)
