"""Whether a document has the shape of the schema, told in words that help."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from autofix.projects.configuration.document import Document
from autofix.projects.configuration.fault import Fault
from autofix.projects.configuration.problem import ConfigurationProblem, did_you_mean, dotted, shown
from autofix.projects.configuration.schema import homes, schema, subschema
from autofix.projects.configuration.wrong_type import wrong_type


def shape_problems(document: Document) -> Iterator[ConfigurationProblem]:
    """What the schema refuses, each with its place."""
    for error in _validator().iter_errors(document.value):
        yield from _explain(Fault.of(document, error))


@functools.cache
def _validator() -> Validator:
    ours = {"pattern": _whole_text, "required": _all_keys}
    kind: type[Validator] = validators.extend(Draft202012Validator, ours)  # type: ignore[no-untyped-call]
    return kind(dict(schema()))


def _whole_text(_: Validator, pattern: str, given: object, part: Mapping[str, Any]) -> Iterator[ValidationError]:
    # Python's $ also matches before a last line break, and a text too long is refused without being searched.
    if not isinstance(given, str) or len(given) > part["maxLength"]:
        return
    found = re.search(pattern, given)
    if found is None or found.end() != len(given):
        yield ValidationError("the text has another form")


def _all_keys(_: Validator, keys: list[str], given: object, __: Mapping[str, Any]) -> Iterator[ValidationError]:
    # The library's own says in prose alone which key is missing.
    if isinstance(given, dict) and any(key not in given for key in keys):
        yield ValidationError("a key is missing")


def _explain(fault: Fault) -> Iterator[ConfigurationProblem]:
    if fault.is_about_a_name:
        message = f"{shown(fault.given)} is not {fault.title} in {fault.subject}"
        yield fault.at_key(fault.given, message, "use small letters, digits, '-' and '_', 40 characters at most")
    elif fault.keyword == "additionalProperties":
        yield from _unknown_keys(fault)
    elif fault.keyword == "required":
        for key in fault.limit:
            if key not in fault.given:
                path = (*fault.path, key)
                yield fault.at_key(key, f"{dotted(path)} is missing", (subschema(path) or {}).get("description", ""))
    elif fault.keyword == "type":
        yield wrong_type(fault)
    else:
        yield _wrong_value(fault)


def _unknown_keys(fault: Fault) -> Iterator[ConfigurationProblem]:
    known = fault.part["properties"]
    where = f" in {fault.subject}" if fault.path else ""
    for key in fault.given:
        if key not in known:
            suggestion = did_you_mean(key, known) or _home_of(key) or f"known here are {', '.join(known)}"
            yield fault.at_key(key, f"{shown(key)} is no key that AutoFix knows{where}", suggestion)


def _home_of(key: str) -> str:
    places = [dotted(place) or "the top level" for place in homes(key)]
    return f"{key} is a key of {' and of '.join(places[:2])}" if places else ""


def _wrong_value(fault: Fault) -> ConfigurationProblem:
    match fault.keyword:
        case "enum":
            near = did_you_mean(str(fault.given), fault.limit)
            way_out = f"{near} it may be {', '.join(fault.limit)}".strip()
            return fault.at_value(f"{fault.subject} is {fault.given_in_words}, not {fault.title}", way_out)
        case "minimum" | "maximum":
            least, most = fault.part["minimum"], fault.part.get("maximum")
            way_out = f"use {least} or more" if most is None else f"use a number from {least} to {most}"
            return fault.at_value(f"{fault.subject} is {fault.given_in_words}, out of range", way_out)
        case "maxLength":
            return fault.at_value(f"{fault.subject} is too long", f"use {fault.limit} characters at most")
        case "maxItems" | "maxProperties":
            return fault.at_value(f"{fault.subject} has too many entries", f"use {fault.limit} at most")
        case "minItems":
            return fault.at_value(f"{fault.subject} is an empty list", "name one at least, or take the key out")
    return fault.at_value(f"{fault.subject} is {fault.given_in_words}, not {fault.title}", fault.examples)
