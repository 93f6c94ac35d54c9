"""Recipes for the client: its path, its prefix, its base, its method."""

from __future__ import annotations

import re

from autofix.sdk import Action, Call, Change, Edit, Location
from plugins.api.cause import Remedy
from plugins.api.contract import TESTS, Contract
from plugins.api.paths import is_parameter, segments
from plugins.api.rewriting import Rewrite, base_rewrites, path_with, rewrites

FORBIDDEN = re.compile(r"(?:^|/)(?:dist|build|node_modules)/")


def place_of(call: Call) -> Location:
    """Where the call stands."""
    return Location(call.file, call.line)


def as_template(call: Call, route: str, asked: str) -> str | None:
    """The route's path with the call's own parameters in the order in which the call has them."""
    holes = re.findall(r":\w+", call.path)
    taken = iter(holes)
    concrete = segments(asked)
    made = []
    for index, part in enumerate(segments(route)):
        if not is_parameter(part):
            made.append(part)
            continue
        hole = next(taken, None)
        if hole is None:
            if index >= len(concrete):
                return None
            given = [p for p in segments(call.path) if p not in segments(route) and not is_parameter(p)]
            if not given:
                return None
            hole = given[-1]
        made.append(hole)
    return None if next(taken, None) is not None else "/" + "/".join(made)


def path_remedies(contract: Contract, call: Call, target: str, title: str, recipe: str) -> list[Remedy]:
    """The edits that make ``call`` ask for ``target``, those that help the most calls and harm none first."""
    scored: list[tuple[tuple[int, int], Remedy]] = []
    for made in rewrites(call, target):
        if FORBIDDEN.search(made.file):
            continue
        gained, lost = effect(contract, made)
        if lost:
            continue
        touched = sum(path_with(other, made) is not None for other in contract.calls)
        spoiled = touched - gained
        change = Change(made.file, Action.MODIFY, title, (made.edit,))
        remedy = Remedy(recipe, f"{title} ({made.file})", (change,), "client", asked=target, asked_method=call.method)
        scored.append(((-gained, spoiled), remedy))
    scored.sort(key=lambda each: each[0])
    return [remedy for _, remedy in scored]


def effect(contract: Contract, made: Rewrite) -> tuple[int, int]:
    """How many calls meet a route with the edit that did not, and how many no longer do."""
    gained = lost = 0
    for call in contract.calls:
        moved = path_with(call, made)
        if moved is None:
            continue
        before = contract.joins(call)
        after = contract.is_joined(moved[1], call.method, moved[0])
        gained += after and not before
        lost += before and not after
    return gained, lost


def base_remedies(contract: Contract, call: Call, base: str, title: str, recipe: str) -> list[Remedy]:
    """The edits that send ``call``, and whatever shares its base, to the origin ``base``."""
    made = []
    for edit in base_rewrites(call, base):
        if FORBIDDEN.search(edit.file):
            continue
        change = Change(edit.file, Action.MODIFY, title, (edit.edit,))
        made.append(
            Remedy(recipe, f"{title} ({edit.file})", (change,), "client", asked=call.path, asked_method=call.method)
        )
    return made


def all_bases(contract: Contract, base: str, right: str, title: str, recipe: str) -> list[Remedy]:
    """One remedy that corrects every literal of a wrong origin, where several calls spell it out."""
    edits: dict[tuple[str, int, int], tuple[str, Edit]] = {}
    for call in contract.calls:
        if call.base.rstrip("/") != base.rstrip("/") or TESTS.search(call.file):
            continue
        for found in base_rewrites(call, right)[:1]:
            edits[(found.file, found.edit.start, found.edit.end)] = (found.file, found.edit)
    files: dict[str, list[Edit]] = {}
    for file, edit in edits.values():
        files.setdefault(file, []).append(edit)
    if not files or any(FORBIDDEN.search(file) for file in files):
        return []
    changes = tuple(
        Change(file, Action.MODIFY, title, tuple(sorted(each, key=lambda e: e.start)))
        for file, each in sorted(files.items())
    )
    return [Remedy(recipe, title, changes, "client")]


def method_remedies(call: Call, method: str, quote_case: str = "") -> list[Remedy]:
    """The edit that makes ``call`` ask by ``method``."""
    if call.method_end <= call.method_start:
        return []
    was = quote_case or call.method
    text = method.lower() if was.islower() else method
    title = f"Ask by {method}, as the server answers"
    change = Change(call.file, Action.MODIFY, title, (Edit(call.method_start, call.method_end, text),))
    return [Remedy("client_method", title, (change,), "client", asked=call.path, asked_method=method)]
