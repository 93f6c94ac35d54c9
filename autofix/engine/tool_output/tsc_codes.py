"""What a diagnostic of TypeScript means, by its number or, where none is printed, by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_Q = "['\"]"
_MODULE = re.compile(rf"Cannot find module {_Q}(?P<value>[^'\"\n]{{1,500}}){_Q}")
_TYPES = re.compile(r"Could not find a declaration file for module '(?P<source>[^'\n]{1,500})'")
_INSTALL = re.compile(r"npm i(?:nstall)? --save-dev (?P<hint>@types/[\w.-]{1,100})")
_MEMBER = re.compile(
    r"(?:Module )?'?\"?(?P<source>[^'\"\n]{1,500})\"?'? has no exported member (?:named )?'(?P<value>[^'\n]{1,200})'"
)
_NO_DEFAULT = re.compile(r"Module '?\"?(?P<source>[^'\"\n]{1,500})\"?'? has no default export")
_AS_DEFAULT = re.compile(r"Did you mean to use 'import \w{1,200} from ")
_AS_NAMED = re.compile(r"Did you mean to use 'import \{ (?P<hint>[\w$]{1,200}) \} from ")
_LOCAL = re.compile(
    r"Module '?\"?(?P<source>[^'\"\n]{1,500})\"?'? declares '(?P<value>[^'\n]{1,200})' locally, but it is "
    r"(?:not exported|exported as '(?P<hint>[^'\n]{1,200})')"
)
_NAME = re.compile(
    r"(?:Cannot find (?:name|namespace)|No value exists in scope for the shorthand property|"
    r"Could not find name) '(?P<value>[^'\n]{1,200})'"
)
_CASING = re.compile(
    r"(?:Already included f|F)ile name '(?P<value>[^'\n]{1,500})' differs from (?:already included )?file name "
    r"'(?P<hint>[^'\n]{1,500})' only in casing"
)
_SUGGESTION = re.compile(r"Did you mean (?:the (?:static|instance) member )?'(?P<hint>[^'\n]{1,300})'\?")
# A number of four digits below 2000 is one of syntax; of the 5000s and 6000s to 6100 one of options.
_FIRST_SEMANTIC = 2000
_OPTIONS = range(5000, 6100)
_NO_INPUTS = "TS18003"

_WORDS = tuple(
    (code, re.compile(words))
    for code, words in (
        ("TS2345", r"^Argument of type .{0,1000} is not assignable to parameter"),
        ("TS2322", r"^Type .{0,1000} is not assignable to type"),
        ("TS2551", r"^Property '.{1,200}' does not exist on type .{0,1000} Did you mean"),
        ("TS2339", r"^Property '.{1,200}' does not exist on type"),
        ("TS2741", r"^Property '.{1,200}' is missing in type"),
        ("TS7006", r"^Parameter '.{1,200}' implicitly has an 'any' type"),
        ("TS7016", r"^Could not find a declaration file for module"),
        ("TS6133", r"is declared but its value is never read"),
        ("TS2554", r"^Expected \d{1,3} arguments?, but got"),
        ("TS18046", r"is of type 'unknown'"),
        ("TS2532", r"^Object is possibly 'undefined'"),
        ("TS2531", r"^Object is possibly 'null'"),
        ("TS18048", r"is possibly 'undefined'"),
        ("TS18047", r"is possibly 'null'"),
    )
)


@dataclass(frozen=True)
class Meaning:
    """AutoFix's code for a diagnostic, with what it is about; see ``Finding``."""

    code: str
    value: str | None = None
    hint: str | None = None
    source: str | None = None


def meaning_of(code: str, message: str, file: str | None) -> Meaning:
    """The meaning of the diagnostic ``code`` (empty where it is not known) with ``message`` in ``file``."""
    first = message.split("\n", 1)[0]
    return (
        _of_import(code, first)
        or _of_name(first)
        or _of_settings(code, message, file)
        or Meaning("build.type", code or _guessed(first), _hint(message), _untyped(first))
    )


def _of_import(code: str, message: str) -> Meaning | None:
    casing = _CASING.search(message)
    if casing:
        return Meaning("build.case_mismatch", casing["value"], casing["hint"])
    module = _MODULE.search(message)
    if module and code not in ("TS2688", "TS7016"):
        return Meaning("build.module_not_found", module["value"], _hint(message))
    local = _LOCAL.search(message)
    if local:
        return Meaning("build.export_missing", local["value"], local["hint"], local["source"])
    member = _MEMBER.search(message)
    if member:
        hint = "default" if _AS_DEFAULT.search(message) else _hint(message)
        return Meaning("build.export_missing", member["value"], hint, member["source"])
    default = _NO_DEFAULT.search(message)
    if default:
        named = _AS_NAMED.search(message)
        return Meaning("build.export_missing", "default", named["hint"] if named else None, default["source"])
    return None


def _of_name(message: str) -> Meaning | None:
    name = _NAME.search(message)
    return Meaning("build.name_undefined", name["value"], _hint(message)) if name else None


def _of_settings(code: str, message: str, file: str | None) -> Meaning | None:
    number = int(code[2:]) if code else 0
    if code and number < _FIRST_SEMANTIC:
        return Meaning("build.syntax", code, _hint(message))
    if number in _OPTIONS or code == _NO_INPUTS:
        return Meaning("build.config", file or "tsconfig.json", _hint(message))
    return None


def _guessed(message: str) -> str | None:
    """The number of a diagnostic that was printed without it."""
    return next((code for code, pattern in _WORDS if pattern.search(message)), None)


def _hint(message: str) -> str | None:
    match = _SUGGESTION.search(message) or _INSTALL.search(message)
    return match["hint"] if match else None


def _untyped(message: str) -> str | None:
    match = _TYPES.search(message)
    return match["source"] if match else None
