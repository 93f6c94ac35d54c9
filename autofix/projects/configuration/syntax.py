"""What PyYAML says about broken YAML, with a way out for the mistakes that people make."""

from __future__ import annotations

import yaml

from autofix.projects.configuration.problem import ConfigurationProblem

_QUOTES = "put the text in quotes"
_WAYS_OUT = (
    (r"'\t'", "indent with blanks, not tabs"),
    ("mapping values are not allowed", "check the indentation, and put text that holds ': ' in quotes"),
    ("expected <block end>", "check the indentation: keys that belong together start in the same column"),
    ("could not find expected ':'", "write 'key: value', with a colon after the key"),
    ("sequence entries are not allowed", "start the list on a line of its own"),
    ("but got '?'", _QUOTES),
    ("',' or ']'", "close the list with ']'"),
    ("',' or '}'", "close the mapping with '}'"),
    ("'@'", _QUOTES),
    ("'`'", _QUOTES),
    ("'%'", _QUOTES),
    ("unknown escape character", "put the text in single quotes, or write the backslash twice"),
)


def syntax_problem(error: yaml.MarkedYAMLError) -> ConfigurationProblem:
    """The problem that stopped the parser, at the place where it stopped."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = error.problem or "it cannot be read"
    context = ""
    if error.context and error.context_mark:
        context = f", {error.context} that starts in line {error.context_mark.line + 1}"
    if "quoted scalar" in (error.context or "") and "end of stream" in said:
        way_out = "close the quotes"
    else:
        way_out = next((text for sign, text in _WAYS_OUT if sign in said), "check the line and the one before it")
    return ConfigurationProblem(line, column, "", f"this is no YAML: {said}{context}", way_out)
