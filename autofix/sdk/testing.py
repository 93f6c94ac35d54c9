"""The testing kit for plugins: before/after folders that say what a plugin should answer.

A case is a folder::

    case.toml      the report, and what is expected
    report.txt     the report, where it is too long for case.toml
    before/        a repository
    after/         the files that the fix changes, as they should be (or the whole tree)

``case.toml`` holds ``about`` (one sentence), ``report``, and a table ``expect``
with ``verdict`` and, as far as the case is about them, ``family``, ``cause``
(the diagnosis' fact of that name), ``located`` (``file:line``), ``strategy`` and
``reason`` (a part of it). A case without ``after/`` expects that nothing is
proposed and has to name a ``reason``.

A name that starts with ``dot.`` loses that prefix when a case is laid out:
``before/dot.env`` becomes ``.env``, which ignore rules would else keep out of
the plugin's own repository.

The kit runs nothing itself. A test lays a case out, has its plugin work on it,
and hands what came of that to ``check_case``.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis, Verdict

DESCRIPTION = "case.toml"
PREFIX = "dot."
_EXPECTED = frozenset({"verdict", "family", "cause", "located", "strategy", "reason"})


class CaseError(ValueError):
    """A case folder that does not say what the kit needs; names the folder and what is missing."""


class CaseFailure(AssertionError):
    """An answer that is not what the case expects; lists every difference."""


@dataclass(frozen=True)
class Case:
    """One case. Expectations that ``case.toml`` leaves out are empty and not checked.

    ``after`` holds the bytes of every file of ``after/`` by its path in the
    repository; it is None for a case in which nothing is to be proposed.
    """

    name: str
    folder: Path
    about: str
    report: str
    verdict: Verdict
    before: Mapping[str, bytes]
    after: Mapping[str, bytes] | None
    family: str = ""
    cause: str = ""
    located: str = ""
    strategy: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of a case: the diagnosis, the first candidate if any, and the files it writes.

    ``written`` maps a path to its new bytes, None where the candidate removes it.
    """

    diagnosis: Diagnosis | None
    candidate: Candidate | None
    written: Mapping[str, bytes | None]


def load_cases(folder: Path) -> list[Case]:
    """Every case below ``folder``, by name; raises ``CaseError``."""
    found = [load_case(path.parent, folder) for path in sorted(folder.rglob(DESCRIPTION))]
    if not found:
        raise CaseError(f"{folder} holds no case: no {DESCRIPTION} was found in it")
    return found


def load_case(place: Path, root: Path) -> Case:
    """The case in ``place``, named by its path below ``root``; raises ``CaseError``."""
    try:
        described = tomllib.loads((place / DESCRIPTION).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{place / DESCRIPTION} is no TOML: {error}") from None
    expect = described.get("expect", {})
    if unknown := sorted(expect.keys() - _EXPECTED):
        raise CaseError(f"{place / DESCRIPTION} expects {unknown[0]!r}; known are {', '.join(sorted(_EXPECTED))}")
    written = place / "report.txt"
    report = written.read_text(encoding="utf-8") if written.is_file() else described.get("report", "")
    after = _tree(place / "after") if (place / "after").is_dir() else None
    if not report.strip():
        raise CaseError(f"{place} has no report: put one into report.txt or {DESCRIPTION}")
    if after is None and not expect.get("reason"):
        raise CaseError(f"{place} has neither after/ nor an expected reason: it would pass whatever was answered")
    try:
        verdict = Verdict(expect.get("verdict"))
    except ValueError:
        raise CaseError(f"{place / DESCRIPTION} needs expect.verdict: one of {_verdicts()}") from None
    texts = {key: str(value) for key, value in expect.items() if key != "verdict"}
    return Case(
        name=place.relative_to(root).as_posix(),
        folder=place,
        about=str(described.get("about", "")),
        report=report,
        verdict=verdict,
        before=_tree(place / "before"),
        after=after,
        **texts,
    )


def lay_out(case: Case, target: Path) -> Path:
    """Write the case's ``before/`` into the folder ``target`` and answer that folder."""
    for path, data in case.before.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return target


def check_case(case: Case, answer: Answer) -> None:
    """Compare ``answer`` with what ``case`` expects; raises ``CaseFailure`` with all that differs."""
    wrong = [*_diagnosis_differs(case, answer.diagnosis), *_candidate_differs(case, answer)]
    if wrong:
        raise CaseFailure(f"{case.name}: {case.about}\n" + "\n".join(wrong))


def _diagnosis_differs(case: Case, diagnosis: Diagnosis | None) -> Iterable[str]:
    if diagnosis is None:
        yield "there is no diagnosis"
        return
    if diagnosis.verdict is not case.verdict:
        why = diagnosis.reason or diagnosis.root_cause
        yield f"the verdict is {diagnosis.verdict.value}, not {case.verdict.value} ({why})"
    for what, wanted, seen in (
        ("family", case.family, diagnosis.family),
        ("cause", case.cause, diagnosis.fact("cause") or "none"),
    ):
        if wanted and seen != wanted:
            yield f"the {what} is {seen}, not {wanted} ({diagnosis.root_cause})"
    places = [f"{place.file}:{place.line}" for place in diagnosis.located]
    if case.located and case.located not in places:
        yield f"it is located at {', '.join(places) or 'no place'}, not at {case.located}"
    if case.reason and case.reason not in diagnosis.reason:
        yield f"the reason does not say {case.reason!r}: {diagnosis.reason!r}"


def _candidate_differs(case: Case, answer: Answer) -> Iterable[str]:
    candidate = answer.candidate
    if case.after is None:
        if candidate is not None:
            yield f"{candidate.strategy} proposes a change where nothing should be changed:"
            yield from (show_difference(path, case.before.get(path), data) for path, data in answer.written.items())
        return
    if candidate is None:
        yield "nothing is proposed"
        return
    if case.strategy and candidate.strategy != case.strategy:
        yield f"the strategy is {candidate.strategy}, not {case.strategy}"
    result: dict[str, bytes | None] = {**case.before, **answer.written}
    wanted: dict[str, bytes | None] = {**case.before, **case.after}
    for path in sorted(result.keys() | wanted.keys()):
        if result.get(path) != wanted.get(path):
            yield show_difference(path, wanted.get(path), result.get(path))


def show_difference(path: str, wanted: bytes | None, seen: bytes | None) -> str:
    """A diff from the expected to the produced content, with line ends and invisible characters made visible."""
    rows = difflib.unified_diff(_visible(wanted), _visible(seen), f"{path} expected", f"{path} produced", lineterm="")
    return "\n".join(rows)


def _visible(data: bytes | None) -> list[str]:
    if data is None:
        return ["(no such file)"]
    lines = data.decode("utf-8", errors="backslashreplace").split("\n")
    shown = [line.replace("\r", "\\r").replace("\t", "\\t").replace("\ufeff", "\\ufeff") for line in lines]
    return shown[:-1] if not shown[-1] else [*shown[:-1], shown[-1] + "\\ no newline"]


def _tree(folder: Path) -> dict[str, bytes]:
    """The files below ``folder`` by the path they have once laid out."""
    if not folder.is_dir():
        raise CaseError(f"{folder} is missing: a case needs a repository to work on")
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            place = file.relative_to(folder)
            name = place.with_name("." + place.name[len(PREFIX) :]) if place.name.startswith(PREFIX) else place
            found[name.as_posix()] = file.read_bytes()
    return found


def _verdicts() -> str:
    return ", ".join(verdict.value for verdict in Verdict)
