"""What a fix may change in a committed ``.env`` file: values, and variables about origins."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=(?P<value>.*)")
_ABOUT_ORIGINS = re.compile(r"ORIGIN|CORS|URL|HOST|ALLOW")
_NEVER = re.compile(
    r"NODE_|LD_|DYLD_|PYTHON|NPM_|YARN_|PIP_|UV_|GIT_|BASH|DATABASE|FLASK_APP|(?:PATH|IFS|ENV|SHELL|EDITOR|PAGER|HOME)$"
    r"|.*(?:SECRET|TOKEN|PASSW|CREDENTIAL|PRIVATE|_KEY|PROXY|DATABASE|DB_|REDIS|MONGO|DSN)",
    re.I,
)


def is_env_file(base: str) -> bool:
    """Whether ``base``, a file's name to be compared, is that of a ``.env`` file."""
    return base == ".env" or base.startswith(".env.")


def sets_origins(name: str) -> bool:
    """Whether the variable ``name`` is about origins, and not one that a fix may never set."""
    return _ABOUT_ORIGINS.search(name.upper()) is not None and _NEVER.match(name) is None


def env_refusal(before: bytes, after: bytes) -> str:
    """Why the change of a ``.env`` file may not pass, else empty."""
    old, new = (_variables(data) for data in (before, after))
    if old is None or new is None:
        return "a value over several lines is put into it"
    for name in [*new, *old]:
        if old.get(name) == new.get(name):
            continue
        if _NEVER.match(name):
            return f"{name} is not a fix's to set"
        if name not in new:
            return f"{name} would be gone"
        if name not in old and not _ABOUT_ORIGINS.search(name.upper()):
            return f"{name} is new and not about an origin"
    return ""


def _variables(data: bytes) -> dict[str, tuple[str, ...]] | None:
    """Every variable with its values in order; None where a line is no variable or a quote stays open."""
    found: dict[str, tuple[str, ...]] = {}
    for line in data.decode(errors="replace").removeprefix("\ufeff").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _VARIABLE.fullmatch(line)
        value = match["value"].strip() if match else ""
        if match is None or (value[:1] in ("'", '"', "`") and value[0] not in value[1:]):
            return None
        found[match["name"]] = (*found.get(match["name"], ()), value)
    return found
