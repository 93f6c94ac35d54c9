"""The shape of a problem and its diagnosis: what two problems have in common that the same repair may fit."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import astuple, dataclass

from autofix.engine.memory.kinds import kind_of
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Finding, Problem
from autofix.sdk.workspace import Workspace

MAX_CODES = 8
# A stack's lines say where, and not what.
_PLACES = ("frame",)
_TOOLS_OWN = re.compile(r"[A-Z]{1,4}\d{2,5}")


@dataclass(frozen=True)
class Shape:
    """``codes`` are the findings' own, sorted; ``names`` the kinds of value that the problem names.

    ``language`` is the kind of the first file that is located, ``framework`` that of the server that it belongs to.
    """

    family: str
    cause: str
    codes: tuple[str, ...]
    language: str
    framework: str
    names: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The same for the same shape, and for no other."""
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()


def shape_of(problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> Shape:
    """The shape of ``diagnosis``; nothing in it is a value of this repository."""
    codes = sorted({_code(f) for f in problem.findings if not f.code.startswith(_PLACES)})
    named = {
        "origin": diagnosis.fact("origin") or problem.origin,
        "url": problem.url,
        "value": any(finding.value for finding in problem.findings),
        "hint": any(finding.hint for finding in problem.findings),
    }
    files = [place.file for place in diagnosis.located]
    return Shape(
        diagnosis.family,
        diagnosis.fact("cause") or "",
        tuple(codes[:MAX_CODES]),
        next((kind for file in files if (kind := kind_of(file))), ""),
        _framework(files, workspace),
        tuple(name for name, value in named.items() if value),
    )


def _code(finding: Finding) -> str:
    """AutoFix's name for the message with the tool's own (``TS2339``), where it has one."""
    is_named = finding.value is not None and _TOOLS_OWN.fullmatch(finding.value)
    return f"{finding.code}:{finding.value}" if is_named else finding.code


def _framework(files: list[str], workspace: Workspace) -> str:
    """That of the innermost server around the first file; of the only server where nothing is located."""
    applications = workspace.applications()
    if not files:
        return applications[0].framework if len({each.framework for each in applications}) == 1 else ""
    around = [each for each in applications if not each.root or files[0].startswith(f"{each.root}/")]
    return max(around, key=lambda each: len(each.root)).framework if around else ""
