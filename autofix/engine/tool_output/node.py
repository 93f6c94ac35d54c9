"""What Node prints when a program cannot be loaded or falls over.

Sources: Node's ``lib/internal/errors.js``, ``modules/cjs/loader.js`` and ``modules/esm/resolve.js``; V8's messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from autofix.sdk.problem import Finding

_MODULE = re.compile(
    r"Cannot find (?:module|package) '(?P<value>[^'\n]{1,500})'(?! or its corresponding type)"
    r"(?: imported from (?P<file>[^\n]{1,500}?)(?=$|\s{0,4}(?:\n|\{)))?(?:\n(?:- )?Require stack:\n- "
    r"(?P<stack>[^\n]{1,500}))?",
    re.M,
)
_BINARY = re.compile(r"Cannot find module (?P<value>@[\w-]{1,60}/[\w-]{1,100})\. npm has a bug related to optional")
_DIRECTORY = re.compile(
    r"Directory import '(?P<value>[^'\n]{1,500})' is not supported resolving ES modules imported from "
    r"(?P<file>[^\n]{1,500})"
)
_SUBPATH = re.compile(
    r"Package subpath '(?P<path>[^'\n]{1,300})' is not defined by \"exports\" in (?P<manifest>[^\s]{1,400})"
)
_NAMED = re.compile(
    r"SyntaxError: (?:The requested module|Named export) '(?P<module>[^'\n]{1,500})' "
    r"(?:does not provide an export named '?(?P<value>[\w$]{1,200})'?|not found\.)"
)
_UNDEFINED = re.compile(r"ReferenceError: (?P<value>[\w$]{1,200}) is not defined(?P<scope> in ES module scope)?")
_OUTSIDE = re.compile(r"SyntaxError: Cannot use import statement outside a module")
_REQUIRE_ESM = re.compile(
    r"\[?ERR_REQUIRE_ESM\]?: require\(\) of ES Module (?P<source>\S{1,400})(?: from (?P<file>\S{1,400}))?"
)
_SYNTAX = re.compile(r"^(?:Uncaught )?SyntaxError: (?P<message>[^\n]{1,600})$", re.M)
_PLACE = re.compile(r"^(?:file://)?(?P<file>/?[^\s:()][^\n:]{0,400}):(?P<line>\d{1,9})$", re.M)
_FRAME = re.compile(
    r"^[ \t]{1,8}at "
    r"(?:[^\n(]{0,200}\()?(?:file://)?(?P<file>/?[^\s():]{1,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9})\)?$",
    re.M,
)
_CONFIG = re.compile(r"\.timestamp-[\w-]{1,80}\.[cm]?js$")
# Each is looked for a place above it, which most of a flood have not.
_MAX_SYNTAX = 200
_ABOVE, _BELOW = 1_500, 2_500


def parse_node(text: str) -> Iterator[Finding]:
    """Errors of Node's module loader and of names that do not exist, in ``text``."""
    for match in _MODULE.finditer(text):
        file = match["file"] or match["stack"]
        yield _found("module_missing", match, file=_path(file), value=match["value"])
    for match in _BINARY.finditer(text):
        yield _found("module_missing", match, value=match["value"])
    for match in _DIRECTORY.finditer(text):
        yield _found("module_missing", match, file=_path(match["file"]), value=match["value"])
    for match in _SUBPATH.finditer(text):
        package = match["manifest"].removesuffix("package.json").rstrip("/").rpartition("node_modules/")[2]
        yield _found("module_missing", match, value=package + match["path"].removeprefix("."), source=package)
    for match in _NAMED.finditer(text):
        place = _place(text, match.start())
        yield _found("build.export_missing", match, place=place, value=match["value"] or None, source=match["module"])
    for match in _UNDEFINED.finditer(text):
        frame = _own_frame(text, match.end())
        yield _found("build.name_undefined", match, place=frame, value=match["value"])
    for pattern in (_OUTSIDE, _REQUIRE_ESM):
        for match in pattern.finditer(text):
            place = _place(text, match.start())
            file = _path(match.groupdict().get("file"))
            yield _found("build.config", match, place=place, file=file, value="package.json")
    for match in islice(_SYNTAX.finditer(text), _MAX_SYNTAX):
        place = _place(text, match.start())
        if place and "JSON" not in match[0] and not _NAMED.match(match[0]) and not _OUTSIDE.match(match[0]):
            yield _found("build.syntax", match, place=place)


def _found(
    code: str,
    match: re.Match[str],
    *,
    file: str | None = None,
    place: re.Match[str] | None = None,
    value: str | None = None,
    source: str | None = None,
) -> Finding:
    groups = place.groupdict() if place else {}
    # In vite's bundled copy of a configuration the lines are others.
    is_there = place is not None and file is None and not _CONFIG.search(place["file"])
    return Finding(
        "node",
        code,
        match[0].split("\n", 1)[0],
        file=file or (_path(place["file"]) if place else None),
        line=int(place["line"]) if is_there and place else None,
        column=int(groups["column"]) if is_there and groups.get("column") else None,
        value=value,
        source=source,
        at=match.start(),
    )


def _path(file: str | None) -> str | None:
    return _CONFIG.sub("", file.strip().removeprefix("file://")) if file else None


def _place(text: str, start: int) -> re.Match[str] | None:
    """The line ``/app/src/a.js:3`` that stands above an error that was found before the program ran."""
    last = None
    for match in _PLACE.finditer(text, max(0, start - _ABOVE), start):
        last = match
    return last if last and not last["file"].startswith("node:") else None


def _own_frame(text: str, end: int) -> re.Match[str] | None:
    """The first frame below an error that is neither Node's own nor a package's."""
    for match in _FRAME.finditer(text, end, min(len(text), end + _BELOW)):
        if not match["file"].startswith("node") and "node_modules" not in match["file"]:
            return match
    return None
