"""Installing what a ``package.json`` declares, scripts off, from the operator's registry.

npm installs its own locks and those of Yarn 1, which it reads; pnpm's by pnpm itself. The packages of a monorepo are
installed together, in the folders that they have in the repository.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path, PurePosixPath

from autofix.adapters.packages.filled import Filled, besides
from autofix.adapters.packages.natives import outdated, replacing
from autofix.adapters.packages.pnpm import LOCK as PNPM_LOCK
from autofix.adapters.packages.pnpm import WORKSPACE, pnpm_commands
from autofix.adapters.sandbox.output_files import UnsafeOutput, read_output
from autofix.sdk.packages import InstallRequest, InstallRun, PackagesError
from autofix.sdk.sandbox import MIB, Job, Limits, Network, Sandbox

INSTALL_VERSION = "5"
LIMITS = Limits(seconds=400, memory_bytes=3072 * MIB, processes=256, disk_bytes=2048 * MIB)
MAX_LOCK_BYTES = 32 * MIB
# A package's name, which becomes a path below node_modules.
_PACKAGE = re.compile(r"(?:@[A-Za-z0-9~_-][A-Za-z0-9._~-]*/)?[A-Za-z0-9~_-][A-Za-z0-9._~-]*")
# Where tools keep what they work out: vite, webpack's loaders, vitest. They fail or grow slow where they may not write.
SCRATCH = (".cache", ".vite", ".vite-temp", ".vitest")
_FLAGS = "--ignore-scripts --no-audit --no-fund --no-progress"


def has_all(request: InstallRequest, folder: Path) -> bool:
    """Whether every declared package stands in ``folder``."""
    try:
        names = _names(_manifest(request))
    except (ValueError, RecursionError, PackagesError):
        return False
    return all(_PACKAGE.fullmatch(name) and _stands(folder / name / "package.json") for name in names)


def _names(manifest: bytes) -> list[str]:
    """Every package that ``manifest`` declares; raises ``ValueError`` for what is no manifest."""
    parsed = json.loads(manifest)
    if not isinstance(parsed, dict):
        raise ValueError("it is not an object")
    sections = [parsed.get(section) or {} for section in ("dependencies", "devDependencies")]
    if not all(isinstance(section, dict) for section in sections):
        raise ValueError("its dependencies are not a table")
    return [name for section in sections for name in section]


def _stands(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A name that no file system takes is not there.
        return False


def install_npm(sandbox: Sandbox, request: InstallRequest, into: Path) -> Filled:
    """Install into ``into/node_modules``; answers the lock files that npm rewrote.

    Raises ``PackagesError``.
    """
    if "npm" not in sandbox.tools:
        raise PackagesError("npm is not installed on this machine")
    _manifest(request)
    with tempfile.TemporaryDirectory(prefix="autofix-npm-") as made:
        tree = Path(made)
        _lay_out(request, tree)
        lock = next((p for p in sorted(request.files) if PurePosixPath(p).name in _LOCKS), None)
        said = ""
        for command in _commands(request, lock):
            outcome = sandbox.run(npm_job(sandbox, tree, into, command + _besides(sandbox, request)))
            if outcome.exit_code == 0 and not outcome.ended_by:
                break
            ended = f"it passed its limit of {outcome.ended_by}; " if outcome.ended_by else ""
            said = ended + _last_lines(outcome.stderr + outcome.stdout)
        else:
            raise PackagesError(f"{_manager(request)} failed: {said}")
        notes = (*besides(_undeclared(request)), *_with_binaries(sandbox, request, tree, into))
    for folder in (into, *(into / PurePosixPath(member).relative_to(request.root) for member in request.members)):
        if folder == into or (folder / "node_modules").is_dir():
            for name in SCRATCH:
                (folder / "node_modules" / name).mkdir(parents=True, exist_ok=True)
    if lock is None or not request.declared:
        return Filled(notes=notes)
    try:
        return Filled({lock: read_output(into, PurePosixPath(lock).name, MAX_LOCK_BYTES)}, notes)
    except (UnsafeOutput, FileNotFoundError) as error:
        raise PackagesError(f"npm left no lock file that can be used: {error}") from None


def try_npm(sandbox: Sandbox, request: InstallRequest, tree: Path, into: Path) -> InstallRun:
    """One install as a person would ask npm for it, without a second try; raises ``PackagesError``."""
    if "npm" not in sandbox.tools:
        raise PackagesError("npm is not installed on this machine")
    if _manager(request) == "pnpm" or any(PurePosixPath(path).name == _YARN_LOCK for path in request.files):
        raise PackagesError("installs of pnpm and Yarn are not tried")
    _manifest(request)
    _lay_out(request, tree)
    outcome = sandbox.run(npm_job(sandbox, tree, into, f"install {_FLAGS}"))
    log = (outcome.stdout + b"\n" + outcome.stderr).decode(errors="replace")
    return InstallRun(outcome.exit_code, log, outcome.ended_by, outcome.seconds)


def _lay_out(request: InstallRequest, tree: Path) -> None:
    for path, data in request.files.items():
        place = tree / PurePosixPath(path).relative_to(request.root)
        if place.name == _YARN_LOCK and b"__metadata:" in data:
            # Yarn 2 and later write another format under the same name, which npm cannot read.
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


_LOCKS = ("package-lock.json", "npm-shrinkwrap.json", PNPM_LOCK)
_YARN_LOCK = "yarn.lock"


def npm_job(sandbox: Sandbox, tree: Path, into: Path, command: str) -> Job:
    """The install job; nothing is run by building it."""
    script = f"cp -R . {{root}}/out/ && cd {{root}}/out && '{sandbox.tools['npm']}' {command}"
    return Job(
        argv=("/bin/sh", "-c", script),
        tree=tree,
        output=into,
        limits=LIMITS,
        network=Network.REGISTRIES,
    )


def _commands(request: InstallRequest, lock: str | None) -> list[str]:
    """Exactly the lock where there is one; what the manifest says where it has to change or does not fit."""
    if _manager(request) == "pnpm":
        text = request.files[lock].decode(errors="replace") if lock is not None else ""
        return pnpm_commands(text, is_frozen=lock is not None and not request.declared)
    resolved = lock is None or b'"resolved"' not in request.files[lock]
    install = f"install {_FLAGS}" + (" --omit-lockfile-registry-resolved" if resolved else "")
    if any(PurePosixPath(path).name == _YARN_LOCK for path in request.files):
        # The addresses in Yarn's lock are those of its own registry.
        install += " --replace-registry-host=always"
    commands = [install, f"{install} --legacy-peer-deps"]
    return commands if lock is None or request.declared else [f"ci {_FLAGS}", *commands]


def _besides(sandbox: Sandbox, request: InstallRequest) -> str:
    """The command that adds what no manifest names, without a word of it in manifest or lock."""
    names = " ".join(_undeclared(request))
    return f" && '{sandbox.tools['npm']}' install --no-save --legacy-peer-deps {_FLAGS} {names}" if names else ""


def _with_binaries(sandbox: Sandbox, request: InstallRequest, tree: Path, into: Path) -> tuple[str, ...]:
    """Notes on packages that were replaced by versions which bring their binaries along."""
    inside = [str(PurePosixPath(member).relative_to(request.root)) for member in request.members]
    found = [] if _manager(request) == "pnpm" or request.is_exact else list(outdated(into, inside))
    if not found:
        return ()
    script = replacing(sandbox.tools["npm"], _FLAGS, [(place, wanted) for place, wanted, _ in found])
    job = Job(argv=("/bin/sh", "-c", script), tree=tree, output=into, limits=LIMITS, network=Network.REGISTRIES)
    outcome = sandbox.run(job)
    # Without them the server says itself what it lacks.
    is_done = outcome.exit_code == 0 and not outcome.ended_by
    return tuple(dict.fromkeys(note for _, _, note in found)) if is_done else ()


def _undeclared(request: InstallRequest) -> tuple[str, ...]:
    """What npm can add; it cannot to what pnpm has laid out."""
    names = () if _manager(request) == "pnpm" else request.undeclared
    return tuple(name for name in names if _PACKAGE.fullmatch(name))


def _manager(request: InstallRequest) -> str:
    """``pnpm`` where its lock or its workspace file is there, as npm cannot read what these declare."""
    return "pnpm" if any(PurePosixPath(path).name in (PNPM_LOCK, WORKSPACE) for path in request.files) else "npm"


def _manifest(request: InstallRequest) -> bytes:
    path = f"{request.root}/package.json" if request.root else "package.json"
    if path not in request.files:
        raise PackagesError(f"there is no {path}")
    return request.files[path]


def _last_lines(output: bytes) -> str:
    lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
    return " | ".join(line for line in lines[-6:])[-400:]
