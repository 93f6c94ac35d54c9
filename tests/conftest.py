"""What the machine offers the tests, and what had to be left out for lack of it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

from autofix.adapters.embedded import EmbeddedError
from autofix.adapters.embedded.postgresql_programs import find_programs
from autofix.adapters.embedded.redis_program import find_program
from autofix.adapters.sandbox import open_sandbox
from autofix.adapters.sandbox.registries import configured_registries
from autofix.sdk.sandbox import SandboxError

pytest_plugins = [
    "tests.fixtures.service",
    "tests.fixtures.database",
    "tests.fixtures.broker",
    "tests.fixtures.rows",
    "tests.fixtures.side_by_side",
    "tests.fixtures.model",
]
LEFT_OUT = pytest.StashKey[dict[str, str]]()


@functools.cache
def lacks_bwrap() -> str:
    """Why bubblewrap does not work here; empty when it does."""
    try:
        open_sandbox()
    except SandboxError as error:
        return str(error)
    return ""


@functools.cache
def lacks_unshare() -> str:
    """Why namespaces cannot be made here."""
    if shutil.which("unshare") is None:
        return "unshare (util-linux) is not installed"
    tried = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--net", "true"],
        capture_output=True,
        timeout=20,
        check=False,
    )
    return "" if tried.returncode == 0 else "this machine does not let unshare make namespaces"


@functools.cache
def lacks_node() -> str:
    """Why Node cannot be used."""
    return "" if shutil.which("node") else "node is not installed"


@functools.cache
def lacks_npm() -> str:
    """Why npm cannot be used."""
    return "" if shutil.which("npm") else "npm is not installed"


@functools.cache
def lacks_registry() -> str:
    """Why packages cannot be fetched: the configured registries do not take a connection."""
    import socket

    for host, port in sorted(configured_registries().endpoints):
        try:
            socket.create_connection((host, port), 5).close()
        except OSError as error:
            return f"a package registry does not answer: {error.strerror or error}"
    return ""


@functools.cache
def lacks_postgresql() -> str:
    """Why no PostgreSQL can be started."""
    try:
        find_programs()
    except EmbeddedError as error:
        return str(error)
    return ""


@functools.cache
def lacks_redis() -> str:
    """Why no Redis can be started."""
    try:
        find_program()
    except EmbeddedError as error:
        return str(error)
    return ""


NEEDS: dict[str, Callable[[], str]] = {
    "needs_bwrap": lacks_bwrap,
    "needs_unshare": lacks_unshare,
    "needs_node": lacks_node,
    "needs_npm": lacks_npm,
    "needs_registry": lacks_registry,
    "needs_postgresql": lacks_postgresql,
    "needs_redis": lacks_redis,
}


def pytest_configure() -> None:
    """No test asks the model of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith(("OPENAI_", "AUTOFIX_FALLBACK_"))]:
        del os.environ[name]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out when the machine lacks what its markers need, with the reason."""
    for marker, lacks in NEEDS.items():
        if item.get_closest_marker(marker) is not None and (reason := lacks()):
            pytest.skip(f"{marker}: {reason}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was left out and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons: dict[str, int] = {}
    for report in skipped:
        text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[text] = reasons.get(text, 0) + 1
    if not reasons:
        terminalreporter.write_line("left out: nothing")
        return
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"left out: {count} tests ({reason.removeprefix('Skipped: ')})")
