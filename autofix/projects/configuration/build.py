"""Turning checked values into the dataclasses of ``model``."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from autofix.projects.configuration.model import Configuration, SecretText


def build(value: Mapping[str, object]) -> Configuration:
    """The configuration that ``value`` spells out; keys that are absent or null keep their default."""
    made: Configuration = _make(Configuration, value)
    return made


def _make(wanted: Any, value: Any) -> Any:
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _make(next(kind for kind in inner if kind is not type(None)), value)
    if wanted is SecretText:
        return SecretText(value)
    if is_dataclass(wanted) and isinstance(wanted, type):
        hints = get_type_hints(wanted)
        named = {field.name for field in fields(wanted)}
        given = {key: _make(hints[key], part) for key, part in value.items() if key in named and part is not None}
        return wanted(**given)
    if origin is tuple:
        return tuple(_make(inner[0], part) for part in value)
    if origin is not None and isinstance(value, Mapping):
        return {key: _make(inner[1], part or {}) for key, part in value.items()}
    return float(value) if wanted is float else value
