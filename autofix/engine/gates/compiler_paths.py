"""What a fix may change in TypeScript's configuration: where an alias leads inside of the repository."""

from __future__ import annotations

from fnmatch import fnmatchcase

from autofix.engine.workspace.modules.documents import Object, as_object, inner, parse_json, strings

_NAMES = ("tsconfig*.json", "jsconfig*.json")


def maps_aliases_only(base: str, before: bytes | None, after: bytes | None) -> bool:
    """Whether only ``paths`` differs, and each of its targets is a path below the file's own folder."""
    if not any(fnmatchcase(base, name) for name in _NAMES):
        return False
    old, new = _read(before), _read(after)
    if not old or not new or _without_paths(old) != _without_paths(new):
        return False
    paths, known = inner(new, "compilerOptions", "paths"), inner(old, "compilerOptions", "paths")
    changed = [target for key, given in paths.items() if given != known.get(key) for target in strings(given)]
    return set(known) <= set(paths) and bool(changed) and all(_is_inside(target) for target in changed)


def _read(data: bytes | None) -> Object:
    try:
        # TypeScript merges a second "compilerOptions" into the first.
        return parse_json((data or b"").decode(), is_unique=True)
    except UnicodeDecodeError:
        return {}


def _without_paths(settings: Object) -> Object:
    options = {key: value for key, value in as_object(settings.get("compilerOptions")).items() if key != "paths"}
    return {**settings, "compilerOptions": options}


def _is_inside(target: str) -> bool:
    # TypeScript takes a backslash for a slash.
    parts = target.replace("\\", "/").split("/")
    return not target.startswith(("/", "\\", "$")) and ".." not in parts and "node_modules" not in parts
