"""One case of the corpus: a small repository with a fault, the report, and what makes a fix of it right.

A case is one text file. A first line says what is wrong. Lines ``key: value`` follow, then the report and the files,
each after a line of its own::

    # The allow-list has the port of yesterday.
    family: cors_error
    expect: fix
    changes: server/app.js
    has: server/app.js: http://localhost:5173
    lacks: server/app.js: '*'
    run: npm run build
    -- report --
    Access to fetch at ...
    -- file server/app.js --
    const express = ...

``expect`` is ``fix`` or ``leave``. ``changes`` are the files that a fix may change, ``has`` and ``lacks`` what must and
must not stand in a file afterwards; a value between slashes is a regular expression. ``also`` is like ``has``, for
what a fix should bring beside the end of the reported failure. ``either`` names two files apart
by ``|``, one of which must have the text. ``twin`` names the case that looks alike and has another cause.

A case that can be run says how, and ``python -m bench.fixes --run`` judges it so: ``run`` is a command that fails as
the tree stands and passes with a right fix, in a folder if one is named (``web: npm run build``); or ``start`` is the
server's command, ``port`` where it listens, and every ``ask`` is a request with what has to come of it::

    start: server: node index.js
    port: 4000
    ask: PUT /api/items/1 from http://localhost:5173 sending content-type with credentials -> readable
    ask: POST /api/items sending content-type saying {"name":"tea"} -> 201 json
    ask: GET /api/items from http://evil.example -> hidden
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_PART = re.compile(r"^-- (?:(?P<report>report)|file (?P<file>\S.*?)) --$")
_KEYS = ("family", "expect", "changes", "has", "either", "also", "lacks", "run", "start", "port", "ask", "twin")


class CaseError(ValueError):
    """A case file does not say what it has to; names the file."""


@dataclass
class Case:
    """A case as its file holds it. ``has`` and ``lacks`` are pairs of a file and a text."""

    name: str
    title: str
    family: str
    is_fix: bool
    report: str
    files: dict[str, str]
    changes: tuple[str, ...] = ()
    has: list[tuple[str, str]] = field(default_factory=list)
    lacks: list[tuple[str, str]] = field(default_factory=list)
    also: list[tuple[str, str]] = field(default_factory=list)
    either: list[tuple[str, str]] = field(default_factory=list)
    run: str = ""
    start: str = ""
    port: int | None = None
    asks: tuple[str, ...] = ()
    twin: str = ""

    def write(self, folder: Path) -> None:
        """Lay the repository out in ``folder``."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", newline="") as stream:
                stream.write(text)

    def wrong(self, before: dict[str, str], after: dict[str, str], *, with_also: bool = True) -> str:
        """What keeps a change from being right, empty when nothing does; the trees are texts by path."""
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        stray = [name for name in changed if self.changes and name not in self.changes]
        if stray:
            return f"it changes {stray[0]}, which is right as it stands"
        for name, text in (*self.has, *(self.also if with_also else ())):
            if not _stands(text, after.get(name, "")):
                return f"{name} lacks {text}"
        for names, text in self.either:
            if not any(_stands(text, after.get(name.strip(), "")) for name in names.split("|")):
                return f"neither of {names} has {text}"
        for name, text in self.lacks:
            if _stands(text, after.get(name, "")):
                return f"{name} has {text}"
        return ""


def read_case(path: Path) -> Case:
    """The case in ``path``; raises ``CaseError``."""
    head: list[str] = []
    parts: dict[str, list[str]] = {}
    into = head
    with path.open(newline="") as stream:
        lines = stream.read().split("\n")
    for line in lines:
        match = _PART.match(line.rstrip("\r"))
        if match is None:
            into.append(line)
        else:
            into = parts.setdefault("" if match["report"] else match["file"], [])
    values: dict[str, list[str]] = {}
    for line in head[1:]:
        key, separator, value = line.partition(":")
        if line.strip() and (not separator or key not in _KEYS):
            raise CaseError(f"{path}: {line!r} is none of {', '.join(_KEYS)}")
        if line.strip():
            values.setdefault(key, []).append(value.strip())
    if not head[0].startswith("# ") or "" not in parts or values.get("expect", [""])[0] not in ("fix", "leave"):
        raise CaseError(f"{path}: a case has a title, a report and 'expect: fix' or 'expect: leave'")
    case = Case(
        name=path.stem,
        title=head[0].removeprefix("# "),
        family=values.get("family", [path.parent.name])[0],
        is_fix=values["expect"][0] == "fix",
        report="\n".join(parts.pop("")),
        files={name: "\n".join(lines) for name, lines in parts.items()},
        changes=tuple(" ".join(values.get("changes", [])).split()),
        has=[_pair(path, value) for value in values.get("has", [])],
        lacks=[_pair(path, value) for value in values.get("lacks", [])],
        also=[_pair(path, value) for value in values.get("also", [])],
        either=[_pair(path, value) for value in values.get("either", [])],
        run=values.get("run", [""])[0],
        start=values.get("start", [""])[0],
        port=int(values["port"][0]) if "port" in values else None,
        asks=tuple(values.get("ask", [])),
        twin=values.get("twin", [""])[0],
    )
    if case.is_fix and not (case.has or case.either or case.run or case.asks):
        raise CaseError(f"{path}: a fix is judged by 'has', 'run' or 'ask', and it has none")
    if bool(case.asks) != bool(case.start):
        raise CaseError(f"{path}: 'start' and 'ask' belong together")
    return case


def _pair(path: Path, value: str) -> tuple[str, str]:
    name, separator, text = value.partition(": ")
    if not separator:
        raise CaseError(f"{path}: {value!r} is no 'FILE: TEXT'")
    return name, text


def _stands(text: str, content: str) -> bool:
    if len(text) > 2 and text[0] == text[-1] == "/":
        return re.search(text[1:-1], content, re.M) is not None
    return text in content
