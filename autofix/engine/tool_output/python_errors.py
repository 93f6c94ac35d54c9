"""What an exception's name and message mean.

Source: CPython's messages, versions 3.8 to 3.13; Django's and SQLAlchemy's for what they raise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.tool_output.python_refusals import refused

ERROR = re.compile(
    r"^[ \t|+]{0,40}(?:E {1,8}|(?:ERROR|CRITICAL|Error)[: ]{1,4})?(?P<name>(?:[A-Za-z_][\w]{0,60}\.){0,6}"
    r"[A-Z]\w{0,60}(?:Error|Exception|Exists|Configured|History|Warning|NotFound|NotReady|Interrupt)?)(?:: "
    r"(?P<message>[^\n]{0,4000}))?$"
)
_MODULE = re.compile(r"No module named '?(?P<value>[^'\s;]{1,300})'?")
_NAME = re.compile(
    r"cannot import name '(?P<value>[^'\n]{1,200})' from (?:partially initialized module )?'(?P<source>[^'\n]{1,300})'"
)
_CHOICES = re.compile(
    r"Module '(?P<source>[^'\n]{1,300})' does not contain a '(?P<value>[^'\n]{1,200})' class\.(?: "
    r"Choices are: '(?P<hint>[^'\n]{1,200})'\.)?"
)
_UNDEFINED = re.compile(r"name '(?P<value>[^'\n]{1,200})' is not defined")
_LOCAL = re.compile(r"local variable '(?P<value>[^'\n]{1,200})'")
_ATTRIBUTE = re.compile(
    r"(?:partially initialized )?module '(?P<source>[^'\n]{1,300})' has no attribute '(?P<value>[^'\n]{1,200})'"
)
_SUGGESTION = re.compile(r"Did you mean: '(?P<hint>[^'\n]{1,200})'\?")
_CIRCULAR = "circular import"
_VARIABLE = re.compile(r"^'(?P<value>[A-Z][A-Z0-9_]{2,80})'$")
_SET_VARIABLE = re.compile(
    r"Set the (?P<value>[A-Z][A-Z0-9_]{1,80}) environment variable|(?P<other>[A-Z][A-Z0-9_]{2,80}) "
    r"not found\. Declare it as envvar"
)
_PYDANTIC = re.compile(r"\d{1,4} validation errors? for \w{0,80}[Ss]ettings")
_STATIC = re.compile(r"STATIC_ROOT|STATICFILES|staticfiles manifest|could not be found with <|finders")
_TABLE = re.compile(
    r"no such (?:table|column): (?P<value>[\w.\"]{1,200})|relation \"(?P<relation>[^\"\n]{1,200})\" "
    r"does not exist|column \"?(?P<column>[\w.\"]{1,200}?)\"? (?:of relation [^\n]{1,100} )?does not "
    r"exist|table \"?(?P<exists>[\w.]{1,200})\"? already exists|(?:duplicate column name: |relation "
    r"\")(?P<double>[\w.]{1,200})|Table '(?P<mysql>[^'\n]{1,200})' doesn't exist"
)
_DRIVER = re.compile(
    r"Error loading (?P<value>\w{1,60})(?: or (?P<other>\w{1,60}))? module|Did you install (?P<mysql>\w{1,60})\?"
)
_INSTALL = re.compile(
    r"[\"'`]?(?P<value>[A-Za-z][\w.-]{1,80})[\"'`]? (?:is not installed|must be installed|to be "
    r"installed|package is required)|pip install (?P<other>[\w.\[\]-]{1,80})|"
    r"(?:the |The )(?P<library>[a-z][\w-]{1,60}) library is required|"
    r"[Ii]nstall '(?P<named>[a-z][\w-]{1,60})' for "
)
_APP = re.compile(r"Model class (?P<value>[\w.]{1,200}) doesn't declare an explicit app_label")
_PYDANTIC_MOVED = re.compile(r"`(?:pydantic[.:])?(?P<value>\w{1,60})` has been (?:moved|removed)")
_SYNTAX = frozenset({"SyntaxError", "IndentationError", "TabError"})


@dataclass(frozen=True)
class Meaning:
    """AutoFix's code for an exception, with what it is about; see ``Finding``."""

    code: str
    value: str | None = None
    hint: str | None = None
    source: str | None = None


def meaning_of(name: str, message: str) -> Meaning | None:
    """The meaning of an exception of the class ``name``; None where it says nothing that a parser can know."""
    short = name.rpartition(".")[2]
    if short in _SYNTAX:
        return Meaning("build.syntax")
    refusal = refused(short, message)
    if refusal is not None:
        return Meaning("build.config", refusal)
    if short in ("ModuleNotFoundError", "ImportError", "AttributeError", "NameError", "UnboundLocalError"):
        return _of_names(short, message)
    if short == "PydanticImportError":
        moved = _PYDANTIC_MOVED.search(message)
        return Meaning("build.export_missing", moved["value"], source="pydantic") if moved else None
    if short == "RuntimeError" and _APP.search(message):
        return Meaning("build.config", "app_label")
    if short == "AppRegistryNotReady":
        return Meaning("build.config", "apps")
    if short in ("KeyError", "UndefinedValueError", "ImproperlyConfigured", "ValidationError"):
        return _of_settings(short, message)
    if short in ("OperationalError", "ProgrammingError", "UndefinedTable", "UndefinedColumn"):
        table = _TABLE.search(message)
        return Meaning("build.migration", _first(table)) if table else None
    if short in ("InconsistentMigrationHistory", "NodeNotFoundError", "CircularDependencyError"):
        # Django's migrations have a parser of their own, which reads the names too.
        return None
    if short in ("ValueError", "RuntimeError", "Exception", "AssertionError") and _INSTALL.search(message):
        return Meaning("build.dependency_missing", _first(_INSTALL.search(message)))
    return None


def _of_names(short: str, message: str) -> Meaning | None:
    hint = _SUGGESTION.search(message)
    suggested = hint["hint"] if hint else None
    if short == "ModuleNotFoundError" or message.startswith("No module named"):
        module = _MODULE.search(message)
        return Meaning("module_missing", module["value"]) if module else None
    if short == "NameError":
        match = _UNDEFINED.search(message)
        return Meaning("build.name_undefined", match["value"], suggested) if match else None
    if short == "UnboundLocalError":
        match = _LOCAL.search(message)
        return Meaning("build.name_undefined", match["value"]) if match else None
    if short == "AttributeError":
        match = _ATTRIBUTE.search(message)
        return Meaning("build.export_missing", match["value"], suggested, match["source"]) if match else None
    match = _NAME.search(message)
    if match:
        return Meaning("build.export_missing", match["value"], suggested, match["source"])
    match = _CHOICES.search(message)
    if match:
        return Meaning("build.export_missing", match["value"], match["hint"], match["source"])
    if message.startswith("attempted relative import"):
        return Meaning("build.module_not_found")
    install = _INSTALL.search(message)
    return Meaning("build.dependency_missing", _first(install)) if install else None


def _of_settings(short: str, message: str) -> Meaning | None:
    if short == "KeyError":
        match = _VARIABLE.match(message)
        return Meaning("build.env_missing", match["value"]) if match else None
    variable = _SET_VARIABLE.search(message)
    if variable:
        return Meaning("build.env_missing", _first(variable))
    if short == "ValidationError":
        return Meaning("build.env_missing") if _PYDANTIC.search(message) else None
    driver = _DRIVER.search(message)
    if driver:
        return Meaning("build.dependency_missing", driver["other"] or driver["value"] or driver["mysql"])
    # What is wrong with static files is for Django's parser.
    if short == "ImproperlyConfigured" and _STATIC.search(message) is None:
        return Meaning("build.config")
    return None


def _first(match: re.Match[str] | None) -> str | None:
    return next((group for group in match.groups() if group), None) if match else None
