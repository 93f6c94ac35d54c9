"""From a built file back to its source, by the compiler's ``outDir`` and ``rootDir`` or by usual names."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from autofix.engine.workspace.applications.manifests import read_or_empty
from autofix.sdk.workspace import Workspace

BUILT = re.compile(r"^(?:\./)?(?:dist|build|lib|out|output|compiled|\.build)(?:/|$)")
CONFIGURATIONS = ("tsconfig.json", "tsconfig.build.json", "tsconfig.server.json", "tsconfig.prod.json")
_SUFFIXES = (".ts", ".mts", ".cts", ".js", ".mjs", ".tsx")
_COMMENT = re.compile(r"^\s*//[^\n]*|/\*.*?\*/", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Compiled:
    """A folder that a compiler writes, and the one it reads, empty where its configuration does not say."""

    out: str
    root: str


def source_of_built(workspace: Workspace, folder: str, file: str) -> str | None:
    """The source of ``dist/index.js``: the same path where the compiler reads, in ``src`` or without ``dist``."""
    bare = posixpath.normpath(file)
    places: list[tuple[str, str]] = []
    for compiled in compiled_folders(workspace, folder):
        if bare == compiled.out or bare.startswith(compiled.out + "/"):
            inner = bare[len(compiled.out) + 1 :]
            roots = (compiled.root,) if compiled.root else ("src", "")
            places += [(place, inner) for place in roots]
    built = BUILT.match(file)
    if built is not None:
        places += [(place, file[built.end() :]) for place in ("src", "", "server", "app", "source")]
    for place, inner in places:
        stem = posixpath.splitext(inner or "index")[0] if not inner.endswith("/") else inner + "index"
        stem = stem.removeprefix("src/") if place == "src" else stem
        for suffix in _SUFFIXES:
            for name in (f"{stem}{suffix}", f"{stem}/index{suffix}"):
                path = posixpath.normpath(posixpath.join(folder, place, name))
                if workspace.has(path):
                    return path
    return None


def is_built(workspace: Workspace, folder: str, file: str) -> bool:
    """Whether ``file`` lies where a compiler writes."""
    bare = posixpath.normpath(file)
    return BUILT.match(file) is not None or any(
        bare.startswith(compiled.out + "/") for compiled in compiled_folders(workspace, folder)
    )


def compiled_folders(workspace: Workspace, folder: str) -> list[Compiled]:
    """What the compiler's configurations in ``folder`` say; comments in them are nothing to mind."""
    found = []
    for name in CONFIGURATIONS:
        text = _COMMENT.sub("", read_or_empty(workspace, posixpath.join(folder, name)))
        out = re.search(r'"outDir"\s*:\s*"([^"]+)"', text)
        root = re.search(r'"rootDir"\s*:\s*"([^"]+)"', text)
        if out is not None:
            place = posixpath.normpath(root[1]) if root is not None else ""
            found.append(Compiled(posixpath.normpath(out[1]), "" if place == "." else place))
    return [compiled for compiled in found if compiled.out not in (".", "..")]
