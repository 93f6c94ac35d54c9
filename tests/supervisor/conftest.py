"""Fixtures of the supervisor's tests: it runs as a process of its own, over small programs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "programs" / "run.py"
UP = Path(__file__).parent / "programs" / "up.py"


def session_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[3])


class Run:
    """A supervisor over children given as ``{name, program, ...}``; ``program`` is Python text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        self.output = folder / "output"

    def start(self, *children: dict[str, object]) -> None:
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(RUN), str(self.folder), json.dumps(children)],
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def until(self, is_so: Callable[[], object]) -> None:
        end = time.monotonic() + 30
        while not is_so():
            assert time.monotonic() < end, f"it never came to be; the output was:\n{self.text}"
            time.sleep(0.02)

    @property
    def text(self) -> str:
        return self.output.read_text()

    def until_said(self, words: str) -> None:
        self.until(lambda: words in self.text)

    def until_ready(self) -> None:
        self.until_said("ALL READY")

    def send(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def wait(self) -> int:
        assert self.process
        return self.process.wait(60)

    def stop(self) -> int:
        self.send(signal.SIGTERM)
        return self.wait()

    def pids(self, name: str) -> list[int]:
        """The process ids a child's program has written into its file, oldest first."""
        try:
            return [int(line) for line in (self.folder / f"{name}.pids").read_text().splitlines()]
        except FileNotFoundError:
            return []

    def pid(self, name: str, at: int = 0) -> int:
        self.until(lambda: len(self.pids(name)) > at)
        return self.pids(name)[at]

    def living(self) -> list[int]:
        """Every process started here that is alive: by the mark in its environment."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if f"MARK={self.folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
        return found


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    started = Run(tmp_path)
    yield started
    if started.process is not None and started.process.poll() is None:
        started.process.kill()
        started.process.wait()
    for pid in started.living():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Up:
    """``autofix up`` on a data folder, with a stand-in for the service's own processes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.Popen[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("AUTOFIX_")}
        clean = {name: value for name, value in clean.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        process = subprocess.Popen(
            [sys.executable, str(UP), "--data", str(self.data), "--port", "0", *arguments],
            env={**clean, "PYTHONPATH": str(UP.parent), "MARK": str(self.data), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=cwd,
        )
        self.started.append(process)
        return process

    def address(self, process: subprocess.Popen[str]) -> str:
        """Wait until it says where it is ready."""
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("AutoFix is ready at "):
                threading.Thread(target=process.stdout.read, daemon=True).start()
                return line.split()[4]
        raise AssertionError("it was never ready:\n" + "".join(said))

    def told(self, name: str) -> dict[str, str | None]:
        """What one of the processes was given, once it runs."""
        file, end = self.data / "told" / f"{name}.pid", time.monotonic() + 30
        while not file.exists():
            assert time.monotonic() < end, f"{name} never ran"
            time.sleep(0.02)
        told: dict[str, str | None] = json.loads(file.with_suffix(".json").read_text())
        return told

    def living(self) -> list[int]:
        """Every process of it: by the mark in its environment, or by the data folder on its command line."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                marked = f"MARK={self.data}".encode() in (entry / "environ").read_bytes().split(b"\0")
                works = (entry / "cwd").readlink().is_relative_to(self.data)
                named = str(self.data).encode() in (entry / "cmdline").read_bytes()
                if (marked or works or named) and int(entry.name) != os.getpid():
                    found.append(int(entry.name))
        return found

    def until_nothing_lives(self) -> None:
        end = time.monotonic() + 30
        while self.living():
            assert time.monotonic() < end, f"{self.living()} live on"
            time.sleep(0.05)


def visit(address: str) -> dict[str, object]:
    """What the stand-in for the web server answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            found: dict[str, object] = json.load(answer)
            return found
    except OSError as error:
        return {"error": str(error)}


@pytest.fixture
def visit_web() -> Callable[[str], dict[str, object]]:
    return visit


@pytest.fixture
def up() -> Iterator[Up]:
    above = Path(tempfile.mkdtemp(prefix="autofix-test-", dir="/tmp"))
    above.chmod(0o711)
    started = Up(above / "data")
    yield started
    for process in started.started:
        if process.poll() is None:
            process.terminate()
            process.wait(60)
    for pid in started.living():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(above)
