"""How a file of the repository is written as an import: relative or by its alias, with a suffix or without."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autofix.sdk import Import, Workspace

SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte")
COMPONENTS = (".vue", ".svelte")
STYLES = (".css", ".scss", ".sass", ".less", ".styl")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".avif")
ASSETS = (*STYLES, *PICTURES, ".json", ".md", ".mp3", ".mp4", ".woff", ".woff2", ".ttf", ".html", ".txt", ".graphql")
# Tests that stand are no fix's to change.
TESTS = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|__mocks__)/|\.(?:test|spec|cy)\.[cm]?[jt]sx?$")
MAX_EXAMPLES = 30
MAX_PROBED = 80


def target_of(workspace: Workspace, file: str, specifier: str) -> str | None:
    """The path that a specifier stands for, without regard to what is there; None for a package's."""
    bare = specifier.split("?")[0]
    if bare.startswith("."):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), bare))
        return None if path.startswith("..") else path
    if bare.startswith("/"):
        package = workspace.package_of(file)
        return posixpath.normpath(posixpath.join(package.root if package else "", bare.lstrip("/")))
    head, _, rest = bare.partition("/")
    if not rest or _is_declared(workspace, file, bare):
        return None
    root = _alias_root(workspace, file, head, bare)
    return posixpath.join(root, rest) if root is not None else None


def specifier_for(workspace: Workspace, made: Import, path: str) -> str:
    """How ``path`` is imported in the style of ``made``; empty where it cannot be imported so."""
    by_name = _member_specifier(workspace, made.file, path)
    if by_name:
        return by_name
    if _is_across(workspace, made, path):
        return ""
    query = made.specifier.partition("?")[2]
    bare = made.specifier.split("?")[0]
    had_suffix = PurePosixPath(bare).suffix
    if path.endswith(COMPONENTS) or not path.endswith(SUFFIXES):
        target = path
    elif had_suffix in (".js", ".jsx", ".mjs") and path.endswith((".ts", ".tsx", ".mts")):
        target = stem(path) + had_suffix.replace(".jsx", ".js" if path.endswith(".ts") else ".jsx")
    elif had_suffix in SUFFIXES and had_suffix not in COMPONENTS:
        target = path
    else:
        target = without_suffix(path)
    relative = posixpath.relpath(target, posixpath.dirname(made.file) or ".")
    written = relative if relative.startswith(".") else f"./{relative}"
    if not bare.startswith("."):
        written = _by_alias(workspace, made.file, bare, target) or _by_another(workspace, made, path, target) or written
    written += f"?{query}" if query else ""
    return written if _leads_to(workspace, made.file, written, path) else ""


def house_specifier(workspace: Workspace, file: str, path: str) -> str:
    """How ``file`` would import ``path``, going by its other imports and those of its neighbours."""
    examples = [made for made in _examples(workspace, file) if workspace.resolve_import(made.file, made.specifier)]
    own = [made for made in examples if made.file == file] or examples[:MAX_EXAMPLES]
    distant = [made for made in own if not made.specifier.startswith("./")]
    by_alias = [made for made in distant if not made.specifier.startswith(".")]
    is_near = not posixpath.relpath(path, posixpath.dirname(file) or ".").startswith("..")
    chosen = by_alias if len(by_alias) * 2 > len(distant) else [made for made in own if made not in by_alias]
    if is_near and chosen is by_alias and len(by_alias) < len(own):
        # Neighbours are imported relatively where some of them are.
        chosen = [made for made in own if made.specifier.startswith("./")]
    suffixed = [made for made in chosen if PurePosixPath(made.specifier).suffix in SUFFIXES]
    if len(suffixed) * 2 > len(chosen) and not suffixed[0].specifier.endswith(COMPONENTS):
        chosen = suffixed
    else:
        chosen = [made for made in chosen if made not in suffixed]
    for made in chosen[:8]:
        placed = Import(file, made.specifier, (), 1, 0, 0, 0, 0)
        written = specifier_for(workspace, placed, path)
        if written:
            return written
    return specifier_for(workspace, Import(file, "./x", (), 1, 0, 0, 0, 0), path)


def _member_specifier(workspace: Workspace, file: str, path: str) -> str:
    """How a file of another member of the monorepo is imported, by that one's name; empty where it is no dependency."""
    own, other = workspace.package_of(file), workspace.package_of(path)
    if own is None or other is None or other.path == own.path or not other.name:
        return ""
    if other.name not in {name for name, _, _ in own.dependencies}:
        return ""
    parts = without_suffix(path).removeprefix(f"{other.root}/").split("/")
    tails = ["/".join(parts[start:]) for start in range(len(parts))]
    tried = [other.name, *(f"{other.name}/{tail}" for tail in tails)]
    return next((one for one in tried if workspace.resolve_import(file, one) == path), "")


def _is_across(workspace: Workspace, made: Import, path: str) -> bool:
    """Whether ``path`` lies in another member of the monorepo, which is imported by name or not at all."""
    own, other = workspace.package_of(made.file), workspace.package_of(path)
    if own is None or other is None or other.path == own.path or not other.name:
        return False
    if other.name not in {name for name, _, _ in own.dependencies}:
        return False
    target = target_of(workspace, made.file, made.specifier) or ""
    return workspace.package_of(target) == own if target else False


def stem(path: str) -> str:
    """``path`` without the suffix of a script."""
    for suffix in (".d.ts", *SUFFIXES):
        if path.endswith(suffix):
            return path.removesuffix(suffix)
    return path


def without_suffix(path: str) -> str:
    """``path`` as it is imported where suffixes are left out: an index by its folder."""
    short = stem(path)
    folder = posixpath.dirname(short)
    return folder if posixpath.basename(short) == "index" and folder else short


def _examples(workspace: Workspace, file: str) -> Iterator[Import]:
    yield from workspace.imports(file)
    folder = posixpath.dirname(file)
    package = workspace.package_of(file)
    root = package.root + "/" if package and package.root else ""
    near = [path for path in workspace.files() if path.endswith(SUFFIXES) and path.startswith(root) and path != file]
    near.sort(key=lambda path: posixpath.dirname(path) != folder)
    for path in near[:MAX_EXAMPLES]:
        yield from workspace.imports(path)


def _is_declared(workspace: Workspace, file: str, specifier: str) -> bool:
    package = workspace.package_of(file)
    declared = {name for name, _, _ in package.dependencies} if package else set()
    return specifier.split("/")[0] in declared or "/".join(specifier.split("/")[:2]) in declared


def _alias_root(workspace: Workspace, file: str, head: str, specifier: str) -> str | None:
    """The folder that the first part of a specifier stands for, learnt from imports that do lead somewhere."""
    package = workspace.package_of(file)
    found = workspace.search(f"'{head}/", f'"{head}/', suffixes=SUFFIXES)
    own = [other for other in found if other != file and workspace.package_of(other) == package]
    for other in (file, *own[:MAX_EXAMPLES]):
        for made in workspace.imports(other):
            if made.specifier.startswith(head + "/") and made.specifier != specifier:
                path = workspace.resolve_import(other, made.specifier)
                root = _root(path, made.specifier.removeprefix(head + "/")) if path else None
                if root is not None:
                    return root
    return _probed_root(workspace, file, head)


def _probed_root(workspace: Workspace, file: str, head: str) -> str | None:
    """The folder an alias stands for that is configured and not used yet: what a file would be called by it."""
    package = workspace.package_of(file)
    root = package.root + "/" if package and package.root else ""
    scripts = [path for path in workspace.files() if path.endswith(SUFFIXES) and path.startswith(root)]
    for path in scripts[:MAX_PROBED]:
        parts = without_suffix(path).split("/")
        for start in range(len(parts)):
            if workspace.resolve_import(file, f"{head}/{'/'.join(parts[start:])}") == path:
                return "/".join(parts[:start])
    return None


def _root(path: str, tail: str) -> str | None:
    for ending in ("", *SUFFIXES, *(f"/index{suffix}" for suffix in SUFFIXES)):
        if path == tail + ending:
            return ""
        if path.endswith("/" + tail + ending):
            return path.removesuffix("/" + tail + ending)
    return None


def _by_alias(workspace: Workspace, file: str, specifier: str, target: str) -> str:
    head, _, rest = specifier.partition("/")
    base = target_of(workspace, file, specifier)
    if base is None or not rest:
        return ""
    root = base.removesuffix(rest).rstrip("/") if base.endswith(rest) else None
    if root is not None and (not root or target.startswith(root + "/")):
        return f"{head}/{target[len(root) :].lstrip('/')}"
    # With baseUrl the first part is a folder of its own, and another folder may stand in its place.
    above = base.removesuffix(specifier) if base.endswith(specifier) else None
    return target.removeprefix(above) if above is not None and target.startswith(above) else ""


def _by_another(workspace: Workspace, made: Import, path: str, target: str) -> str:
    """By another alias that the imports of this file and its neighbours use."""
    heads: dict[str, str] = {}
    for other in _examples(workspace, made.file):
        head, _, rest = other.specifier.partition("/")
        if rest and not other.specifier.startswith(".") and head not in heads:
            heads[head] = other.specifier
    for specifier in heads.values():
        written = _by_alias(workspace, made.file, specifier, target)
        if written and workspace.resolve_import(made.file, written) == path:
            return written
    return ""


def _leads_to(workspace: Workspace, file: str, specifier: str, path: str) -> bool:
    found = workspace.resolve_import(file, specifier)
    # A style or a picture is no module, and is known by its path alone.
    return found == path or (found is None and not path.endswith(SUFFIXES))
