"""Route patterns of the frameworks in one notation: ``/items/:id``, a trailing ``*`` for any rest."""

from __future__ import annotations

import re

_GROUP = re.compile(r"(:\w+)\((?:\\.|\[[^\]]*\]|[^()\\]|\([^()]*\))*\)")
_CONVERTER = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
_PLAIN = re.compile(r"[^()\[\]{}|+?^$\\]*")


def join(prefix: str, path: str) -> str:
    """``path`` under ``prefix``, with one slash between parts and none at the end."""
    joined = re.sub(r"/{2,}", "/", f"/{prefix}/{path}")
    return joined.rstrip("/") or "/"


def express_paths(pattern: str) -> list[str] | None:
    """An Express pattern as plain paths, one for each choice; None where it is a regular expression."""
    pattern = _GROUP.sub(r"\1", pattern).replace("(.*)", "*")
    pattern = re.sub(r"\{/?\*\w*\}", "/*", pattern)
    found = [pattern]
    for optional in (r"/?\{(?P<inner>[^{}]*)\}", r"(?P<inner>/:\w+)\?"):
        for _ in range(3):
            found = [choice for path in found for choice in _choices(path, optional)]
    found = [re.sub(r"\*\w+", "*", re.sub(r":(\w+)\*", "*", path)) for path in found]
    if not all(_PLAIN.fullmatch(path) for path in found):
        return None
    return [_with_final_star(path) for path in dict.fromkeys(found)]


def flask_path(rule: str) -> str:
    """A Flask rule with ``<int:id>`` as ``:id`` and ``<path:rest>`` at the end as ``*``."""

    def replaced(match: re.Match[str]) -> str:
        if match["kind"] == "path" and match.end() == len(rule):
            return "*"
        return f":{match['name']}"

    return _CONVERTER.sub(replaced, rule)


def _choices(path: str, optional: str) -> list[str]:
    found = re.search(optional, path)
    if found is None:
        return [path]
    whole = found[0].replace("{", "").replace("}", "").removesuffix("?")
    return [path[: found.start()] + path[found.end() :], path[: found.start()] + whole + path[found.end() :]]


def _with_final_star(path: str) -> str:
    """``*`` stands for any rest only at the end: whatever follows an inner one is left open too."""
    head, star, rest = path.partition("*")
    if not star:
        return path
    if not head.endswith("/"):
        return head + "*" if head else "/*"
    return head + "*" if not rest else f"{head}*"
