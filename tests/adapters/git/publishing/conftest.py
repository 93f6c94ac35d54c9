"""A repository to publish to, on this machine or behind git's own HTTP server."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import commit_changes, push_branch
from autofix.adapters.git.remote import open_remote

IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}
HTTP_BACKEND = Path(
    subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True).stdout.strip(),
    "git-http-backend",
)


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """Plain git, as a person runs it."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **IDENTITY}, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode != 0) == fails, done.stderr
    return done.stdout.strip()


@dataclass(frozen=True)
class Origin:
    """A bare repository with a main branch, and a person's clone of it."""

    root: Path
    bare: Path
    clone: Path
    state: Path
    when: datetime = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def git(self, *arguments: str, fails: bool = False) -> str:
        """Plain git in the bare repository."""
        return git(self.bare, *arguments, fails=fails)

    def person(self, *arguments: str, fails: bool = False) -> str:
        """Plain git in the person's clone."""
        return git(self.clone, *arguments, fails=fails)

    def push(self, files: dict[str, str], branch: str = "main", message: str = "by a person") -> str:
        """A person's commit on ``branch``, pushed; answers its id."""
        self.person("fetch", "-q", "origin")
        self.person("checkout", "-q", "-B", branch, f"origin/{branch}")
        for name, content in files.items():
            place = self.clone / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content)
        self.person("add", "-A")
        self.person("commit", "-qm", message)
        self.person("push", "-q", "origin", branch)
        return self.head(branch)

    def head(self, branch: str = "main") -> str:
        """The commit of a branch at the remote."""
        return self.git("rev-parse", "--verify", f"refs/heads/{branch}")

    def show(self, path: str, revision: str = "main") -> str:
        """What a file holds at the remote."""
        return self.git("show", f"{revision}:{path}")

    def mirror(self, name: str = "mirror", **options: object) -> Mirror:
        """A mirror of the bare repository, fetched."""
        made = Mirror(self.state / name, open_remote(str(self.bare), [self.root]), **options)
        made.fetch()
        return made

    def fix(self, mirror: Mirror, branch: str, contents: dict[str, bytes | None]) -> str:
        """A fix on a branch of its own, pushed; answers its commit."""
        base = mirror.head("main")
        made = commit_changes(mirror, base, contents, "Fix it\n", self.when)
        push_branch(mirror, branch, made, None)
        return made


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    root = tmp_path / "repositories"
    root.mkdir()
    made = Origin(root, root / "app.git", tmp_path / "clone", tmp_path / "state")
    git(root, "init", "-q", "--bare", "-b", "main", "app.git")
    git(tmp_path, "init", "-q", "-b", "main", "clone")
    made.person("remote", "add", "origin", str(made.bare))
    (made.clone / "server.js").write_text("".join(f"line {number}\n" for number in range(1, 21)))
    (made.clone / "start.sh").write_text("#!/bin/sh\nnode server.js\n")
    (made.clone / "start.sh").chmod(0o755)
    (made.clone / "latest").symlink_to("server.js")
    made.person("add", ".")
    made.person("commit", "-qm", "first")
    made.person("push", "-q", "origin", "main")
    return made


@dataclass
class GitServer:
    """git http-backend over real HTTP. What it does wrong can be switched on."""

    port: int
    root: Path
    token: str = ""
    redirect: str = ""
    replies_to_lose: int = 0
    requests: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, name: str = "app.git", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{name}"


class _Backend(BaseHTTPRequestHandler):
    told: GitServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)

    def _answer(self, body: bytes) -> None:
        told, parts = self.told, urlsplit(self.path)
        told.requests.append(self.path)
        told.authorizations.append(self.headers.get("Authorization", ""))
        if told.redirect:
            self._send(302, {"Location": told.redirect + self.path}, b"")
            return
        if told.token and self.headers.get("Authorization") != told.token:
            self._send(401, {"WWW-Authenticate": 'Basic realm="git"'}, b"")
            return
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_PROJECT_ROOT": str(told.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REMOTE_USER": "someone",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        done = subprocess.run([HTTP_BACKEND], env=environment, input=body, capture_output=True, timeout=60)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        if parts.path.endswith("/git-receive-pack") and told.replies_to_lose:
            told.replies_to_lose -= 1
            self.close_connection = True
            return
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        self._send(int(headers.pop("Status", "200").split()[0]), headers, content)

    def _send(self, code: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], GitServer]]:
    """Starts servers of the repositories below a folder."""
    if not HTTP_BACKEND.exists():
        pytest.skip("git http-backend is not installed")
    running = []

    def start(root: Path) -> GitServer:
        handler = type("Backend", (_Backend,), {})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        handler.told = GitServer(server.server_address[1], root)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return handler.told

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def python() -> Callable[..., subprocess.Popen[bytes]]:
    """Starts a process of its own that runs a piece of Python with these arguments."""
    repository = Path(__file__).parents[4]

    def start(code: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    return start
