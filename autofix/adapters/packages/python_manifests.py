"""What Poetry's, uv's and Pipenv's manifests declare, as requirements that pip takes (PEP 508).

Sources: Poetry, "Dependency specification"; Pipfile; PEP 621, PEP 735.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from autofix.sdk.packages import PackagesError

Table = dict[str, object]
# Groups that a server, a build and its tests need; documentation and release tools are left out.
_GROUPS = re.compile(r"^(?:main|default|dev|develop|development|test|tests|testing)$", re.I)
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_ELSEWHERE = ("git", "path", "url", "file", "hg", "svn", "ref")


def project_requirements(text: str, path: str) -> list[str]:
    """Those of a ``pyproject.toml``; raises ``PackagesError``."""
    content = _read(text, path)
    project = content.get("project", {})
    if not isinstance(project, dict):
        raise PackagesError(f"{path} cannot be read: project has to be a table")
    optional = project.get("optional-dependencies", {})
    groups = content.get("dependency-groups", {})
    if not isinstance(optional, dict) or not isinstance(groups, dict):
        raise PackagesError(f"{path} cannot be read: project and its optional-dependencies have to be tables")
    named: list[object] = []
    lists = [project.get("dependencies", []), _inner(content, "tool", "uv").get("dev-dependencies", [])]
    lists += [lines for table in (optional, groups) for name, lines in table.items() if _GROUPS.match(str(name))]
    for lines in lists:
        if not isinstance(lines, list):
            raise PackagesError(f"{path} cannot be read: dependencies have to be lists")
        named += lines
    poetry = _inner(content, "tool", "poetry")
    tables = [poetry.get("dependencies"), poetry.get("dev-dependencies")]
    tables += [
        _inner(poetry, "group", name).get("dependencies") for name in _inner(poetry, "group") if _GROUPS.match(name)
    ]
    return [line for line in named if isinstance(line, str)] + [line for table in tables for line in _listed(table)]


def pipfile_requirements(text: str, path: str) -> list[str]:
    """Those of a ``Pipfile``; raises ``PackagesError``."""
    content = _read(text, path)
    return [line for key in ("packages", "dev-packages") for line in _listed(content.get(key))]


def _read(text: str, path: str) -> Table:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackagesError(f"{path} cannot be read: {error}") from None


def _inner(table: Table, *names: str) -> Table:
    found: object = table
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _listed(table: object) -> Iterator[str]:
    for name, given in table.items() if isinstance(table, dict) else ():
        # Several forms of one dependency, for different Pythons: the first is as good as any for a proof.
        first = given[0] if isinstance(given, list) and given else given
        if name.lower() == "python":
            continue
        if isinstance(first, str):
            yield name + specifier(first)
        elif isinstance(first, dict) and not any(key in first for key in _ELSEWHERE) and not first.get("optional"):
            wanted = first.get("version", "*")
            extras = first.get("extras", [])
            chosen = ",".join(str(extra) for extra in extras) if isinstance(extras, list) else ""
            yield name + (f"[{chosen}]" if chosen else "") + specifier(wanted if isinstance(wanted, str) else "*")


def specifier(wanted: str) -> str:
    """A range of Poetry or Pipenv as PEP 440 writes it; empty where anything will do."""
    parts = [_one(part.strip()) for part in wanted.split("||")[0].split(",")]
    return ",".join(part for part in parts if part)


def _one(wanted: str) -> str:
    if wanted in ("", "*"):
        return ""
    bare = wanted.lstrip("^~= ")
    numbers = [int(part) for part in (_VERSION.match(bare) or [""])[0].split(".") if part]
    if wanted.startswith("^") and numbers:
        return f">={bare},<{_next(numbers, next((at for at, n in enumerate(numbers) if n), len(numbers) - 1))}"
    if wanted.startswith("~") and not wanted.startswith("~=") and numbers:
        return f">={bare},<{_next(numbers, min(1, len(numbers) - 1))}"
    if re.match(r"[<>=!~]", wanted):
        return wanted.replace(" ", "")
    return f"=={wanted}"


def _next(numbers: list[int], at: int) -> str:
    """The first version beyond those that agree with ``numbers`` up to the place ``at``."""
    return ".".join(str(n) for n in (*numbers[:at], numbers[at] + 1))
