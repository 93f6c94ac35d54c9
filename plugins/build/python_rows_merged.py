"""A list of requirements in which git left the two sides of a merge."""

from __future__ import annotations

import re

from plugins.build.manifest_python import plain

_BLOCK = re.compile(
    r"(?m)^<{7}(?: [^\n]*)?\n(?P<ours>(?:(?!={7}\r?$|<{7})[^\n]*\n)*)={7}\r?\n"
    r"(?P<theirs>(?:(?!>{7}|={7}\r?$)[^\n]*\n)*)>{7}(?: [^\n]*)?(?:\n|\Z)"
)
_MARK = re.compile(r"(?m)^(?:<{7}|>{7}|={7}\r?$|\|{7})")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def merged_rows(text: str) -> str | None:
    """The list with what either side asks for; None where it has no marks, or two versions to choose from."""
    if not _BLOCK.search(text):
        return None
    made = _BLOCK.sub(_united, text)
    rows = [row.strip() for row in made.split("\n") if row.strip() and not row.lstrip().startswith(("#", "-"))]
    named = [plain(found[0]) for row in rows if (found := _NAME.match(row))]
    return None if _MARK.search(made) or len(set(named)) != len(named) or len(named) != len(rows) else made


def names_in_blocks(text: str) -> list[str]:
    """Every distribution that stands between the marks."""
    rows = [row for block in _BLOCK.finditer(text) for row in (block["ours"] + block["theirs"]).split("\n")]
    return list(dict.fromkeys(found[0] for row in rows if (found := _NAME.match(row))))


def _united(block: re.Match[str]) -> str:
    """The rows of both sides, one that both have once."""
    rows = [row for row in (block["ours"] + block["theirs"]).split("\n") if row.strip()]
    return "".join(f"{row}\n" for row in dict.fromkeys(rows))
