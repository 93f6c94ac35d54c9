"""Which file of a package its manifest gives out: ``exports``, ``imports``, ``main``.

Follows https://nodejs.org/api/packages.html, but that the sources count
rather than what they are built to: a repository holds no ``dist``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from autofix.engine.workspace.modules.documents import Object, as_object
from autofix.engine.workspace.modules.patterns import matches

MAX_TARGETS = 40
BUILT = ("dist", "lib", "build", "out", "es", "esm", "cjs", "_esm", "_cjs", "output")
MAIN_FIELDS = ("source", "module", "main", "types", "typings", "browser", "svelte")


def exported_targets(manifest: Object, subpath: str) -> list[str] | None:
    """The paths, from the package's folder, that ``exports`` gives for ``subpath`` (empty for the package itself).

    None when there is no ``exports``; an empty list when there is and it does not give this out.
    """
    exports = manifest.get("exports")
    if exports is None:
        return None
    entries = as_object(exports)
    if not any(key.startswith(".") for key in entries):
        entries = {".": exports}
    return _targets(entries, f"./{subpath}" if subpath else ".")


def imported_targets(manifest: Object, specifier: str) -> list[str]:
    """The paths or packages that ``imports`` gives for ``#specifier``."""
    return _targets(as_object(manifest.get("imports")), specifier)


def main_targets(manifest: Object) -> list[str]:
    """Where a package without ``exports`` begins, as far as its manifest says."""
    return [main for main in (manifest.get(field) for field in MAIN_FIELDS) if isinstance(main, str)]


def source_spellings(target: str) -> list[str]:
    """The places where the source of a built file may lie, the file itself first."""
    parts = posixpath.normpath(target).split("/")
    found = [target]
    if parts[0] in BUILT and len(parts) > 1:
        rest = parts[2:] if len(parts) > 2 and parts[1] in BUILT else parts[1:]
        stem = "/".join(rest)
        for ending in (".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs"):
            if stem.endswith(ending):
                stem = stem.removesuffix(ending)
                break
        found += [f"src/{stem}", stem] if not stem.startswith("src/") else [stem]
    return found


def _targets(entries: Object, subpath: str) -> list[str]:
    found: list[str] = []
    for target, rest in matches(entries, subpath):
        found += [leaf.replace("*", rest) for leaf in _leaves(target)]
        break
    else:
        # The older form of a pattern: a folder with a slash at its end.
        for key, target in entries.items():
            if key.endswith("/") and subpath.startswith(key):
                found += [leaf + subpath[len(key) :] for leaf in _leaves(target) if leaf.endswith("/")]
    return list(dict.fromkeys(found))[:MAX_TARGETS]


def _leaves(target: object) -> Iterator[str]:
    """The texts below conditions and alternatives, in their order, whatever the condition."""
    pending = [target]
    for _ in range(MAX_TARGETS * 4):
        if not pending:
            return
        current = pending.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, list):
            pending.extend(reversed(current[:MAX_TARGETS]))
        elif isinstance(current, dict):
            pending.extend(reversed(list(current.values())[:MAX_TARGETS]))
