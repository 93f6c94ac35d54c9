"""What npm 6 to 11 says when an install or a script fails.

Sources: npm's ``lib/utils/error-message.js`` and ``explain-eresolve.js``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_SAYS = r"^npm (?:ERR!|error) {0,4}"
_NAME = r"(?:@[\w.-]{1,100}/)?[\w.-]{1,100}"
_SCRIPT = re.compile(_SAYS + r"[Mm]issing script: \"?(?P<value>[^\"\n]{1,200}?)\"?$", re.M)
_SCRIPT_HINT = re.compile(r"npm (?:ERR!|error) {1,8}(?:npm run (?P<hint>\S{1,100}) # |(?P<old>[\w:.-]{1,100})$)", re.M)
_TARGET = re.compile(
    _SAYS + rf"(?:notarget )?No matching version found for (?P<value>{_NAME}@[^\n]{{1,100}}?)\.?$", re.M
)
_MISSING = re.compile(
    _SAYS + rf"404 {{1,4}}(?:The requested resource )?"
    rf"'(?P<value>{_NAME}(?:@[^'\n]{{1,100}})?)' (?:is not in|could not be found)",
    re.M,
)
_NEEDS = re.compile(
    rf"^npm (?:ERR!|error|WARN|warn)(?: ERESOLVE)? {{1,8}}(?P<kind>peer|peerOptional|dev|bundled)? ?"
    rf"(?P<value>{_NAME})@\"(?P<hint>[^\"\n]{{1,200}})\" from (?P<source>{_NAME})(?:@(?P<version>[^\n]{{1,60}}))?$",
    re.M,
)
_RESOLVE = re.compile(r"^npm (?:ERR!|error) (?:code ERESOLVE|ERESOLVE (?:unable|could not))[^\n]{0,200}", re.M)
_COULD_NOT = re.compile(r"Could not resolve dependency:|Conflicting peer dependency:")
_ENGINE = re.compile(
    _SAYS + r"(?:notsup|engine) (?:Required: |Unsupported engine for [^\n]{1,200}wanted: )"
    r"\{[^{}\n]{0,200}\"node\":\"(?P<value>[^\"\n]{1,100})\"",
    re.M,
)
_LOCK = re.compile(
    _SAYS + r"(?:`npm ci` can only install (?:packages )?(?:when your|with an existing)[^\n]{0,400}|"
    r"The `npm ci` command can only install with an existing[^\n]{0,400}|cipm can only install[^\n]{0,400})",
    re.M,
)
_JSON = re.compile(_SAYS + r"code EJSONPARSE[^\n]{0,100}", re.M)
_JSON_PATH = re.compile(_SAYS + r"(?:path|file) (?P<file>[^\n]{1,400})$", re.M)
_NO_MANIFEST = re.compile(
    _SAYS + r"(?:enoent )?(?:Could not read package\.json: Error: )?"
    r"ENOENT: no such file or directory, open '(?P<file>[^'\n]{0,400}package\.json)'",
    re.M,
)
_NETWORK = re.compile(
    _SAYS + r"(?:code (?:ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET|EAI_AGAIN|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|"
    r"CERT_HAS_EXPIRED|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|E50\d|E429|E401|E403)|"
    r"50\d [^\n]{1,200} - GET http)[^\n]{0,300}",
    re.M,
)
_GIT = re.compile(
    _SAYS + r"(?:An unknown git error occurred|fatal: Could not read from remote repository|"
    r"[^\n]{0,200}Repository not found)[^\n]{0,100}",
    re.M,
)
_NEAR = 2_000


def parse_npm(text: str) -> Iterator[Finding]:
    """npm's own errors in ``text``; what the script it ran has said is for that tool's parser."""
    if "npm " not in text:
        return
    for match in _SCRIPT.finditer(text):
        named = _SCRIPT_HINT.search(text, match.end(), match.end() + _NEAR)
        hint = (named["hint"] or named["old"]) if named else None
        yield _found("build.script_missing", match, hint=hint)
    for pattern in (_TARGET, _MISSING):
        for match in pattern.finditer(text):
            yield _found("build.version_missing", match)
    yield from _conflicts(text)
    for match in _ENGINE.finditer(text):
        yield _found("build.engine", match)
    for match in _LOCK.finditer(text):
        yield _found("build.config", match, value="package-lock.json")
    for match in _JSON.finditer(text):
        path = _JSON_PATH.search(text, match.end(), match.end() + _NEAR)
        file = path["file"].strip().removesuffix("/") if path else "package.json"
        yield _found("build.config", match, value=file, file=file)
    for match in _NO_MANIFEST.finditer(text):
        yield _found("build.config", match, value=match["file"], file=match["file"])
    for match in (*_NETWORK.finditer(text), *_GIT.finditer(text)):
        yield _found("build.registry", match)


def _conflicts(text: str) -> Iterator[Finding]:
    """What could not be had together: the requirement below ``Could not resolve dependency``."""
    if _RESOLVE.search(text) is None:
        return
    for heading in _COULD_NOT.finditer(text):
        match = _NEEDS.search(text, heading.end(), heading.end() + _NEAR)
        if match and heading[0].startswith("Could not"):
            source = match["source"] + (f"@{match['version'].strip()}" if match["version"] else "")
            yield _found("build.dependency_conflict", match, hint=match["hint"], source=source)


def _found(
    code: str,
    match: re.Match[str],
    *,
    value: str | None = None,
    hint: str | None = None,
    source: str | None = None,
    file: str | None = None,
) -> Finding:
    value = value if value is not None else match.groupdict().get("value")
    return Finding("npm", code, match[0].strip(), file=file, value=value, hint=hint, source=source, at=match.start())
