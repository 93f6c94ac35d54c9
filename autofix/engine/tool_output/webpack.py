"""What webpack 4 and 5 say, alone, inside Create React App and inside Next (Turbopack speaks the same way).

Sources: webpack's ``ModuleNotFoundError``, ``HarmonyImportDependency`` and ``ModuleParseError``,
react-dev-utils' ``formatWebpackMessages``, Next's ``webpack/plugins/wellknown-errors-plugin``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.tool_output.webpack_place import Place, place_of
from autofix.sdk.problem import Finding

_UNRESOLVED = re.compile(
    r"(?:Module not found: (?:Error: )?Can't resolve|Cannot find file:?|Cannot find module:|"
    r"Module not found: (?:Error: )?Cannot resolve (?:module|'file' or 'directory')) '(?P<value>[^'\n]{1,500})'"
    r"(?: in '[^'\n]{1,500}')?"
)
_OUTSIDE = re.compile(r"You attempted to import (?P<value>\S{1,500}) which falls outside of the project src/ directory")
_EXPORT = re.compile(
    r"\"?export '(?P<value>[\w$]{1,200})' (?:\(imported as '(?P<local>[^'\n]{1,200})'\) )?was not found in "
    r"'(?P<source>[^'\n]{1,500})'(?: \(possible exports: (?P<exports>[^\n)]{1,2000})\))?"
)
_ATTEMPTED = re.compile(
    r"Attempted import error: (?:'(?P<value>[^'\n]{1,200})' is not exported from '(?P<source>[^'\n]{1,500})'|"
    r"'(?P<module>[^'\n]{1,500})' does not contain a default export)"
)
_SYNTAX = re.compile(
    r"(?:Module parse failed: |Syntax error: |SyntaxError: (?P<file>[^\s:][^\n:]{0,400}): )"
    r"(?P<message>[^\n]{1,600}?)(?: \((?P<line>\d{1,9}):(?P<column>\d{1,9})\))?$",
    re.M,
)
_SUGGESTED = re.compile(r"Did you mean '(?P<hint>[^'\n]{1,500})'\?")
_CASING = re.compile(r"differs from the request only in casing|only differ(?:s)? in casing")
_POLYFILL = re.compile(r"- install '(?P<hint>[^'\n]{1,200})'")
_CASE = re.compile(
    r"\[CaseSensitivePathsPlugin\] `?(?P<value>[^`\n]{1,500})`? does not match the corresponding path "
    r"on disk `(?P<hint>[^`\n]{1,500})`"
)
_LOADER = re.compile(r"ValidationError: Invalid (?:configuration|options) object\.[^\n]{0,500}")
_NEXT = re.compile(
    r"\bNext\.js \d|next build|Build failed because of webpack errors|nextjs\.org/docs|/node_modules/next/"
)
_CRA = re.compile(r"react-scripts|^Creating an optimized production build\.\.\.$|^Failed to compile\.$", re.M)
_NEAR = 600
_ERRORS = re.compile(r"^ERROR in |Failed to compile|Treating warnings as errors", re.M)


def parse_webpack(text: str) -> Iterator[Finding]:
    """Webpack's errors in ``text``; the tool is ``cra`` or ``next`` where one of them runs it."""
    tool = "next" if _NEXT.search(text) else "cra" if _CRA.search(text) else "webpack"
    for match in _UNRESOLVED.finditer(text):
        yield _unresolved(tool, match, text)
    for match in _OUTSIDE.finditer(text):
        yield _found(tool, "build.module_not_found", match, text, value=match["value"])
    has_errors = _ERRORS.search(text) is not None
    for match in _EXPORT.finditer(text):
        # Webpack alone only warns of a missing export: it is what was reported where nothing worse is.
        if has_errors and _is_warning(text, match.start()):
            continue
        names = [name.strip() for name in (match["exports"] or "").split(",") if name.strip()]
        hint = names[0] if len(names) == 1 else None
        yield _found(tool, "build.export_missing", match, text, value=match["value"], source=match["source"], hint=hint)
    for match in _ATTEMPTED.finditer(text):
        value, source = match["value"] or "default", match["source"] or match["module"]
        yield _found(tool, "build.export_missing", match, text, value=value, source=source)
    for match in _SYNTAX.finditer(text):
        finding = _syntax(tool, match, text)
        if finding:
            yield finding
    for match in _CASE.finditer(text):
        yield _found(tool, "build.case_mismatch", match, text, value=match["value"], hint=match["hint"])
    for match in _LOADER.finditer(text):
        yield _found(tool, "build.config", match, text, value="webpack.config.js")


def _unresolved(tool: str, match: re.Match[str], text: str) -> Finding:
    below = text[match.end() : match.end() + _NEAR]
    below = re.split(r"\nERROR in |\nModule not found", below, maxsplit=1)[0]
    suggested, polyfill = _SUGGESTED.search(below), _POLYFILL.search(text, match.end(), match.end() + 3 * _NEAR)
    if suggested and _CASING.search(below):
        return _found(tool, "build.case_mismatch", match, text, value=match["value"], hint=suggested["hint"])
    is_core = "BREAKING CHANGE: webpack < 5" in below
    hint = suggested["hint"] if suggested else polyfill["hint"] if polyfill and is_core else None
    return _found(tool, "build.module_not_found", match, text, value=match["value"], hint=hint)


def _syntax(tool: str, match: re.Match[str], text: str) -> Finding | None:
    place = place_of(text, match.start(), match.end())
    # A message of a browser or of Node, with no file of a build round it.
    if match["line"] is None and place.file is None:
        return None
    # Webpack counts columns from 0; babel's message, by its version, from 0 or from 1.
    is_webpack = match[0].startswith("Module parse failed") and match["column"]
    column = int(match["column"]) + 1 if is_webpack else place.column
    return Finding(
        tool,
        "build.syntax",
        match[0],
        file=match["file"] or place.file,
        line=int(match["line"]) if match["line"] else place.line,
        column=column,
        at=match.start(),
    )


def _found(
    tool: str,
    code: str,
    match: re.Match[str],
    text: str,
    *,
    value: str,
    hint: str | None = None,
    source: str | None = None,
) -> Finding:
    place: Place = place_of(text, match.start(), match.end())
    return Finding(
        tool,
        code,
        match[0],
        file=place.file,
        line=place.line,
        column=place.column,
        value=value,
        hint=hint,
        source=source,
        at=match.start(),
    )


def _is_warning(text: str, start: int) -> bool:
    """Whether the heading above says that this is one."""
    above = text[max(0, start - _NEAR) : start]
    return above.rfind("WARNING in") > above.rfind("ERROR in") and "Treating warnings as errors" not in text
