"""What to say about a value of the wrong type, by what people commonly mean."""

from __future__ import annotations

import re

from autofix.projects.configuration.fault import Fault
from autofix.projects.configuration.problem import ConfigurationProblem

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
# Booleans of YAML 1.1, which are text in YAML 1.2.
_SPOKEN = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_NUMBER = re.compile(r"[-+]?[0-9]{1,20}(?:\.[0-9]{1,20})?")


def wrong_type(fault: Fault) -> ConfigurationProblem:
    """The problem for a value that is no mapping, list, text, boolean or number where one is wanted."""
    wanted = (fault.limit,) if isinstance(fault.limit, str) else tuple(fault.limit)
    words = " or ".join(_TYPES[name] for name in wanted)
    if fault.path:
        words = fault.part.get("title", words)
    if fault.given is None:
        return fault.at_value(f"{fault.subject} has no value; it takes {words}", _way_out_of_nothing(fault))
    message = f"{fault.subject} is {fault.given_in_words}, not {words}"
    return fault.at_value(message, _way_out(fault, wanted) or fault.examples)


def _way_out_of_nothing(fault: Fault) -> str:
    if fault.path and isinstance(fault.path[-1], int):
        return "give it a value; text that starts with '#' needs quotes, or it is a comment"
    return "give it a value, or take the line out" if fault.path else "write {} for the defaults"


def _way_out(fault: Fault, wanted: tuple[str, ...]) -> str:
    is_scalar = not isinstance(fault.given, list | dict)
    if "object" in wanted:
        return "write 'key: value' lines below it" if fault.path else "write sections such as 'project:'"
    if "array" in wanted:
        return "write a list, with '- ' before each item"
    if "boolean" in wanted and isinstance(fault.given, str):
        return f"write {_SPOKEN.get(fault.given.lower(), 'true or false')}"
    if "string" in wanted and "number" not in wanted and is_scalar:
        source = fault.document.places[fault.path].source
        return "put it in quotes" if "x-secret" in fault.part else f'put it in quotes: "{source}"'
    if isinstance(fault.given, str) and _NUMBER.fullmatch(fault.given):
        return "write it without quotes"
    return ""
