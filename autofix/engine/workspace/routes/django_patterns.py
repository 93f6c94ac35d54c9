"""Django's route patterns in the notation of all frameworks."""

from __future__ import annotations

import re

_CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
_NAMED = re.compile(r"\(\?P<(\w+)>(?:\\.|\[[^\]]*\]|[^()\\\[]|\([^()]*\))*\)")
_UNNAMED = re.compile(r"\((?!\?)(?:\\.|\[[^\]]*\]|[^()\\\[])*\)")
_SPECIAL = re.compile(r"[()\[\]{}|+*?^$\\.]")


def django_path(route: str) -> str:
    """``items/<int:pk>/`` as ``items/:pk/``; ``<path:rest>`` at the end as ``*``."""

    def replaced(match: re.Match[str]) -> str:
        return "*" if match["kind"] == "path" and match.end() >= len(route.rstrip("/")) else f":{match['name']}"

    return _CONVERTER.sub(replaced, route)


def regex_path(pattern: str) -> str:
    """``^items/(?P<pk>\\d+)/$`` as ``items/:pk/``; what cannot be told as a trailing ``*``."""
    text = pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z")
    text = _UNNAMED.sub(":argument", _NAMED.sub(r":\1", text))
    text = re.sub(r"/\?$", "/", text).replace("\\.", ".").replace("\\-", "-").replace("\\/", "/")
    special = _SPECIAL.search(text.replace(".", ""))
    if special is None:
        return text
    first = min(index for index, sign in enumerate(text) if _SPECIAL.match(sign) and sign != ".")
    head = text[:first]
    return head[: head.rfind("/") + 1] + "*"
