"""At which version a package of npm is to be declared."""

from __future__ import annotations

import json
import re
from collections import Counter

from autofix.sdk import Package, Workspace, WorkspaceError
from plugins.build.known_npm import fitting_versions, plain_versions, published_together
from plugins.build.manifest import declared

_MAJOR = re.compile(r"(?:npm:[^@\s]+@)?\s*(?:>=|[\^~v=])?\s*(\d{1,4})")
_YARN = r'^"?(?:[^\n]*, ?"?)?{name}@[^\n]*:\n  version:? "?(\d[^"\s]*)"?'
_PNPM = r"^  '?/?{name}[@/](\d[^:\s'(/]*)[^:\n]*'?:"
_BUN = r'"{name}": \["{name}@(\d[^"\s]*)"'


def npm_siblings(workspace: Workspace, package: Package) -> list[Package]:
    """The other manifests of npm."""
    return [other for other in workspace.packages() if other.ecosystem == "npm" and other.path != package.path]


def choose_version(workspace: Workspace, package: Package, name: str) -> str | None:
    """The range for ``name``: as the repository already has it, else one that fits; None where nothing says."""
    return (
        _of_member(workspace, package, name)
        or _of_siblings(workspace, package, name)
        or _of_lock(workspace, package, name)
        or known_range(package, name)
    )


def known_range(package: Package, name: str) -> str | None:
    """The range that fits the frameworks that ``package`` declares, by what is known of popular packages."""
    wanted = declared(package)
    other = published_together().get(name)
    if other in wanted and re.match(r"[\^~]?\d", wanted[other]):
        return wanted[other]
    if name in fitting_versions():
        framework, ranges = fitting_versions()[name]
        number = major(wanted.get(framework, ""))
        if number is not None:
            return ranges.get(number)
    return plain_versions().get(name)


def major(wanted: str) -> int | None:
    """The major version that a range starts at; None where it names none."""
    found = _MAJOR.match(wanted)
    return int(found[1]) if found else None


def majors_of(wanted: str) -> frozenset[int]:
    """The major versions below 100 that a range takes; empty where it cannot be read."""
    found: set[int] = set()
    for part in wanted.split("||"):
        low = re.match(r"\s*(?:>=|>)\s*v?(\d{1,3})[\d.a-z-]*\s*(?:<=?\s*v?(\d{1,3})([\d.a-z-]*))?\s*$", part)
        dash = re.match(r"\s*v?(\d{1,3})[\d.]* - v?(\d{1,3})[\d.]*\s*$", part)
        below = re.match(r"\s*<(=?)\s*v?(\d{1,3})((?:\.\d+)*)(?:-0)?\s*$", part)
        single = re.match(r"\s*[\^~=v]*\s*(\d{1,3})(?:\.[\dxX*][\w.*-]*)?\s*$", part)
        if low:
            is_open = bool(low[2]) and re.fullmatch(r"(?:\.0)*(?:-0)?", low[3] or "") is not None
            upper = int(low[2]) - int(is_open) if low[2] else 99
            found.update(range(int(low[1]), upper + 1))
        elif dash:
            found.update(range(int(dash[1]), int(dash[2]) + 1))
        elif below:
            is_whole = not below[1] and not below[3].replace(".0", "")
            found.update(range(int(below[2]) + (0 if is_whole else 1)))
        elif single:
            found.add(int(single[1]))
        else:
            return frozenset()
    return frozenset(found)


def locked_versions(workspace: Workspace, package: Package, name: str) -> tuple[str, ...]:
    """Every version of ``name`` that the lock file holds, that of the top folder first."""
    if package.lock is None:
        return ()
    try:
        text = workspace.read(package.lock)
    except WorkspaceError:
        return ()
    if f"{name}" not in text:
        return ()
    if package.lock.endswith(".json"):
        return _in_npm_lock(text, name)
    pattern = {"yarn": _YARN, "pnpm": _PNPM}.get(package.manager, _BUN)
    return tuple(dict.fromkeys(re.findall(pattern.replace("{name}", re.escape(name)), text, re.M)))


def _of_member(workspace: Workspace, package: Package, name: str) -> str | None:
    """How members of the monorepo ask for the member called ``name``."""
    others = npm_siblings(workspace, package)
    if not any(other.name == name for other in others):
        return None
    written = Counter(
        wanted
        for other in (package, *others)
        for dependency, wanted, _ in other.dependencies
        if any(dependency == member.name for member in others)
    )
    if written:
        return written.most_common(1)[0][0]
    return "workspace:*" if package.manager in ("pnpm", "bun") else "*"


def _of_siblings(workspace: Workspace, package: Package, name: str) -> str | None:
    """What most of the manifests that are for the same framework ask for."""
    framework = fitting_versions().get(name, ("", {}))[0]
    number = major(declared(package).get(framework, ""))
    ranges = Counter(
        declared(other)[name]
        for other in npm_siblings(workspace, package)
        if name in declared(other) and number in (None, major(declared(other).get(framework, "")))
    )
    usable = [(wanted, count) for wanted, count in ranges.items() if re.match(r"[\^~<>=v]?\d|catalog:", wanted)]
    best = max((count for _, count in usable), default=0)
    return next((wanted for wanted, count in sorted(usable, reverse=True) if count == best), None)


def _of_lock(workspace: Workspace, package: Package, name: str) -> str | None:
    versions = locked_versions(workspace, package, name)
    is_one = len({version.split(".")[0] for version in versions}) == 1
    if not versions or not (is_one or (package.lock or "").endswith(".json")):
        return None
    return f"^{versions[0]}" if "-" not in versions[0] else versions[0]


def _in_npm_lock(text: str, name: str) -> tuple[str, ...]:
    try:
        lock = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    packages = lock.get("packages") if isinstance(lock, dict) else None
    if isinstance(packages, dict):
        places = [place for place in packages if place == f"node_modules/{name}"]
        places += [place for place in packages if place.endswith(f"/node_modules/{name}")]
        entries = [packages[place] for place in places]
    else:
        listed = lock.get("dependencies") if isinstance(lock, dict) else None
        entries = [listed[name]] if isinstance(listed, dict) and name in listed else []
    found = (entry.get("version") for entry in entries if isinstance(entry, dict) and not entry.get("link"))
    return tuple(dict.fromkeys(version for version in found if isinstance(version, str)))
