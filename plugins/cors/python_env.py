"""Variables of the environment as Python's settings libraries read them: django-environ, environs, decouple."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Node

_READER = re.compile(
    r"(?:\w+\.)*(?:(?P<list>[eE][nN][vV]\.(?:list|tuple|get_list))|(?P<one>[eE][nN][vV](?:\.(?:str|get_value))?|config|"
    r"get_?env(?:_(?:variable|var|value))?))"
)
_LIST_READER = re.compile(r"(?:\w+\.)*(?:get_?)?(?:env|config)_?(?:list|as_list|csv)|(?:\w+\.)*(?:get_?)?list_from_env")
_LIST_CAST = re.compile(r"(?:\w+\.)*Csv\(|list\b|lambda\b[^\n]{0,200}\.split\(\s*['\"],['\"]\s*\)", re.S)


@dataclass(frozen=True)
class Asked:
    """A variable that code asks for; ``is_list`` means that its text is split at commas."""

    name: str
    default: Node | None
    is_list: bool


def asked_variable(called: str, positional: list[Node], named: dict[str, Node], name: str | None) -> Asked | None:
    """What a call of ``called`` asks the environment for, its first argument being the text ``name``."""
    if name is None or not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
        return None
    default = named.get("default") or (positional[1] if len(positional) > 1 else None)
    if _LIST_READER.fullmatch(called):
        return Asked(name, default, is_list=True)
    match = _READER.fullmatch(called)
    if match is None:
        return None
    cast = named.get("cast") or named.get("subcast")
    is_list = match["list"] is not None or (cast is not None and _LIST_CAST.match(cast.text()) is not None)
    if cast is not None and not is_list and "cast" in named:
        return None
    return Asked(name, default, is_list)
