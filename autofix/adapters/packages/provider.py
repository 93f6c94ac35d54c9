"""Dependencies for a manifest and its lock: those that stand there already, cached ones, or new ones."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from autofix.adapters.packages.filled import Filled
from autofix.adapters.packages.npm import INSTALL_VERSION as NPM_VERSION
from autofix.adapters.packages.npm import SCRATCH, has_all, install_npm, try_npm
from autofix.adapters.packages.pip import INSTALL_VERSION as PIP_VERSION
from autofix.adapters.packages.pip import install_pip, try_pip
from autofix.sdk.packages import INTERPRETER, Installed, InstallRequest, InstallRun, PackagesError
from autofix.sdk.sandbox import Mount, Sandbox

Install = Callable[[Sandbox, InstallRequest, Path], Filled]
LOCKS, NOTES = "locks.json", "notes.json"


class PackageProvider:
    """Installs into ``cache``, one folder for each manifest, lock and toolchain."""

    def __init__(self, sandbox: Sandbox, cache: Path) -> None:
        self._sandbox = sandbox
        self._cache = cache

    def provide(self, request: InstallRequest) -> Installed:
        """Dependencies for ``request``; raises ``PackagesError``."""
        install, version = {"npm": (install_npm, NPM_VERSION), "pip": (install_pip, PIP_VERSION)}[request.ecosystem]
        is_as_declared = not request.declared and not request.undeclared
        if request.existing is not None and is_as_declared and self._serves(request, request.existing):
            return self._mounted(request, {request.root: request.existing}, Filled())
        folder = self._cache / self._key(request, version)
        if not folder.is_dir():
            if not request.may_install:
                raise PackagesError("they are not installed, and nothing may be fetched (--no-install)")
            self._fill(install, request, folder)
        locks, notes = (json.loads((folder / name).read_text()) for name in (LOCKS, NOTES))
        filled = Filled({path: text.encode() for path, text in locks.items()}, tuple(notes))
        return self._mounted(request, _inside(request, folder), filled)

    def try_install(self, request: InstallRequest) -> InstallRun:
        """Install exactly what ``request`` declares and keep nothing of it; raises ``PackagesError``."""
        if not request.may_install:
            raise PackagesError("nothing may be fetched (--no-install)")
        attempt = {"npm": try_npm, "pip": try_pip}[request.ecosystem]
        with tempfile.TemporaryDirectory(prefix="autofix-tried-") as made:
            (Path(made) / "tree").mkdir()
            (Path(made) / "out").mkdir()
            return attempt(self._sandbox, request, Path(made) / "tree", Path(made) / "out")

    def _serves(self, request: InstallRequest, existing: Path) -> bool:
        return request.ecosystem == "pip" or (not request.members and has_all(request, existing))

    def _mounted(self, request: InstallRequest, folders: Mapping[str, Path], filled: Filled) -> Installed:
        """``folders`` are what was installed, by the folder of the repository that it is for."""
        if request.ecosystem == "npm":
            found = ((root, folder) for root, folder in folders.items() if folder.is_dir())
            return Installed(tuple(_npm_mount(root, folder) for root, folder in found), {}, filled.locks, filled.notes)
        mounts = (Mount(folders[request.root], "deps/python"), Mount(self._interpreter(), INTERPRETER))
        return Installed(mounts, {"PYTHONPATH": "{root}/deps/python"}, filled.locks, filled.notes)

    def _interpreter(self) -> Path:
        """A virtual environment with nothing in it: ``python`` by its plain name, without this machine's packages.

        Made by hand as PEP 405 describes it; ``venv`` would copy more than is needed.
        """
        python = Path(self._sandbox.tools["python"])
        folder = self._cache / f"interpreter-{hashlib.sha256(str(python).encode()).hexdigest()[:16]}"
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "pyvenv.cfg").write_text(f"home = {python.parent}\ninclude-system-site-packages = false\n")
        for name in ("python", "python3"):
            with contextlib.suppress(FileExistsError):
                (folder / "bin" / name).symlink_to(python)
        return folder

    def _key(self, request: InstallRequest, version: str) -> str:
        found = hashlib.sha256()
        tools = sorted(self._sandbox.tools.items())
        named = (request.extra, request.declared, request.members, request.undeclared, request.is_exact)
        request_parts = [repr(part) for part in named]
        for part in (version, request.ecosystem, repr(tools), *request_parts):
            found.update(part.encode() + b"\0")
        for path, data in sorted(request.files.items()):
            found.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
        return f"{request.ecosystem}-{found.hexdigest()[:32]}"

    def _fill(self, install: Install, request: InstallRequest, folder: Path) -> None:
        """Install beside ``folder`` and move it there whole, so that a killed install leaves nothing that counts."""
        self._cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="installing-", dir=self._cache))
        try:
            filled = install(self._sandbox, request, made)
            text = {path: data.decode() for path, data in filled.locks.items()}
            (made / LOCKS).write_text(json.dumps(text))
            (made / NOTES).write_text(json.dumps(filled.notes))
            made.chmod(0o755)
            try:
                os.rename(made, folder)  # noqa: PTH104 - Path.rename would overwrite silently elsewhere
            except OSError:
                # Somebody else was faster; theirs is as good.
                if not folder.is_dir():
                    raise
        except UnicodeDecodeError:
            raise PackagesError("the package manager wrote a lock file that is not UTF-8") from None
        except OSError as error:
            raise PackagesError(f"the cache {self._cache} cannot be written: {error.strerror}") from None
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _inside(request: InstallRequest, folder: Path) -> dict[str, Path]:
    """Where an install lies in its ``folder``, by the folder of the repository that it is for."""
    if request.ecosystem != "npm":
        return {request.root: folder / "python"}
    below = {member: PurePosixPath(member).relative_to(request.root) for member in request.members}
    return {request.root: folder / "node_modules", **{m: folder / path / "node_modules" for m, path in below.items()}}


def _npm_mount(root: str, folder: Path) -> Mount:
    scratch = tuple(name for name in SCRATCH if (folder / name).is_dir() and not (folder / name).is_symlink())
    return Mount(folder, f"work/{root}/node_modules" if root else "work/node_modules", scratch)
