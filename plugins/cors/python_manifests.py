"""Declaring a package in a Python manifest, in the file and group that its neighbour is declared in."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath

from autofix.sdk import Action, Application, Change, Dependency, Edit, Workspace, WorkspaceError
from plugins.cors.manifests import NOTHING, PIP_TABLES, Declared, table_edit

MAX_INCLUDED = 10
DJANGO_CORS = "django-cors-headers"
# By the Django that each was made for; the releases' notes name them.
_RELEASES = (((4, 2), "4.7.0"), ((3, 2), "4.3.1"), ((2, 2), "3.10.1"), ((1, 11), "3.2.1"), ((1, 8), "2.4.1"))
_INCLUDE = re.compile(r"(?m)^\s*(?:-r|--requirement)[\s=]+(\S+)")


def manifest_of(workspace: Workspace, application: Application, framework: str) -> str | None:
    """The manifest that names the application's packages: its own, else the nearest that names the framework."""
    own = application.manifest
    if own is not None and declares(workspace, own, framework):
        return own
    named = [
        package.path
        for package in workspace.packages()
        if package.ecosystem == "pip" and any(name.lower() == framework for name, _, _ in package.dependencies)
    ]
    source = f"/{application.source}"
    shared = {path: len(PurePosixPath(posixpath.commonpath([f"/{path}", source])).parts) for path in named}
    most = max(shared.values(), default=0)
    nearest = [path for path in named if shared[path] == most]
    return nearest[0] if len(nearest) == 1 and (len(named) == 1 or most > 1) else own


def has_manifests(workspace: Workspace) -> bool:
    """Whether any file of the repository names Python packages."""
    return any(package.ecosystem == "pip" and package.dependencies for package in workspace.packages())


def requirement_files(workspace: Workspace, manifest: str) -> list[str]:
    """The manifest and the requirements files that it includes, itself first."""
    found, pending = [manifest], [manifest]
    while pending and len(found) <= MAX_INCLUDED:
        path = pending.pop(0)
        for included in _INCLUDE.findall(_read(workspace, path)):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(path), included))
            if other not in found and workspace.has(other):
                found.append(other)
                pending.append(other)
    return found


def declares(workspace: Workspace, manifest: str, package: str) -> bool:
    """Whether the manifest, or a file it includes, names ``package``."""
    named = _named(package)
    return any(named.search(_read(workspace, path)) for path in requirement_files(workspace, manifest))


def version_of(workspace: Workspace, manifest: str, package: str) -> tuple[int, ...] | None:
    """The version that ``package`` is pinned or bound to at least; None where the manifest does not say."""
    pinned = re.compile(
        rf"(?im)^[\s\"']*{_spelled(package)}\b[^\n#]*?(?:[=~>]=|[\^]|=\s*[\"'])\s*[\"'~^=>]*(\d+(?:\.\d+)*)"
    )
    for path in requirement_files(workspace, manifest):
        match = pinned.search(_read(workspace, path))
        if match is not None:
            return tuple(int(part) for part in match[1].split(".")[:4])
    return None


def declare(workspace: Workspace, manifest: str | None, package: str, beside: str) -> Declared | None:
    """Declare ``package`` where ``beside`` is declared; None where it has to be done by hand."""
    if manifest is None:
        # Where nothing names packages, they are installed by hand, this one too.
        return None if has_manifests(workspace) else NOTHING
    if declares(workspace, manifest, package):
        return NOTHING
    files = requirement_files(workspace, manifest)
    path = next((each for each in files if _named(beside).search(_read(workspace, each))), manifest)
    text, name = _read(workspace, path), PurePosixPath(path).name
    release = _release(version_of(workspace, manifest, beside))
    edit: Edit | None = None
    if name.endswith((".txt", ".in")):
        edit = _requirements_edit(text, package, beside, release)
    elif name == "pyproject.toml":
        edit = _project_edit(text, package, beside)
    if edit is None and name in PIP_TABLES:
        edit = table_edit(text, name, package, beside)
    if edit is None:
        return None
    change = Change(path, Action.MODIFY, f"Declare {package}.", (edit,))
    return Declared((change,), (Dependency("pip", package, path),))


def cors_release(workspace: Workspace, manifest: str | None) -> tuple[int, ...] | None:
    """The release of django-cors-headers that the project has, or gets; None where it is the newest."""
    if manifest is None:
        return None
    pinned = version_of(workspace, manifest, DJANGO_CORS) or _locked(workspace, manifest, DJANGO_CORS)
    django = version_of(workspace, manifest, "django") or _locked(workspace, manifest, "django")
    if pinned is not None or django is None:
        return pinned
    return tuple(int(part) for part in _release(django).split("."))


def _locked(workspace: Workspace, manifest: str, package: str) -> tuple[int, ...] | None:
    """The version at which the manifest's lock file, of Pipenv, Poetry or uv, holds ``package``."""
    lock = next((each.lock for each in workspace.packages() if each.path == manifest), None)
    if lock is None:
        return None
    pipenv, others = r'\s*:\s*\{[^{}]*?"version":\s*"==', r'\s*\nversion\s*=\s*"'
    row = rf"(?i)[\"']{_spelled(package)}[\"'](?:{pipenv}|{others})(\d+(?:\.\d+)*)"
    match = re.search(row, _read(workspace, lock))
    return tuple(int(part) for part in match[1].split(".")[:4]) if match is not None else None


def _release(version: tuple[int, ...] | None) -> str:
    return next((release for least, release in _RELEASES if version is None or version >= least), _RELEASES[-1][1])


def _requirements_edit(text: str, package: str, beside: str, release: str) -> Edit | None:
    if "--hash=" in text or "\x00" in text:
        return None
    row = re.search(rf"(?im)^[ \t]*{_spelled(beside)}[ \t]*(?:\[[^\]\n]*\])?[ \t]*(?P<spec>[^#;\n]*)", text)
    line = f"{package}=={release}" if row is not None and row["spec"].strip().startswith("==") else package
    if row is None:
        return Edit(len(text), len(text), ("" if not text or text.endswith("\n") else "\n") + line + "\n")
    end = text.find("\n", row.start())
    if end < 0:
        return Edit(len(text), len(text), "\n" + line)
    end -= text[end - 1 : end] == "\r"
    return Edit(end, end, "\n" + line)


def _project_edit(text: str, package: str, beside: str) -> Edit | None:
    """One more string in PEP 621's ``dependencies``, after the neighbour's."""
    match = re.search(
        rf"(?ims)^dependencies\s*=\s*\[(?:[^\]\"']|\"[^\"\n]*\"|'[^'\n]*')*?(?P<row>([\"']){_spelled(beside)}\b[^\"'\n]*\2)",
        text,
    )
    if match is None:
        return None
    lead = text[text.rfind("\n", 0, match.start("row")) + 1 : match.start("row")]
    separator = ",\n" + lead if not lead.strip() else ", "
    return Edit(match.end("row"), match.end("row"), f"{separator}{match[2]}{package}{match[2]}")


def _spelled(package: str) -> str:
    return r"[-_.]".join(map(re.escape, re.split(r"[-_.]", package)))


def _named(package: str) -> re.Pattern[str]:
    return re.compile(rf"(?im)^[\s\"']*{_spelled(package)}(?![\w.-])|[\"']{_spelled(package)}(?![\w.-])")


def _read(workspace: Workspace, path: str) -> str:
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""
