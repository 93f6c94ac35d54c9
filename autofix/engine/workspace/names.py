"""What a name stands for, and which file an import means."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from autofix.engine.workspace import names_javascript, names_python
from autofix.sdk.workspace import Definition, Workspace, WorkspaceError

JAVASCRIPT = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts")
TYPESCRIPT_FOR = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
MAX_EXTENDS = 5

_JSON_STRING_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_JSON_STRING_OR_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])')


def find_definition(workspace: Workspace, path: str, name: str) -> Definition | None:
    """The expression or declaration that ``name`` stands for in ``path``, followed through imports.

    ``name`` may be dotted (``config.cors.origins``). None when nothing in the
    repository says, as for a parameter or a package's export.
    """
    if path.endswith(JAVASCRIPT):
        return names_javascript.find_definition(workspace, path, name)
    if path.endswith(".py"):
        return names_python.find_definition(workspace, path, name)
    return None


def resolve_import(workspace: Workspace, path: str, specifier: str) -> str | None:
    """The file that ``specifier`` means when ``path`` imports it; None for a package.

    For Python the specifier is a dotted module, with leading dots when relative.
    """
    if path.endswith(".py"):
        return names_python.resolve_module(workspace, path, specifier)
    folder = posixpath.dirname(path)
    if specifier.startswith("/") or "\0" in specifier:
        return None
    if specifier in (".", "..") or specifier.startswith(("./", "../")):
        return _module_file(workspace, posixpath.join(folder, specifier))
    for target in _aliased(workspace, folder, specifier):
        found = _module_file(workspace, target)
        if found is not None:
            return found
    return _workspace_package(workspace, specifier)


def _module_file(workspace: Workspace, target: str) -> str | None:
    """The file of a path without regard to how much of its ending was written."""
    target = posixpath.normpath(target)
    if target.startswith(".."):
        return None
    stem, ending = posixpath.splitext(target)
    tried = [target]
    tried += [stem + other for other in TYPESCRIPT_FOR.get(ending, ())]
    tried += [target + other for other in (*JAVASCRIPT, ".json")]
    tried += [posixpath.normpath(f"{target}/index{other}") for other in (*JAVASCRIPT, ".json")]
    return next((path for path in tried if workspace.has(path)), None)


def _aliased(workspace: Workspace, folder: str, specifier: str) -> Iterator[str]:
    """Where the nearest tsconfig's ``paths`` and ``baseUrl``, or package.json's ``imports``, point."""
    for place in _upwards(folder):
        if specifier.startswith("#"):
            yield from _subpath_import(workspace, place, specifier)
        for name in ("tsconfig.json", "jsconfig.json"):
            config = posixpath.join(place, name)
            if workspace.has(config):
                yield from _mapped(workspace, config, specifier)
                return


def _mapped(workspace: Workspace, config: str, specifier: str) -> Iterator[str]:
    base: str | None = None
    paths: dict[str, list[str]] | None = None
    paths_base = posixpath.dirname(config)
    for _ in range(MAX_EXTENDS):
        settings = _read_json(workspace, config)
        options = settings.get("compilerOptions")
        options = options if isinstance(options, dict) else {}
        folder = posixpath.dirname(config)
        if base is None and isinstance(options.get("baseUrl"), str):
            base = posixpath.join(folder, options["baseUrl"])
        if paths is None and isinstance(options.get("paths"), dict):
            paths, paths_base = options["paths"], folder
        extends = settings.get("extends")
        if not isinstance(extends, str) or not extends.startswith("."):
            break
        parent = posixpath.normpath(posixpath.join(folder, extends))
        config = parent if workspace.has(parent) else parent + ".json"
    for pattern, targets in (paths or {}).items():
        head, star, tail = pattern.partition("*")
        fits = specifier.startswith(head) and specifier.endswith(tail) if star else specifier == pattern
        if not fits or len(specifier) < len(head) + len(tail) or not isinstance(targets, list):
            continue
        rest = specifier[len(head) : len(specifier) - len(tail)] if star else ""
        for target in targets:
            if isinstance(target, str):
                yield posixpath.join(paths_base if base is None else base, target.replace("*", rest, 1))
    if base is not None:
        yield posixpath.join(base, specifier)


def _subpath_import(workspace: Workspace, folder: str, specifier: str) -> Iterator[str]:
    imports = _read_json(workspace, posixpath.join(folder, "package.json")).get("imports")
    for pattern, target in (imports if isinstance(imports, dict) else {}).items():
        if isinstance(target, dict):
            target = target.get("node", target.get("import", target.get("default")))
        head, star, _ = pattern.partition("*")
        if isinstance(target, str) and (specifier.startswith(head) if star else specifier == pattern):
            yield posixpath.join(folder, target.replace("*", specifier[len(head) :], 1))


def _workspace_package(workspace: Workspace, specifier: str) -> str | None:
    """A package of the same monorepo, by its source rather than by what it is built to."""
    parts = specifier.split("/")
    size = 2 if specifier.startswith("@") else 1
    name, inner = "/".join(parts[:size]), "/".join(parts[size:])
    if len(parts) < size or not re.fullmatch(r"@?[\w./-]+", name):
        return None
    for manifest in _manifests(tuple(workspace.files())):
        folder = posixpath.dirname(manifest)
        if not folder or _read_json(workspace, manifest).get("name") != name:
            continue
        main = _read_json(workspace, manifest).get("main")
        whole = [main] if isinstance(main, str) else []
        targets = [inner, f"src/{inner}"] if inner else [*whole, "src", "", "lib"]
        found = (_module_file(workspace, posixpath.join(folder, target)) for target in targets)
        return next((path for path in found if path is not None), None)
    return None


@lru_cache(maxsize=8)
def _manifests(files: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in files if path.endswith("/package.json"))


def _upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def _read_json(workspace: Workspace, path: str) -> dict[str, object]:
    if not workspace.has(path):
        return {}
    try:
        return _parse_json(workspace.read(path))
    except WorkspaceError:
        return {}


@lru_cache(maxsize=64)
def _parse_json(text: str) -> dict[str, object]:
    """JSON as TypeScript's configuration files write it: with comments and trailing commas."""
    text = _JSON_STRING_OR_COMMENT.sub(lambda found: found[1] or " ", text)
    try:
        parsed = json.loads(_JSON_STRING_OR_COMMA.sub(lambda found: found[1] or "", text))
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}
