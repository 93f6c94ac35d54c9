"""The file that a path without its ending means."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from autofix.engine.workspace.modules.documents import read_json
from autofix.engine.workspace.modules.index import inside
from autofix.engine.workspace.modules.suffixes import COMPONENTS, JAVASCRIPT
from autofix.sdk.workspace import Workspace

TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")
TYPESCRIPT_FOR = {
    ".js": (".ts", ".tsx", ".d.ts"),
    ".jsx": (".tsx", ".d.ts"),
    ".mjs": (".mts", ".d.mts"),
    ".cjs": (".cts", ".d.cts"),
}
ALWAYS_LAST = (".json", ".d.ts")
FROM_TYPESCRIPT = (".ts", ".tsx", *(ending for ending in JAVASCRIPT if ending not in (".ts", ".tsx")))


def module_file(workspace: Workspace, target: str, importer: str, extra: tuple[str, ...] = ()) -> str | None:
    """The file that ``target`` means to the file ``importer``; None where there is none in the repository.

    ``target`` may lack its ending, say ``.js`` for a TypeScript file, or be a
    folder. ``extra`` are endings that the project's bundler adds by itself.
    """
    plain = inside(target)
    if plain is None:
        return None
    is_folder = target.endswith(("/", "/.", "/..")) or target in ("", ".", "..")
    if plain and not is_folder:
        found = next((path for path in _spellings(plain, importer, extra) if workspace.has(path)), None)
        if found is not None:
            return found
    return _folder_file(workspace, plain, importer, extra)


def _spellings(plain: str, importer: str, extra: tuple[str, ...]) -> Iterator[str]:
    yield plain
    stem, ending = posixpath.splitext(plain)
    for other in TYPESCRIPT_FOR.get(ending, ()):
        yield stem + other
    for other in _endings(importer, extra):
        yield plain + other


def _folder_file(workspace: Workspace, folder: str, importer: str, extra: tuple[str, ...]) -> str | None:
    for other in _endings(importer, extra):
        path = posixpath.join(folder, f"index{other}")
        if workspace.has(path):
            return path
    manifest = read_json(workspace, posixpath.join(folder, "package.json"))
    for field in ("module", "main"):
        main = manifest.get(field)
        target = inside(posixpath.join(folder, main)) if isinstance(main, str) else None
        if target:
            spelled = [*_spellings(target, importer, extra), *(f"{target}/index{e}" for e in JAVASCRIPT)]
            found = next((path for path in spelled if workspace.has(path)), None)
            if found is not None:
                return found
    return None


def _endings(importer: str, extra: tuple[str, ...]) -> tuple[str, ...]:
    first = FROM_TYPESCRIPT if importer.endswith((*TYPESCRIPT, *COMPONENTS)) else JAVASCRIPT
    return (*first, *extra, *ALWAYS_LAST)
