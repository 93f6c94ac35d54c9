"""What a fix may change in a file that starts a server of Python: the module that is served, for one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

STARTS = ("procfile*", "dockerfile*", "*.dockerfile", "render.y*ml")
_SERVERS = frozenset({"gunicorn", "uvicorn", "hypercorn", "daphne", "granian", "waitress-serve"})
# What may stand before a server's program in its command: words after "pip install gunicorn" are no targets.
_LEADS = frozenset({"CMD", "ENTRYPOINT", "RUN", "exec", "python", "python3", "-m", "poetry", "pipenv", "uv", "run"})
_LABEL = re.compile(r"[\w-]+:|\w+=\S*")
_ENDS = re.compile(r"&&|\|\||[;|&]")
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
    changed = [number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    served = [_served(old[number], new[number], _lead(old, number)) for number in changed]
    paths = [f"/{path}" for path in files] if served else []
    return len(old) == len(new) and all(module and _is_there(module, paths) for module in served)


def _lead(lines: list[str], number: int) -> str:
    """The lines that the line ``number`` goes on from."""
    first = number
    while first and lines[first - 1].rstrip().endswith("\\"):
        first -= 1
    return " ".join(line.rstrip().removesuffix("\\") for line in lines[first:number])


def _served(old: str, new: str, lead: str) -> str:
    """The module that a line serves now, which goes on from ``lead``; empty where more than that differs."""
    words, others = _WORD.findall(old), _WORD.findall(new)
    if _WORD.sub("", old) != _WORD.sub("", new) or len(words) != len(others):
        return ""
    at = [index for index, (one, other) in enumerate(zip(words, others, strict=True)) if one != other]
    if len(at) != 1:
        return ""
    was, now = _TARGET.fullmatch(words[at[0]]), _TARGET.fullmatch(others[at[0]])
    command = _WORD.findall(_ENDS.split(" ".join([lead, *words[: at[0]]]))[-1])
    return now["module"] if was and now and _runs_server(command, is_named=":" in was[0]) else ""


def _runs_server(command: list[str], *, is_named: bool) -> bool:
    """Whether the next word of ``command`` says what a server serves; after an option only where it names an object."""
    at = next((index for index, word in enumerate(command) if word in _SERVERS), None)
    if at is None or not all(word in _LEADS or _LABEL.fullmatch(word) for word in command[:at]):
        return False
    return is_named or not command[-1].startswith("-")


def _is_there(module: str, paths: Iterable[str]) -> bool:
    stem = "/" + module.replace(".", "/")
    return any(path.endswith((f"{stem}.py", f"{stem}/__init__.py")) for path in paths)
