"""The published JSON Schema, and what it says about one place of a file."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from autofix.projects.configuration.problem import Path

Subschema = Mapping[str, Any]


@functools.cache
def schema() -> Subschema:
    """The schema, as it lies beside this module and in ``docs``."""
    text = resources.files(__package__).joinpath("autofix.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def resolved(part: Subschema) -> Subschema:
    """``part`` together with the definition that it points to; its own keywords win."""
    reference = part.get("$ref")
    if reference is None:
        return part
    return {**schema()["$defs"][reference.rsplit("/", 1)[-1]], **part}


def subschema(path: Path) -> Subschema | None:
    """What the schema says about the value at ``path``; None where it knows no such key."""
    part: Subschema = resolved(schema())
    for step in path:
        below = part.get("items") if isinstance(step, int) else _property(part, step)
        if not isinstance(below, dict):
            return None
        part = resolved(below)
    return part


def fields() -> Iterator[tuple[Path, Subschema]]:
    """Every key of the schema; ``0`` stands for any item of a list, ``*`` for a name that the file chooses."""
    yield from _below((), schema())


def homes(key: str) -> tuple[Path, ...]:
    """The sections that have a key of this name."""
    return _homes().get(key, ())


@functools.cache
def _homes() -> Mapping[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    for path, _ in fields():
        if isinstance(path[-1], str):
            found[path[-1]] = (*found.get(path[-1], ()), path[:-1])
    return found


def _property(part: Subschema, key: str) -> object:
    named = part.get("properties", {})
    return named[key] if key in named else part.get("additionalProperties")


def _below(path: Path, part: Subschema) -> Iterator[tuple[Path, Subschema]]:
    part = resolved(part)
    if path:
        yield path, part
    for key, value in part.get("properties", {}).items():
        yield from _below((*path, key), value)
    if isinstance(part.get("additionalProperties"), dict):
        yield from _below((*path, "*"), part["additionalProperties"])
    if "items" in part:
        yield from _below((*path, 0), part["items"])
