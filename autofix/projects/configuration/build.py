"""From checked data to the dataclasses, by their types: each key has the field of its name."""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from autofix.projects.configuration.configuration import Configuration
from autofix.projects.configuration.deployment import PHASES, PhaseLimits
from autofix.projects.configuration.document import Value
from autofix.projects.configuration.duration import Seconds, read_seconds
from autofix.projects.configuration.known import Known
from autofix.projects.configuration.schedule import Hours
from autofix.projects.configuration.secret_text import SecretText


def build(data: Value, known: Known) -> Configuration:
    """The configuration that ``data`` describes; it has been found to be without a problem."""
    made: Configuration = _convert(Configuration, data)
    deployment = dataclasses.replace(made.deployment, phases=_phases(data))
    patterns = tuple(dataclasses.replace(pattern, type=known.family(pattern.type)) for pattern in made.fix_patterns)
    return dataclasses.replace(made, deployment=deployment, fix_patterns=patterns)


def _phases(data: Any) -> Mapping[str, PhaseLimits]:
    written = data.get("deployment", {}).get("phases", {})
    return MappingProxyType(
        {
            name: dataclasses.replace(limits, **_fields(PhaseLimits, written.get(name, {})))
            for name, limits in PHASES.items()
        }
    )


def _fields(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    hints = _hints(kind)
    # The phases need their defaults for what is left out, so they are made apart.
    return {key: _convert(hints[key], value) for key, value in data.items() if hints[key] != Mapping[str, PhaseLimits]}


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _convert(hint: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _convert(arguments[0], value)
    if origin is tuple:
        return tuple(_convert(arguments[0], item) for item in value)
    if origin is Mapping:
        return MappingProxyType({key: _convert(arguments[1], item) for key, item in value.items()})
    if hint is Seconds:
        return read_seconds(value)
    if hint is Decimal:
        return Decimal(str(value))
    if hint is Hours:
        return Hours.parse(value)
    if hint is SecretText or hint is int or issubclass(hint, enum.Enum):
        # An integer may be written as 3.0.
        return hint(value)
    return hint(**_fields(hint, value)) if dataclasses.is_dataclass(hint) and isinstance(hint, type) else value
