"""A persona as a file has it: YAML or JSON, in the shape that the API takes. Needs no service and no Django."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from autofix.llm.profile import (
    DEFAULT,
    MAX_NAME,
    MAX_TEMPERATURE,
    MAX_TOKENS,
    MODEL,
    NAME,
    STYLE_RULE,
    Profile,
    kept_style,
)
from autofix.projects.configuration import ConfigurationError
from autofix.projects.configuration.document import read_document
from autofix.projects.configuration.text import read_text

KEYS = ("name", "project_id", "style_guide", "model", "temperature", "token_limit")


class PersonaFileError(Exception):
    """The file holds no persona; ``problems`` are all that is wrong with it, each with what is wanted."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_persona(data: bytes) -> Profile:
    """The profile that ``data`` describes, as the API would store it; raises ``PersonaFileError``."""
    values = _values(data)
    problems = [f"{name!r} is no field of a persona; known are {', '.join(KEYS)}" for name in values.keys() - set(KEYS)]
    problems = sorted(problems) + [said for name in KEYS if name in values and (said := _problem(name, values[name]))]
    if problems:
        raise PersonaFileError(tuple(problems))
    return Profile(
        name=values.get("name", DEFAULT),
        style_guide=kept_style(values.get("style_guide", "")) or "",
        **{name: values[name] for name in ("model", "temperature", "token_limit") if name in values},
    )


def _values(data: bytes) -> Mapping[str, Any]:
    try:
        text = read_text(data)
        try:
            # Indented with tabs it is JSON and no YAML.
            values = json.loads(text)
        except (ValueError, RecursionError):
            document = read_document(text)
            if document.problems:
                raise ConfigurationError(document.problems) from None
            values = document.value
    except ConfigurationError as error:
        said = (f"line {one.line}, column {one.column}: {one.message} ({one.suggestion})" for one in error.problems)
        raise PersonaFileError(tuple(said)) from None
    if not isinstance(values, dict):
        raise PersonaFileError((f"it is no mapping; a persona has {', '.join(KEYS)}",))
    return values


def _problem(name: str, value: object) -> str:
    """What is wrong with a field; empty where nothing is."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match name:
        case "name" if not isinstance(value, str) or not NAME.fullmatch(value):
            return f"name is at most {MAX_NAME} letters, digits, '_', '.' and '-', and begins with a letter or a digit"
        case "project_id" if value is not None and not isinstance(value, str):
            return "project_id is the id of a project, or null for the whole tenant"
        case "style_guide" if not isinstance(value, str) or kept_style(value) is None:
            return f"style_guide: {STYLE_RULE}"
        case "model" if not isinstance(value, str) or (value and not (re.match(MODEL, value) and len(value) <= 100)):
            return "model is what the endpoint calls it, such as gpt-5-mini, or empty for the project's own"
        case "temperature" if not is_number or not 0 <= float(str(value)) <= MAX_TEMPERATURE:
            return f"temperature is a number from 0 to {MAX_TEMPERATURE:g}"
        case "token_limit" if not is_number or isinstance(value, float) or not 1 <= int(str(value)) <= MAX_TOKENS:
            return f"token_limit is a whole number from 1 to {MAX_TOKENS}"
    return ""
