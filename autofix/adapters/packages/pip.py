"""Installing what requirements files, ``pyproject.toml`` and ``Pipfile`` declare: wheels only, nothing built.

Lock files of Poetry, uv and Pipenv say which versions; where these do not fit this Python, what is declared does.

What has no wheel for this Python gives way to the nearest that has (``pip_nearest``).

Bytecode is compiled once here: the mount is read-only, and every start would compile Flask anew.
"""

from __future__ import annotations

import codecs
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autofix.adapters.packages.filled import Filled, besides
from autofix.adapters.packages.pip_nearest import MAX_STEPS, Wanted, is_frozen, name_of, nearest
from autofix.adapters.packages.python_locks import LOCKS, pinned
from autofix.adapters.packages.python_manifests import pipfile_requirements, project_requirements
from autofix.sdk.packages import InstallRequest, InstallRun, PackagesError
from autofix.sdk.sandbox import MIB, Job, Limits, Network, Sandbox

INSTALL_VERSION = "4"
LIMITS = Limits(seconds=400, memory_bytes=2048 * MIB, processes=128, disk_bytes=2048 * MIB)
# What a requirements file may say: packages, hashes, and other files of the same request.
# Indexes, links, editable installs and addresses are the repository's own configuration and are left out.
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*+\s*+(?:\[[\w,\s-]*+\]\s*+)?(?:$|[<>=!~;(])")
MAX_LINE_CHARACTERS = 2000
# All attempts together start within so long.
SECONDS = 200.0
_ALONE = ("--no-deps",)


def install_pip(sandbox: Sandbox, request: InstallRequest, into: Path) -> Filled:
    """Install into ``into/python``; raises ``PackagesError``."""
    wanted = Wanted(tuple(requirement_lines(request)), besides(request.undeclared))
    if not wanted.lines:
        (into / "python").mkdir(exist_ok=True)
        return Filled()
    pins = constraint_lines(request)
    with tempfile.TemporaryDirectory(prefix="autofix-pip-") as made:
        tree = Path(made)
        (tree / "pinned.txt").write_text("\n".join(pins) + "\n")
        ways: list[tuple[str, ...]] = [("-c", "pinned.txt"), ()] if pins else [()]
        said, ended, end = "", "", time.monotonic() + SECONDS
        for _ in range(MAX_STEPS):
            (tree / "wanted.txt").write_text("\n".join(wanted.lines) + "\n")
            for flags in ways:
                outcome = sandbox.run(pip_job(sandbox, tree, into, flags))
                if not outcome.exit_code and not outcome.ended_by:
                    return Filled(notes=wanted.notes)
            said, ended = outcome.stderr.decode(errors="replace"), outcome.ended_by
            if request.is_exact:
                break
            nearer = nearest(wanted, said) if not ended else None
            if (nearer is None or "ResolutionImpossible" in said) and is_frozen(wanted.lines) and ways != [_ALONE]:
                # All that is needed is named, and the pip that wrote it did not mind a conflict.
                ways = [_ALONE]
                note = "packages exactly as they are pinned, without what these ask for besides"
                wanted = replace(wanted, notes=(*wanted.notes, note))
                continue
            # What a lock pins was there on another Python.
            ways = ways[-1:]
            if nearer is None or not nearer.lines or time.monotonic() > end:
                break
            wanted = nearer
    shown = f"it passed its limit of {ended}; " if ended else ""
    lines = [line for line in said.splitlines() if "ERROR" in line]
    raise PackagesError(f"pip failed: {shown}{' | '.join(lines[-4:])[-400:]}")


def try_pip(sandbox: Sandbox, request: InstallRequest, tree: Path, into: Path) -> InstallRun:
    """One install of what the request declares, with nothing nearest in its place; raises ``PackagesError``."""
    lines = requirement_lines(replace(request, extra=(), undeclared=()))
    if not lines:
        raise PackagesError("no requirement was found to install")
    (tree / "wanted.txt").write_text("\n".join(lines) + "\n")
    # What the conflict is caused by, pip says only when it may say more than errors.
    outcome = sandbox.run(pip_job(sandbox, tree, into, is_quiet=False))
    log = (outcome.stderr + b"\n" + outcome.stdout).decode(errors="replace")
    return InstallRun(outcome.exit_code, log, outcome.ended_by, outcome.seconds)


def pip_job(sandbox: Sandbox, tree: Path, into: Path, ways: tuple[str, ...] = (), *, is_quiet: bool = True) -> Job:
    """The install job; nothing is run by building it."""
    flags = ("--only-binary=:all:", "--no-input", "--no-warn-script-location", *(("-q",) if is_quiet else ()))
    return Job(
        argv=(
            sandbox.tools["python"],
            "-m",
            "pip",
            "install",
            *flags,
            "--target",
            "{root}/out/python",
            "-r",
            "wanted.txt",
            *ways,
        ),
        tree=tree,
        output=into,
        limits=LIMITS,
        network=Network.REGISTRIES,
    )


def requirement_lines(request: InstallRequest) -> list[str]:
    """Every requirement that the request's files name, without options and addresses."""
    lines: list[str] = []
    for path, data in sorted(request.files.items(), key=lambda file: (not file[0].endswith(".txt"), file[0])):
        text = decoded(data)
        name = PurePosixPath(path).name
        if name in ("pyproject.toml", "Pipfile"):
            read = project_requirements if name == "pyproject.toml" else pipfile_requirements
            lines += [line for line in read(text, path) if _is_requirement(line) and "@" not in line.split(";")[0]]
        elif name.endswith(".txt") and name != "constraints.txt":
            lines += _requirements(text)
    chosen = _one_each(lines)
    named = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in chosen}
    # What hostile code says it lacks may look like an option.
    others = (extra for extra in (*request.extra, *request.undeclared) if _is_requirement(extra))
    return [*chosen, *(extra for extra in others if extra not in named)]


def _one_each(lines: Sequence[str]) -> list[str]:
    """Of several lines for a package the first that says a version: manifests beside each other need not agree."""
    best: dict[str, str] = {}
    for line in dict.fromkeys(lines):
        # With a condition each line is for a machine of its own.
        key = line if ";" in line else name_of(line)
        if key not in best or not re.search(r"[<>=~!]", best[key]):
            best[key] = line
    return list(best.values())


def decoded(data: bytes) -> str:
    """The text of a requirements file as pip reads it: PowerShell's ``>`` writes UTF-16."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if is_wide else "utf-8", errors="replace").removeprefix("\ufeff")


def constraint_lines(request: InstallRequest) -> list[str]:
    """What the request's lock files pin, but for packages that the change itself has declared."""
    declared = {name.lower() for name in request.declared}
    found = [
        line
        for path, data in sorted(request.files.items())
        if PurePosixPath(path).name in LOCKS
        for line in pinned(path, data.decode(errors="replace"))
    ]
    return [line for line in dict.fromkeys(found) if line.partition("==")[0].lower() not in declared]


def _requirements(text: str) -> list[str]:
    joined = re.sub(r"\\\r?\n", " ", text)
    found = []
    for raw in joined.splitlines():
        line = re.sub(r"(?:^|\s)#.*$", "", raw)
        line = re.sub(r"\s--hash=\S+", "", line).strip()
        if _is_requirement(line) and "@" not in line.split(";")[0]:
            found.append(line)
    return found


def _is_requirement(line: str) -> bool:
    return len(line) <= MAX_LINE_CHARACTERS and _REQUIREMENT.match(line) is not None
