"""What Poetry's, uv's and Pipenv's lock files pin, as constraints for pip.

A constraint says which version is taken if the package is needed at all, so that neither groups nor markers of the
lock have to be understood.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath

LOCKS = ("poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock")
MAX_PINS = 5_000
_NAME, _VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}"), re.compile(r"[0-9][A-Za-z0-9.!+_-]{0,60}")


def pinned(path: str, text: str) -> list[str]:
    """``name==version`` for every package of the registry in a lock file; nothing where it cannot be read."""
    try:
        found = _pipfile(json.loads(text)) if PurePosixPath(path).name == "Pipfile.lock" else _toml(tomllib.loads(text))
        pairs = [(name, version) for name, version in found if _NAME.fullmatch(name) and _VERSION.fullmatch(version)]
    except (ValueError, RecursionError, AttributeError, TypeError):
        return []
    # A lock may hold one package twice, for different Pythons: neither is then sure to be the one.
    names = [name.lower() for name, _ in pairs]
    return [f"{name}=={version}" for name, version in pairs if names.count(name.lower()) == 1][:MAX_PINS]


def _toml(content: dict[str, object]) -> Iterator[tuple[str, str]]:
    packages = content.get("package")
    for package in packages if isinstance(packages, list) else ():
        source = package.get("source", {})
        is_elsewhere = isinstance(source, dict) and (
            source.get("type") in ("git", "directory", "file", "url")
            or source.keys() & {"git", "editable", "virtual", "path"}
        )
        if not is_elsewhere:
            yield str(package.get("name", "")), str(package.get("version", ""))


def _pipfile(content: dict[str, object]) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for group in ("develop", "default"):
        packages = content.get(group)
        for name, given in packages.items() if isinstance(packages, dict) else ():
            seen[str(name)] = str(given.get("version", "")).removeprefix("==")
    yield from seen.items()
