"""Why ESLint did not start: its configuration, or a package the configuration names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_PLUGIN = re.compile(
    r"ESLint couldn't find the plugin \"(?P<value>[^\"\n]{1,200})\"|"
    r"Failed to load plugin '[^'\n]{1,200}' declared in '(?P<file>[^'\n]{1,400}?)(?: \u00bb[^'\n]{0,400})?': "
    r"Cannot find module '(?P<module>[^'\n]{1,200})'"
)
_EXTENDS = re.compile(
    r"(?:ESLint couldn't find the config|Failed to load config) \"(?P<value>[^\"\n]{1,200})\" to extend from"
)
_PARSER = re.compile(r"Failed to load parser '(?P<value>[^'\n]{1,200})'")
_REFERENCED = re.compile(r"[Rr]eferenced from(?: the config file in)?:? \"?(?P<file>[^\"\n]{1,400}?)\"?\.?$", re.M)
_NO_CONFIG = re.compile(
    r"ESLint couldn't find (?:an eslint\.config\.|a configuration file)[^\n]{0,100}|No ESLint "
    r"configuration found[^\n]{0,200}"
)
_INVALID = re.compile(r"(?:ESLint configuration in|Cannot read config file:?) (?P<file>[^\s:]{1,400})[^\n]{0,300}")
_NEAR = 1_200


def parse_setup(text: str) -> Iterator[Finding]:
    """Findings about ESLint's own set-up in ``text``."""
    for pattern in (_PLUGIN, _EXTENDS, _PARSER):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            value = groups.get("value") or groups.get("module")
            named = _REFERENCED.search(text, match.end(), match.end() + _NEAR)
            file = groups.get("file") or (named["file"] if named else None)
            value = _config_package(value) if pattern is _EXTENDS and value else value
            yield Finding("eslint", "build.dependency_missing", match[0], file=file, value=value, at=match.start())
    for match in _NO_CONFIG.finditer(text):
        yield Finding("eslint", "build.config", match[0], value="eslint.config.js", at=match.start())
    for match in _INVALID.finditer(text):
        yield Finding("eslint", "build.config", match[0], file=match["file"], value=match["file"], at=match.start())


def _config_package(name: str) -> str:
    """The package of a shared configuration, by ESLint's rule of names; a path and a built-in stay as they are."""
    if name.startswith((".", "/", "eslint:", "plugin:", "eslint-config-")):
        return name
    scope, slash, rest = name.partition("/")
    if not name.startswith("@"):
        return f"eslint-config-{name}"
    if not slash:
        return f"{scope}/eslint-config"
    return name if rest.startswith("eslint-config") else f"{scope}/eslint-config-{rest}"
