"""What the schema says of a document, in words and with places."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from autofix.projects.configuration.problems import ConfigurationProblem
from autofix.projects.configuration.reading import Document, Path, show

_KINDS = {
    "object": "a mapping of keys",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}


@cache
def schema() -> dict[str, Any]:
    """The published schema."""
    found: dict[str, Any] = json.loads((files(__package__) / "autofix.schema.json").read_text())
    return found


def check(document: Document) -> Iterator[ConfigurationProblem]:
    """Every place where the document is not what the schema wants."""
    for error in Draft202012Validator(schema()).iter_errors(without_nulls(document.value)):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            yield from _unknown_keys(document, path, error)
        elif error.validator == "required":
            yield from _missing_keys(document, path, error)
        elif error.validator == "propertyNames" or error.parent is not None:
            yield problem(document, path, f"{error.instance!r} is no name", "letters, digits, - and _, at most 40")
        else:
            yield problem(document, path, *_words(error))


def problem(document: Document, path: Path, message: str, suggestion: str = "") -> ConfigurationProblem:
    """A problem at the place of ``path``."""
    line, column = document.keys.get(path, (1, 1))
    return ConfigurationProblem(line, column, show(path), message, suggestion)


def near(name: str, known: Collection[str]) -> str:
    """``did you mean ...``, or an empty text."""
    found = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"did you mean {found[0]!r}?" if found else ""


def without_nulls(value: object) -> object:
    """A key without a value counts as left out, as people write it when they try things."""
    if isinstance(value, dict):
        return {key: without_nulls(part) for key, part in value.items() if part is not None}
    return [without_nulls(part) for part in value] if isinstance(value, list) else value


def _unknown_keys(document: Document, path: Path, error: ValidationError) -> Iterator[ConfigurationProblem]:
    known = list(_rule(error).get("properties", {}))
    for key in _instance(error):
        if key not in known:
            hint = near(key, known) or f"known here: {', '.join(known)}"
            yield problem(document, (*path, key), "this key is not known", hint)


def _missing_keys(document: Document, path: Path, error: ValidationError) -> Iterator[ConfigurationProblem]:
    for key in _rule(error)["required"]:
        if key not in _instance(error):
            yield problem(document, path, f"the key {key!r} is missing", "add it")


def _words(error: ValidationError) -> tuple[str, str]:
    value, wanted = error.instance, _rule(error)[str(error.validator)]
    shown = repr(value) if len(repr(value)) <= 80 else repr(value)[:77] + "..."
    described = str(_rule(error).get("description", ""))
    match error.validator:
        case "type":
            return f"{shown} is not {_KINDS.get(str(wanted), wanted)}", described
        case "enum":
            return f"{shown} is not one of {', '.join(wanted)}", near(str(value), wanted)
        case "minimum":
            return f"{shown} is less than {wanted}", described
        case "maximum":
            return f"{shown} is more than {wanted}", described
        case "pattern":
            return f"{shown} is not written as it has to be", described
        case _:
            return f"{shown} is too long: at most {wanted}", described


def _rule(error: ValidationError) -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _instance(error: ValidationError) -> dict[str, Any]:
    return error.instance if isinstance(error.instance, dict) else {}
