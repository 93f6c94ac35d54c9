"""Values that are right by themselves and wrong beside one another."""

from __future__ import annotations

from collections.abc import Iterator

from autofix.projects.configuration.document import Document
from autofix.projects.configuration.entries import at, items_of, mappings, value_at
from autofix.projects.configuration.known import Known
from autofix.projects.configuration.problem import ConfigurationProblem, Path, dotted, shown


def agreement_problems(document: Document, known: Known) -> Iterator[ConfigurationProblem]:
    """Families and variables named twice, empty windows, and merging beyond the stopping point."""
    yield from _families(document, known)
    yield from _variables(document, ("deployment", "backend", "environment_vars"))
    environments = value_at(document.value, "deployment", "environments")
    for name in environments if isinstance(environments, dict) else ():
        yield from _variables(document, ("deployment", "environments", name, "environment_vars"))
    yield from _windows(document)
    yield from _merging(document)


def _families(document: Document, known: Known) -> Iterator[ConfigurationProblem]:
    first: dict[str, int] = {}
    for index, pattern in mappings(document.value, "fix_patterns"):
        name = pattern.get("type")
        if not isinstance(name, str):
            continue
        family = known.family(name)
        if family in first:
            message = f"fix_patterns[{index}].type is {shown(name)}, which fix_patterns[{first[family]}] is about"
            yield at(document, ("fix_patterns", index, "type"), message, "keep one entry for each family")
        first.setdefault(family, index)


def _variables(document: Document, path: tuple[str, ...]) -> Iterator[ConfigurationProblem]:
    first: dict[str, int] = {}
    for index, text in items_of(document.value, *path):
        if not isinstance(text, str) or "=" not in text:
            continue
        name = text.partition("=")[0]
        below: Path = (*path, index)
        if name in first:
            yield at(document, below, f"{dotted(below)} gives {shown(name)} again", f"item {first[name]} gives it too")
        first.setdefault(name, index)


def _windows(document: Document) -> Iterator[ConfigurationProblem]:
    for index, window in mappings(document.value, "policy", "schedule", "windows"):
        hours = window.get("hours")
        start, _, end = hours.partition("-") if isinstance(hours, str) else ("", "", "-")
        if start == end:
            path = ("policy", "schedule", "windows", index, "hours")
            yield at(document, path, f"{dotted(path)} ends when it starts", "write 00:00-24:00 for the whole day")


def _merging(document: Document) -> Iterator[ConfigurationProblem]:
    if value_at(document.value, "policy", "auto_merge") is not True:
        return
    stop_at = value_at(document.value, "policy", "stop_at") or "pull_request"
    if stop_at in ("report", "propose", "pull_request"):
        message = f"policy.auto_merge is true, but policy.stop_at is {stop_at}"
        yield at(
            document, ("policy", "auto_merge"), message, "set policy.stop_at to merge or deploy, or auto_merge to false"
        )
