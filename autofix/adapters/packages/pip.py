"""Installing what requirements files and ``pyproject.toml`` declare: wheels only, nothing built.

Bytecode is compiled once here: the mount is read-only, and every start would compile Flask anew.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path, PurePosixPath

from autofix.sdk.packages import InstallRequest, PackagesError
from autofix.sdk.sandbox import MIB, Job, Limits, Network, Sandbox

INSTALL_VERSION = "2"
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
    with tempfile.TemporaryDirectory(prefix="autofix-pip-") as made:
        tree = Path(made)
        (tree / "wanted.txt").write_text("\n".join(wanted) + "\n")
        outcome = sandbox.run(pip_job(sandbox, tree, into))
    if outcome.exit_code or outcome.ended_by:
        ended = f"it passed its limit of {outcome.ended_by}; " if outcome.ended_by else ""
        lines = [x for x in outcome.stderr.decode(errors="replace").splitlines() if "ERROR" in x]
        raise PackagesError(f"pip failed: {ended}{' | '.join(lines[-4:])[-400:]}")
    return {}


def pip_job(sandbox: Sandbox, tree: Path, into: Path) -> Job:
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
        if name == "pyproject.toml":
            lines += _pyproject(text, path)
        elif name.endswith(".txt") and name != "constraints.txt":
            lines += _requirements(text)
    chosen = list(dict.fromkeys(lines))
    named = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in chosen}
    return [*chosen, *(extra for extra in request.extra if extra not in named)]


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


def _pyproject(text: str, path: str) -> list[str]:
    try:
        project = tomllib.loads(text).get("project", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackagesError(f"{path} cannot be read: {error}") from None
    optional = project.get("optional-dependencies", {}) if isinstance(project, dict) else None
    if not isinstance(project, dict) or not isinstance(optional, dict):
        raise PackagesError(f"{path} cannot be read: project and its optional-dependencies have to be tables")
    named: list[object] = []
    for lines in (project.get("dependencies", []), *(optional.get(group, []) for group in ("dev", "test", "tests"))):
        if not isinstance(lines, list):
            raise PackagesError(f"{path} cannot be read: dependencies have to be lists")
        named += lines
    return [line for line in named if isinstance(line, str) and _is_requirement(line) and "@" not in line]
