"""The manifests of pip, Poetry, Pipenv and uv."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from autofix.engine.workspace.modules.documents import Object, inner, read_toml, strings, text_pairs
from autofix.engine.workspace.modules.globs import matching_folders
from autofix.engine.workspace.modules.index import FileIndex, upwards
from autofix.engine.workspace.modules.packages_setup import setup_cfg_package, setup_py_package
from autofix.engine.workspace.modules.requirements import parse_requirement, read_requirements
from autofix.sdk.workspace import Package, Workspace

MAX_MANIFESTS = 1_000

Dependency = tuple[str, str, str]

_REQUIREMENTS = re.compile(r"(?:[\w.-]*requirements?[\w.-]*|constraints-?in)\.(?:txt|in|pip)")
_DEVELOPMENT = re.compile(r"dev|test|lint|doc|ci\b|local|typing")


def is_requirements(path: str) -> bool:
    """Whether the file lists requirements, by its name or by its folder's."""
    folder, name = posixpath.split(path)
    in_folder = posixpath.basename(folder) in ("requirements", "reqs") and name.endswith((".txt", ".in"))
    return in_folder or _REQUIREMENTS.fullmatch(name) is not None


def pip_packages(workspace: Workspace, index: FileIndex) -> list[Package]:
    """Every manifest of Python's managers; a file in a ``requirements`` folder is for the folder above."""
    projects = {
        posixpath.dirname(path): read_toml(workspace, path)
        for path in sorted(index.named("pyproject.toml"))[:MAX_MANIFESTS]
    }
    members = {
        root: matching_folders((r for r in projects if not root or r.startswith(f"{root}/")), root, globs)
        for root, project in projects.items()
        if (globs := strings(inner(project, "tool", "uv", "workspace").get("members")))
    }
    found = [_project(workspace, root, project, members) for root, project in projects.items()]
    found += [_pipfile(workspace, path) for path in sorted(index.named("Pipfile"))[:MAX_MANIFESTS]]
    listed = (path for path in workspace.files() if path.endswith((".txt", ".in", ".pip")) and is_requirements(path))
    for path, _ in zip(listed, range(MAX_MANIFESTS), strict=False):
        found.append(_requirements(workspace, path))
    found += [setup_cfg_package(workspace, path) for path in sorted(index.named("setup.cfg"))[:MAX_MANIFESTS]]
    found += [setup_py_package(workspace, path) for path in sorted(index.named("setup.py"))[:MAX_MANIFESTS]]
    # A setup.cfg is as often for a linter alone.
    return [package for package in found if package.name or package.dependencies or not package.path.endswith("cfg")]


def _requirements(workspace: Workspace, path: str) -> Package:
    folder, name = posixpath.split(path)
    root = posixpath.dirname(folder) if posixpath.basename(folder) in ("requirements", "reqs") else folder
    group = "devDependencies" if _DEVELOPMENT.search(posixpath.splitext(name)[0]) else "dependencies"
    compiled = f"{posixpath.splitext(path)[0]}.txt"
    return Package(
        ecosystem="pip",
        path=path,
        root=root,
        name="",
        dependencies=tuple((*requirement, group) for requirement in read_requirements(workspace, path)),
        scripts=(),
        manager="pip",
        lock=compiled if path.endswith(".in") and workspace.has(compiled) else None,
    )


def _pipfile(workspace: Workspace, path: str) -> Package:
    content = read_toml(workspace, path)
    root = posixpath.dirname(path)
    lock = posixpath.join(root, "Pipfile.lock")
    groups = (("packages", "dependencies"), ("dev-packages", "devDependencies"))
    return Package(
        ecosystem="pip",
        path=path,
        root=root,
        name="",
        dependencies=tuple(found for key, group in groups for found in _tables(content.get(key), group)),
        scripts=tuple(text_pairs(content.get("scripts"))),
        manager="pipenv",
        lock=lock if workspace.has(lock) else None,
    )


def _project(workspace: Workspace, root: str, content: Object, members: dict[str, tuple[str, ...]]) -> Package:
    project, poetry = inner(content, "project"), inner(content, "tool", "poetry")
    tops = [top for top in upwards(root) if top == root or root in members.get(top, ())]
    is_uv = "uv" in inner(content, "tool") or len(tops) > 1
    manager, lock = _manager(workspace, tops, bool(poetry), is_uv)
    name = project.get("name", poetry.get("name"))
    return Package(
        ecosystem="pip",
        path=posixpath.join(root, "pyproject.toml"),
        root=root,
        name=name if isinstance(name, str) else "",
        dependencies=(*_standard(content), *_poetry(poetry)),
        scripts=(*text_pairs(project.get("scripts")), *text_pairs(poetry.get("scripts"))),
        manager=manager,
        lock=lock,
        workspaces=members.get(root, ()),
    )


def _manager(workspace: Workspace, tops: list[str], is_poetry: bool, is_uv: bool) -> tuple[str, str | None]:
    for manager, file in (("poetry", "poetry.lock"), ("uv", "uv.lock")):
        lock = next((path for path in (posixpath.join(top, file) for top in tops) if workspace.has(path)), None)
        if lock is not None:
            return manager, lock
    return "poetry" if is_poetry else "uv" if is_uv else "pip", None


def _standard(content: Object) -> Iterator[Dependency]:
    """PEP 621's dependencies and PEP 735's groups, uv's own list among them."""
    project = inner(content, "project")
    yield from _listed(project.get("dependencies"), "dependencies")
    for name, group in inner(project, "optional-dependencies").items():
        yield from _listed(group, "devDependencies" if _DEVELOPMENT.search(name) else "optional")
    for group in inner(content, "dependency-groups").values():
        yield from _listed(group, "devDependencies")
    yield from _listed(inner(content, "tool", "uv").get("dev-dependencies"), "devDependencies")


def _poetry(poetry: Object) -> Iterator[Dependency]:
    yield from (found for found in _tables(poetry.get("dependencies"), "dependencies") if found[0] != "python")
    yield from _tables(poetry.get("dev-dependencies"), "devDependencies")
    for name, group in inner(poetry, "group").items():
        is_main = name == "main"
        yield from _tables(inner(group).get("dependencies"), "dependencies" if is_main else "devDependencies")


def _listed(value: object, group: str) -> Iterator[Dependency]:
    for text in strings(value) if isinstance(value, list) else ():
        requirement = parse_requirement(text)
        if requirement is not None:
            yield (*requirement, group)


def _tables(value: object, group: str) -> Iterator[Dependency]:
    """``name = "^1"`` and ``name = {version = "^1", ...}``; a list of the latter counts by its first."""
    for name, given in inner(value).items():
        first = given[0] if isinstance(given, list) and given else given
        wanted = first if isinstance(first, str) else inner(first).get("version")
        address = next((str(v) for k, v in inner(first).items() if k in ("git", "path", "url", "file")), "")
        own = "optional" if inner(first).get("optional") is True else group
        yield name, wanted if isinstance(wanted, str) else address, own
