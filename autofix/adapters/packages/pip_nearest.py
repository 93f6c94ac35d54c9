"""What to install in place of a requirement that no wheel for this Python meets.

Requirements are pinned on the day they are written. A package of that day may have wheels for the Pythons of that day
alone, or none at all, as ``psycopg2``, whose makers publish theirs under another name. Both sides of a proof get the
same, and its evidence says what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# As pip 21 and later say it, with what asked for the package in between.
_UNMET = re.compile(
    r"^(?:ERROR: )?Could not find a version that satisfies the requirement (?P<name>[\w.-]{1,200}+)"
    r"(?P<rest>[^\n]{0,2000}?) \(from versions: (?P<versions>[^)\n]*+)\)",
    re.M,
)
# The same code under the name that has wheels.
_SAME = {"psycopg2": "psycopg2-binary", "mysql": "mysqlclient", "sklearn": "scikit-learn", "bs4": "beautifulsoup4"}
_NAME = re.compile(r"[\w.-]*")
_EXTRAS = re.compile(r"\s*\[[^\]]*\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
MAX_STEPS = 12


@dataclass(frozen=True)
class Wanted:
    """Requirements as pip is asked for them; ``notes`` tell what was changed."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


def nearest(wanted: Wanted, said: str) -> Wanted | None:
    """``wanted`` with the line that pip ``said`` it cannot meet replaced by the nearest that it can, or left out.

    None where it is not a line of ours that stands in the way.
    """
    unmet = _UNMET.search(said)
    line = next((line for line in wanted.lines if unmet and name_of(line) == normal(unmet["name"])), None)
    asker = re.search(r"\(from ([\w.-]+)", unmet["rest"]) if unmet else None
    if unmet and line is None and asker and not is_frozen(wanted.lines):
        line = next((line for line in wanted.lines if name_of(line) == normal(asker[1])), None)
        return _with(wanted, line, "", f"{name_of(line)} left out, which needs {unmet['name']}") if line else None
    if unmet is None or line is None:
        return None
    name = name_of(line)
    spelled = line[: len(line) - len(_NAME.sub("", line, count=1))]
    after = line.removeprefix(spelled)
    if name in _SAME:
        is_there = any(name_of(other) == _SAME[name] for other in wanted.lines)
        return _with(wanted, line, "" if is_there else _SAME[name] + after, "")
    versions = [version for version in re.split(r",\s*", unmet["versions"]) if _NUMBER.fullmatch(version)]
    if not versions:
        return _with(wanted, line, "", f"{name} left out, which has no wheel for this Python")
    asked = _NUMBER.search(after.partition(";")[0])
    least = _key(asked[0]) if asked else ()
    chosen = next((version for version in sorted(versions, key=_key) if _key(version) > least), max(versions, key=_key))
    extras = _EXTRAS.match(after)
    other = f"{spelled}{extras[0] if extras else ''}=={chosen}"
    if other == line:
        return None
    shown = asked[0] if asked else "what is asked for"
    return _with(wanted, line, other, f"{name} {chosen} instead of {shown}, which has no wheel for this Python")


def _with(wanted: Wanted, line: str, other: str, note: str) -> Wanted:
    lines = tuple(other if one == line else one for one in wanted.lines)
    return replace(wanted, lines=tuple(filter(None, lines)), notes=(*wanted.notes, *filter(None, (note,))))


def name_of(line: str) -> str:
    """The package that a requirement names, in its normal form."""
    found = re.match(r"[\w.-]+", line)
    return normal(found[0]) if found else ""


def normal(name: str) -> str:
    """The one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_frozen(lines: Sequence[str]) -> bool:
    """Whether every requirement is pinned, as ``pip freeze`` does: then all that is needed is there."""
    return len(lines) > 1 and all(
        re.match(r"[\w.-]+\s*(?:\[[^\]]*\])?\s*==\s*[\w.!+-]+\s*(?:;|$)", line) for line in lines
    )


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
