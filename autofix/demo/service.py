"""The service as the demonstration runs it: a child process, asked over HTTP like anybody's."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autofix.supervisor.service_file import RunningService, read_service

START_SECONDS, STOP_SECONDS, REQUEST_SECONDS = 90.0, 40.0, 10.0


class DemoError(Exception):
    """The demonstration cannot go on; says why."""


@dataclass(frozen=True)
class Api:
    """The service's API with one token."""

    address: str
    token: str

    def call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
        """The data of the answer; raises ``DemoError`` with the service's own words."""
        request = urllib.request.Request(  # noqa: S310 - our own service on loopback
            f"{self.address}/api/v1{path}",
            method=method,
            data=json.dumps(body or {}).encode() if method != "GET" else None,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:  # noqa: S310
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise DemoError(f"{method} {path} answered {error.code}: {error.read(1000).decode()}") from None
        except OSError as error:
            raise DemoError(f"{method} {path}: {error}") from None


@contextlib.contextmanager
def running_service(data: Path, settings: Mapping[str, str], *, keep: bool) -> Iterator[RunningService]:
    """``autofix up`` on ``data``, stopped in order when the block ends, unless all went well and it is to be kept."""
    environment = {**os.environ, **settings, "AUTOFIX_DATA": str(data)}
    said = data.with_name("up.log")
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "autofix.cli.main", "up", "--port", "0", "--quiet"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _wait(process, data)
        if keep:
            return
    except BaseException:
        keep = False
        raise
    finally:
        if not keep:
            _stop(process, data)


def _stop(process: subprocess.Popen[bytes], data: Path) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise DemoError(f"the service did not stop in {STOP_SECONDS:g} s; its log is in {data / 'logs'}") from None


def _wait(process: subprocess.Popen[bytes], data: Path) -> RunningService:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            said = data.with_name("up.log").read_text(errors="replace")
            raise DemoError(f"the service did not start: {said.strip()[-1500:]}")
        service = read_service(data)
        if service is not None and _is_ready(service.address):
            return service
        time.sleep(0.1)
    raise DemoError(f"the service was not ready in {START_SECONDS:g} s; its log is in {data / 'logs'}")


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=REQUEST_SECONDS) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False
