"""What vite says in its own words: the development server, its plugins, its configuration.

Sources: vite's ``plugins/importAnalysis.ts``, ``optimizer/scan.ts``, ``config.ts``; vue's compiler-sfc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_IMPORT = re.compile(
    r"Failed to resolve import [\"'](?P<value>[^\"'\n]{1,500})[\"'] from [\"'](?P<file>[^\"'\n]{1,500})[\"']"
    r"(?:\. Does the file exist\?)?"
)
_SPECIFIER = re.compile(
    r"Missing \"(?P<path>[^\"\n]{1,300})\" (?:specifier|export) in \"(?P<package>[^\"\n]{1,200})\" package"
    r"(?: imported from \"?(?P<file>[^\"\n]{1,500})\"?)?"
)
_ENTRY = re.compile(r"Failed to resolve entry for package \"(?P<value>[^\"\n]{1,200})\"")
# A name that the configuration does not know stands below, and another parser reads that.
_CONFIG = re.compile(
    r"failed to load config from (?P<file>[^\n]{1,500})$"
    r"(?!\n(?:error (?:during build|when starting dev server):\n)?ReferenceError: )",
    re.M,
)
_COMPILER = re.compile(
    r"\[(?:plugin:)?(?:vite:vue|vue/compiler-sfc|vite:css|postcss|sass|less|vite-plugin-svelte|vite:oxc|"
    r"vite:react-babel|vite:react-swc|builtin:vite-\w{1,40}|PARSE_ERROR)\] (?P<message>[^\n]{1,1000})"
)
_PREPROCESSOR = re.compile(r"Preprocessor dependency \"(?P<value>[\w./@-]{1,100})\" not found[^\n]{0,200}")
_PLACE = re.compile(
    r"(?:^[ \t]{0,8}(?:File: |file: |FILE {1,4})?|\()(?P<file>(?:[A-Za-z]:)?[^\s:()\[\]?]"
    r"[^\s:?]{0,400})(?:\?[^\s:]{0,200})?:(?P<line>\d{1,9}):(?P<column>\d{1,9})",
    re.M,
)
_PORT = re.compile(r"Port (?P<value>\d{1,5}) is already in use")
_NEAR = 600


def parse_vite(text: str) -> Iterator[Finding]:
    """Vite's own errors in ``text``; what rollup and esbuild say inside it is theirs to read."""
    for match in _IMPORT.finditer(text):
        place = _place(text, match.end(), match["file"])
        yield Finding(
            "vite",
            "build.module_not_found",
            match[0],
            file=match["file"],
            line=int(place["line"]) if place else None,
            column=int(place["column"]) if place else None,
            value=match["value"],
            at=match.start(),
        )
    for match in _SPECIFIER.finditer(text):
        value = match["package"] + match["path"].removeprefix(".")
        yield Finding(
            "vite",
            "build.module_not_found",
            match[0],
            file=match["file"],
            value=value,
            source=match["package"],
            at=match.start(),
        )
    for match in _ENTRY.finditer(text):
        yield Finding("vite", "build.module_not_found", match[0], value=match["value"], at=match.start())
    for match in _CONFIG.finditer(text):
        file = match["file"].strip()
        yield Finding("vite", "build.config", match[0], file=file, value=file, at=match.start())
    for match in _PREPROCESSOR.finditer(text):
        place = _place(text, match.end(), None)
        file = place["file"] if place else None
        yield Finding("vite", "build.dependency_missing", match[0], file=file, value=match["value"], at=match.start())
    for match in _COMPILER.finditer(text):
        if any(pattern.search(match[0]) for pattern in (_IMPORT, _PREPROCESSOR)) or "is not exported" in match[0]:
            continue
        place = _place(text, match.start(), None)
        yield Finding(
            "vite",
            "build.syntax",
            match["message"],
            file=place["file"] if place else None,
            line=int(place["line"]) if place else None,
            column=int(place["column"]) if place else None,
            at=match.start(),
        )
    for match in _PORT.finditer(text):
        yield Finding("vite", "port_in_use", match[0], value=match["value"], at=match.start())


def _place(text: str, start: int, file: str | None) -> re.Match[str] | None:
    for match in _PLACE.finditer(text, start, min(len(text), start + _NEAR)):
        if "node_modules" in match["file"]:
            return None
        if file is None or match["file"].endswith(file.lstrip("./")):
            return match
    return None
