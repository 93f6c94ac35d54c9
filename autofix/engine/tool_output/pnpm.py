"""What pnpm says; every error of it has a code that starts with ``ERR_PNPM_``.

Source: pnpm's ``cli/default-reporter/src/reportError.ts`` (versions 7 to 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_ERROR = re.compile(r"\u2009?(?P<code>ERR_PNPM_[A-Z0-9_]{2,80})\u2009? {1,4}(?P<message>[^\n]{1,1000})")
_NAME = r"(?:@[\w.-]{1,100}/)?[\w.-]{1,100}"
_SCRIPT = re.compile(r"Missing script: \"?(?P<value>[^\"\n]{1,200})|Missing script or package\.json")
_SCRIPT_HINT = re.compile(r"Did you mean \"pnpm (?:run )?(?P<hint>[^\"\n]{1,200})\"\?")
_VERSION = re.compile(rf"No matching version found for (?P<value>{_NAME}@[^\s]{{1,100}})")
_FETCH_404 = re.compile(r"GET \S{1,400}/(?P<value>[^/\s:]{1,200}): Not Found - 404")
_ENGINE = re.compile(r"^Expected version: (?P<value>[^\n]{1,100})$", re.M)
_PEER = re.compile(
    rf"unmet peer (?P<value>{_NAME})@(?P<hint>\"[^\"\n]{{1,100}}\"|[^:\n]{{1,100}}): found (?P<found>[^\n]{{1,60}}?)"
    rf"(?: in (?P<within>{_NAME}))?$",
    re.M,
)
_TREE = re.compile(rf"^[\u2500-\u257f ]{{1,40}}(?P<source>{_NAME}) (?P<version>\d[^\s]{{0,60}})$", re.M)
_WORKSPACE = re.compile(rf"\"(?P<value>{_NAME})@workspace:[^\"\n]{{0,60}}\" is in the dependencies")
_LOCK = frozenset(
    {"OUTDATED_LOCKFILE", "NO_LOCKFILE", "LOCKFILE_CONFIG_MISMATCH", "LOCKFILE_BREAKING_CHANGE", "BROKEN_LOCKFILE"}
)
_NETWORK = re.compile(r"META_FETCH_FAIL|FETCH_(?:401|403|407|429|5\d\d)|TARBALL|REGISTRY|FETCH_FAIL")
_NEAR = 2_000


def parse_pnpm(text: str) -> Iterator[Finding]:
    """Every error of pnpm in ``text``."""
    for match in _ERROR.finditer(text):
        yield from _read(match, text)


def _read(match: re.Match[str], text: str) -> Iterator[Finding]:
    code, message = match["code"].removeprefix("ERR_PNPM_"), match["message"]
    near = text[match.start() : match.end() + _NEAR]
    named: re.Match[str] | None
    if code == "NO_SCRIPT" and (named := _SCRIPT.search(message)):
        hint = _SCRIPT_HINT.search(near)
        yield _found("build.script_missing", match, named["value"], hint["hint"] if hint else None)
    elif code == "NO_MATCHING_VERSION" and (named := _VERSION.search(message)):
        yield _found("build.version_missing", match, named["value"].rstrip("."))
    elif code == "FETCH_404" and (named := _FETCH_404.search(message)):
        yield _found("build.version_missing", match, named["value"].replace("%2F", "/"))
    elif code == "UNSUPPORTED_ENGINE" and (named := _ENGINE.search(near)):
        yield _found("build.engine", match, named["value"].strip())
    elif code == "PEER_DEP_ISSUES":
        for peer in _PEER.finditer(near):
            parents = list(_TREE.finditer(near, 0, peer.start()))
            parent = parents[-1] if parents else None
            source = f"{parent['source']}@{parent['version']}" if parent else None
            yield Finding(
                "pnpm",
                "build.dependency_conflict",
                peer[0],
                value=peer["value"],
                hint=peer["hint"].strip('"'),
                source=source,
                at=match.start() + peer.start(),
            )
    elif code == "WORKSPACE_PKG_NOT_FOUND" and (named := _WORKSPACE.search(message)):
        yield _found("build.dependency_missing", match, named["value"])
    elif code in _LOCK:
        yield _found("build.config", match, "pnpm-lock.yaml")
    elif code in ("JSON_PARSE", "NO_IMPORTER_MANIFEST_FOUND", "BAD_PM_VERSION"):
        yield _found("build.config", match, "package.json")
    elif _NETWORK.search(code):
        yield _found("build.registry", match, None)


def _found(code: str, match: re.Match[str], value: str | None, hint: str | None = None) -> Finding:
    return Finding("pnpm", code, match[0].strip(), value=value, hint=hint, at=match.start())
