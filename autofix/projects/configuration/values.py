"""What a schema cannot say about single values: secrets, names that plugins add to, durations, addresses."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autofix.projects.configuration.addresses import wrong_address
from autofix.projects.configuration.document import Document, Value
from autofix.projects.configuration.duration import read_seconds, show_seconds
from autofix.projects.configuration.known import Known
from autofix.projects.configuration.placeholders import misplaced, wrong_placeholder
from autofix.projects.configuration.problem import ConfigurationProblem, Path, did_you_mean, dotted, shown
from autofix.projects.configuration.schema import subschema


@dataclass(frozen=True)
class Names:
    """What a value may name. ``secrets`` is None where the project's secrets are not known yet."""

    known: Known
    secrets: Collection[str] | None


def value_problems(document: Document, names: Names) -> Iterator[ConfigurationProblem]:
    """What is wrong with single values, one problem for each at most."""
    for path, value in _scalars(document.value, ()):
        part = subschema(path)
        if part is None:
            continue
        if wrong := _judge(dotted(path), value, part, names):
            place = document.places[path]
            yield ConfigurationProblem(place.line, place.column, dotted(path), *wrong)


def _scalars(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _scalars(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _scalars(below, (*path, index))
    else:
        yield path, value


def _judge(subject: str, value: Value, part: Mapping[str, Any], names: Names) -> tuple[str, str] | None:
    if isinstance(value, str):
        if "x-secret" not in part and "${" in value:
            return misplaced(subject)
        if "x-secret" in part and (wrong := wrong_placeholder(subject, value, part["x-secret"], names.secrets)):
            return wrong
        if "x-url" in part and "${" not in value and (reason := wrong_address(value, part["x-url"])):
            return f"{subject} {reason[0]}", reason[1]
        if "x-known" in part:
            return _unknown_name(subject, value, part, names.known)
    if "x-seconds" in part and (seconds := read_seconds(value)) is not None:
        least, most = part["x-seconds"]
        if not least <= seconds <= most:
            span = f"from {show_seconds(least)} to {show_seconds(most)}"
            return f"{subject} is {shown(value)}, out of range", f"use a duration {span}"
    return None


def _unknown_name(subject: str, value: str, part: Mapping[str, Any], known: Known) -> tuple[str, str] | None:
    if part["x-known"] == "timezones":
        if value == "UTC" or value in _timezones():
            return None
        near = did_you_mean(value, _timezones())
        return f"{subject} is {shown(value)}, not {part['title']}", near or "use a name such as Europe/Berlin or UTC"
    names: dict[str, Collection[str]] = {
        "project_types": known.project_types,
        "platforms": known.platforms,
        "families": known.families | known.aliases.keys(),
    }
    may_be = names[part["x-known"]]
    if value in may_be:
        return None
    way_out = f"{did_you_mean(value, may_be)} known are {', '.join(sorted(may_be))}".strip()
    return f"{subject} is {shown(value)}, not {part['title']} that AutoFix knows", way_out


@functools.cache
def _timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
