"""Looking at parts of a document that may have the wrong shape, which is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from autofix.projects.configuration.document import Document, Value
from autofix.projects.configuration.problem import ConfigurationProblem, Path, dotted


def value_at(value: Value, *keys: str) -> Value:
    """The value below ``keys``; None where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def items_of(value: Value, *keys: str) -> Iterator[tuple[int, Value]]:
    """The items of the list below ``keys``, each with its index; none where there is no list."""
    found = value_at(value, *keys)
    if isinstance(found, list):
        yield from enumerate(found)


def mappings(value: Value, *keys: str) -> Iterator[tuple[int, dict[str, Value]]]:
    """Those items of the list below ``keys`` that are mappings."""
    for index, item in items_of(value, *keys):
        if isinstance(item, dict):
            yield index, item


def at(document: Document, path: Path, message: str, suggestion: str) -> ConfigurationProblem:
    """A problem with the value at ``path``."""
    place = document.places[path]
    return ConfigurationProblem(place.line, place.column, dotted(path), message, suggestion)
