"""Installing what requirements files, ``pyproject.toml`` and ``Pipfile`` declare: wheels only, nothing built.

Lock files of Poetry, uv and Pipenv say which versions; where these do not fit this Python, what is declared does.

Bytecode is compiled once here: the mount is read-only, and every start would compile Flask anew.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePosixPath

from autofix.adapters.packages.python_locks import LOCKS, pinned
from autofix.adapters.packages.python_manifests import pipfile_requirements, project_requirements
from autofix.sdk.packages import InstallRequest, PackagesError
from autofix.sdk.sandbox import MIB, Job, Limits, Network, Sandbox

INSTALL_VERSION = "3"
LIMITS = Limits(seconds=400, memory_bytes=2048 * MIB, processes=128, disk_bytes=2048 * MIB)
# What a requirements file may say: packages, hashes, and other files of the same request.
# Indexes, links, editable installs and addresses are the repository's own configuration and are left out.
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*+\s*+(?:\[[\w,\s-]*+\]\s*+)?(?:$|[<>=!~;(])")
MAX_LINE_CHARACTERS = 2000


def install_pip(sandbox: Sandbox, request: InstallRequest, into: Path) -> dict[str, bytes]:
    """Install into ``into/python``; raises ``PackagesError``."""
    wanted = requirement_lines(request)
    if not wanted:
        (into / "python").mkdir(exist_ok=True)
        return {}
    pins = constraint_lines(request)
    with tempfile.TemporaryDirectory(prefix="autofix-pip-") as made:
        tree = Path(made)
        (tree / "wanted.txt").write_text("\n".join(wanted) + "\n")
        (tree / "pinned.txt").write_text("\n".join(pins) + "\n")
        for pinned in (True, False) if pins else (False,):
            outcome = sandbox.run(pip_job(sandbox, tree, into, is_pinned=pinned))
            if not outcome.exit_code and not outcome.ended_by:
                break
    if outcome.exit_code or outcome.ended_by:
        ended = f"it passed its limit of {outcome.ended_by}; " if outcome.ended_by else ""
        lines = [x for x in outcome.stderr.decode(errors="replace").splitlines() if "ERROR" in x]
        raise PackagesError(f"pip failed: {ended}{' | '.join(lines[-4:])[-400:]}")
    return {}


def pip_job(sandbox: Sandbox, tree: Path, into: Path, *, is_pinned: bool = False) -> Job:
    """The install job; nothing is run by building it."""
    flags = ("--only-binary=:all:", "--no-input", "--no-warn-script-location", "-q")
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
            *(("-c", "pinned.txt") if is_pinned else ()),
        ),
        tree=tree,
        output=into,
        limits=LIMITS,
        network=Network.REGISTRIES,
    )


def requirement_lines(request: InstallRequest) -> list[str]:
    """Every requirement that the request's files name, without options and addresses."""
    lines: list[str] = []
    for path, data in sorted(request.files.items()):
        text = data.decode(errors="replace").removeprefix("\ufeff")
        name = PurePosixPath(path).name
        if name in ("pyproject.toml", "Pipfile"):
            read = project_requirements if name == "pyproject.toml" else pipfile_requirements
            lines += [line for line in read(text, path) if _is_requirement(line) and "@" not in line.split(";")[0]]
        elif name.endswith(".txt") and name != "constraints.txt":
            lines += _requirements(text)
    chosen = list(dict.fromkeys(lines))
    named = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in chosen}
    return [*chosen, *(extra for extra in request.extra if extra not in named)]


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
