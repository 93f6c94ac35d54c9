"""Names of files as every file system may read them, not only as they are spelled.

Windows drops dots and blanks at a name's end, takes ``:`` for a stream and knows short names (``git~1``); macOS and
Windows compare without case; HFS+ leaves out format characters (as git's own ``core.protectHFS`` and ``protectNTFS``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

MAX_NAME_BYTES = 255
MAX_PATH_BYTES = 1024
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.I)
_SHORT = re.compile(r"~\d")


def plain_name(path: str) -> str:
    """``path`` as the most forgiving file system would compare it."""
    parts = unicodedata.normalize("NFKC", path).casefold().split("/")
    kept = ("".join(c for c in part if unicodedata.category(c) not in ("Cf", "Cc")) for part in parts)
    return "/".join(part.strip(" ").rstrip(". ") or part for part in kept)


def base_name(path: str) -> str:
    """The last part of ``path``, to be compared."""
    return plain_name(path).rsplit("/", 1)[-1]


def shown(path: str) -> str:
    """``path`` for a message: what a terminal would act on, or cannot write, is escaped."""
    return path if path.isprintable() else ascii(path)


def wrong_name(path: str, *, is_new: bool) -> str:
    """What is wrong with ``path`` as a place inside the repository; empty for a good one."""
    if any("\ud800" <= c <= "\udfff" for c in path):
        return "holds half a character"
    parts = path.split("/")
    if "\\" in path or any(part in ("", ".", "..") for part in parts):
        return "is not a plain path inside the repository"
    if ":" in path or any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in path):
        return "holds a character that no file's name should"
    if len(path.encode()) > MAX_PATH_BYTES or any(len(part.encode()) > MAX_NAME_BYTES for part in parts):
        return "is longer than file systems take"
    if any(part != part.rstrip(". ") or part != part.lstrip(" ") for part in parts):
        return "has a part with a dot or a blank at its end"
    if any(part.startswith("git~") for part in plain_name(path).split("/")):
        return "is a short name of .git"
    if is_new:
        return _wrong_new_name(path, parts)
    return ""


def _wrong_new_name(path: str, parts: list[str]) -> str:
    if unicodedata.normalize("NFKC", path) != path:
        return "is spelled with characters that stand for others"
    if any(_DEVICE.fullmatch(part) or _SHORT.search(part) for part in parts):
        return "means something else on other systems"
    return ""


def collision(existing: Iterable[str], new: Iterable[str]) -> str:
    """Which of the ``new`` paths could not stand beside the ``existing`` files and one another; empty for none."""
    files = set(existing)
    spelled: dict[str, set[str]] = {}
    for path in files:
        _note(spelled, path)
    for path in new:
        for place in _places(path):
            other = next((one for one in spelled.get(plain_name(place), ()) if one != place), None)
            if other is not None:
                return f"{shown(path)} would collide with {shown(other)} where case does not count"
            if place in files and place != path:
                return f"{shown(path)} would lie below the file {shown(place)}"
        if path in spelled.get(plain_name(path), ()):
            return f"{shown(path)} exists already"
        files.add(path)
        _note(spelled, path)
    return ""


def _note(spelled: dict[str, set[str]], path: str) -> None:
    for place in _places(path):
        spelled.setdefault(plain_name(place), set()).add(place)


def _places(path: str) -> list[str]:
    return [path, *(str(parent) for parent in PurePosixPath(path).parents if str(parent) not in (".", "/"))]
