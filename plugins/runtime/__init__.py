"""Failures at run time in the further families of requirement C2: named and located, left to a person to mend."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import CommandProbe, Diagnosis, Location, Plugin, Problem, Verdict, Workspace, hookimpl
from plugins.runtime.errors import ERROR
from plugins.runtime.places import frames, mentions
from plugins.runtime.probe import error_probe
from plugins.runtime.rules import RULES, Rule

FAMILIES = tuple(dict.fromkeys((*(rule.family for rule in RULES), "api_error", "component_error")))
# Others would take these for a name that is not imported, or a server of the application that is down.
OWN = frozenset({"browser_only", "unreachable", "refused"})
_COMPONENTS = (".jsx", ".tsx", ".vue", ".svelte")


@hookimpl
def describe() -> Plugin:
    """Name, version and families."""
    return Plugin("runtime", "1.0", FAMILIES)


@hookimpl
def can_handle(problem: Problem) -> int:
    """Below whoever has a recipe, but where nobody can have one; less sure of a bare stack."""
    if any(rule.pattern.search(problem.text) for rule in RULES if rule.name in OWN):
        return 95
    if problem.family in FAMILIES or any(rule.pattern.search(problem.text) for rule in RULES):
        return 40
    return 15 if problem.of_code("frame") and ERROR.search(problem.text) else 0


@hookimpl
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """Family, cause and place of the first message that is known, else of the stack."""
    places = frames(problem, workspace)
    found = sorted(
        ((match.start(), rule, match) for rule in RULES if (match := rule.pattern.search(problem.text))),
        key=lambda one: one[0],
    )
    if found:
        return _known(workspace, found[0][1], found[0][2], places)
    return _unknown(problem, places)


@hookimpl
def validate(problem: Problem, workspace: Workspace) -> Sequence[CommandProbe]:
    """The command that the report says ended so, for a change that no recipe of this plugin makes."""
    probe = error_probe(problem, workspace)
    return (probe,) if probe is not None else ()


def _known(workspace: Workspace, rule: Rule, match: re.Match[str], places: tuple[Location, ...]) -> Diagnosis:
    # A message that is said in several ways has a group for each: name, name2, name3.
    groups = {name.rstrip("23"): value for name, value in match.groupdict().items() if value}
    named = {"name": "of that name", "got": "no component", "path": "it", "why": "", **groups}
    if not places:
        places = mentions(workspace, [word.format(**named) for word in rule.near])
    verdict = Verdict.NOT_CODE if rule.is_outside else Verdict.ACTION_RECOMMENDED
    return Diagnosis(
        rule.family,
        rule.cause.format(**named),
        verdict,
        places[:5],
        (("cause", rule.name),),
        rule.advice,
    )


def _unknown(problem: Problem, places: tuple[Location, ...]) -> Diagnosis | None:
    """An error that no rule knows, as far as its stack leads into this repository."""
    errors = list(ERROR.finditer(problem.text))
    if not places or not errors:
        return None
    # Python says last what the traceback is about.
    error = errors[-1] if problem.of_code("frame")[0].tool == "python" else errors[0]
    first = places[0]
    family = "component_error" if first.file.endswith(_COMPONENTS) else "api_error"
    said = f"{error['kind']}: {error['said']}".strip(": ")
    return Diagnosis(
        family,
        f"{first.file}:{first.line} fails with {said}",
        Verdict.ACTION_RECOMMENDED,
        places[:5],
        (("cause", "unknown"),),
        f"AutoFix has no recipe for it. Look at {first.file}:{first.line}, the innermost place of this repository.",
    )
