"""What a rule's message means: most are ``build.lint``, some say that a name, a module or an export is missing."""

from __future__ import annotations

import re

from autofix.sdk.problem import Finding

_UNDEFINED = re.compile(r"['\"](?P<value>[^'\"\n]{1,200})['\"] is not defined")
_UNRESOLVED = re.compile(r"Unable to resolve path to module '(?P<value>[^'\n]{1,500})'")
_NAMED = re.compile(r"(?P<value>[\w$]{1,200}) not found in '(?P<source>[^'\n]{1,500})'")
_DEFAULT = re.compile(r"No default export found in imported module ['\"](?P<source>[^'\"\n]{1,500})['\"]")
_CASING = re.compile(r"Casing of (?P<value>[^\n]{1,500}) does not match the underlying filesystem")
_EXTRANEOUS = re.compile(r"'(?P<value>[^'\n]{1,300})' should be listed in the project's dependencies")
_MISSING = re.compile(r"\"(?P<value>[^\"\n]{1,300})\" is not (?:found|published)")


def finding_of(message: str, rule: str | None, file: str | None, line: int, column: int | None, at: int) -> Finding:
    """A row of ESLint's as a finding."""
    code, value, source = _meaning(message, rule)
    return Finding("eslint", code, message, file=file, line=line, column=column, value=value, source=source, at=at)


def _meaning(message: str, rule: str | None) -> tuple[str, str | None, str | None]:
    name = (rule or "").rpartition("/")[2]
    match: re.Match[str] | None
    if message.startswith("Parsing error"):
        return "build.syntax", None, None
    if name in ("no-undef", "jsx-no-undef") and (match := _UNDEFINED.search(message)):
        return "build.name_undefined", match["value"], None
    if name == "no-unresolved":
        if match := _UNRESOLVED.search(message):
            return "build.module_not_found", match["value"], None
        if match := _CASING.search(message):
            return "build.case_mismatch", match["value"], None
    if name == "named" and (match := _NAMED.search(message)):
        return "build.export_missing", match["value"], match["source"]
    if name == "default" and (match := _DEFAULT.search(message)):
        return "build.export_missing", "default", match["source"]
    if name == "no-extraneous-dependencies" and (match := _EXTRANEOUS.search(message)):
        return "build.dependency_missing", match["value"], None
    if name in ("no-missing-import", "no-missing-require") and (match := _MISSING.search(message)):
        return "build.module_not_found", match["value"], None
    return "build.lint", rule, None
