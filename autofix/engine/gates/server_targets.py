"""What a fix may change in a file that starts a server of Python: the module that is served, for one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

STARTS = ("procfile*", "dockerfile*", "*.dockerfile", "render.y*ml")
_SERVERS = frozenset({"gunicorn", "uvicorn", "hypercorn", "daphne", "granian", "waitress-serve"})
_WORD = re.compile(r"[^\s\"',\[\]]+")
_TARGET = re.compile(r"(?P<module>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?::[A-Za-z_]\w*(?:\(\))?)?")


def starts_servers(name: str) -> bool:
    """Whether a file of this name, in lower case, says how servers start."""
    return any(fnmatchcase(name, pattern) for pattern in STARTS)


def only_serves_another(before: bytes, after: bytes, files: Iterable[str]) -> bool:
    """Whether nothing but the application behind a server's program differs, and its module is one of ``files``."""
    try:
        old, new = before.decode().split("\n"), after.decode().split("\n")
    except UnicodeDecodeError:
        return False
    changed = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    served = [_served(one, other) for one, other in changed]
    paths = [f"/{path}" for path in files] if served else []
    return len(old) == len(new) and all(module and _is_there(module, paths) for module in served)


def _served(old: str, new: str) -> str:
    """The module that a line serves now; empty where more than that differs."""
    words, others = _WORD.findall(old), _WORD.findall(new)
    if _WORD.sub("", old) != _WORD.sub("", new) or len(words) != len(others):
        return ""
    at = [index for index, (one, other) in enumerate(zip(words, others, strict=True)) if one != other]
    if len(at) != 1 or not _SERVERS & set(words[: at[0]]):
        return ""
    was, now = _TARGET.fullmatch(words[at[0]]), _TARGET.fullmatch(others[at[0]])
    return now["module"] if was and now else ""


def _is_there(module: str, paths: Iterable[str]) -> bool:
    stem = "/" + module.replace(".", "/")
    return any(path.endswith((f"{stem}.py", f"{stem}/__init__.py")) for path in paths)
