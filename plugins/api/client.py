"""Recipes for the client: its path, its prefix, its base, its method."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Action, Call, Change, Edit, Location, Workspace
from plugins.api.cause import Remedy
from plugins.api.contract import TESTS, Contract, is_glued
from plugins.api.near import NAMES_VALUE
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


def shortened(call: Call, route: str, extra: tuple[str, ...]) -> list[Remedy]:
    """The edit that takes ``extra``, which begins the path, out of the one literal of ``call`` that has it.

    The value in it is lost, so that what the call sends along has to say it.
    """
    literals = [p for p in call.pieces if p.file == call.file and not p.name]
    ahead = f"/{extra[0]}/"
    if len(extra) != 2 or len(literals) != 2 or not call.has_body or not literals[0].text.endswith(ahead):
        return []
    first, last = literals
    if not last.text.startswith("/") or FORBIDDEN.search(call.file):
        return []
    title = f"Ask for {route}, which is served"
    change = Change(call.file, Action.MODIFY, title, (Edit(first.end - len(ahead), last.start, ""),))
    return [Remedy("client_path", title, (change,), "client", asked=route, asked_method=call.method)]


def relative(call: Call, target: str, asked: str) -> str:
    """``target`` without the beginning that ``call`` gets from a base that is not known here."""
    own, whole, wanted = segments(call.path), segments(asked), segments(target)
    ahead = len(whole) - len(own)
    if call.is_complete or ahead <= 0 or whole[:ahead] != wanted[:ahead]:
        return target
    return "/" + "/".join(wanted[ahead:])


def slash_remedies(call: Call, title: str) -> list[Remedy]:
    """The edit that takes the slash from the beginning of a path whose base ends with one."""
    piece = next((p for p in call.pieces if p.file == call.file and not p.name and p.text.startswith("/")), None)
    if piece is None or call.is_complete or FORBIDDEN.search(call.file):
        return []
    change = Change(call.file, Action.MODIFY, title, (Edit(piece.start, piece.start + 1, ""),))
    return [Remedy("client_path", title, (change,), "client", asked=call.path, asked_method=call.method)]


def parted(call: Call, title: str) -> list[Remedy]:
    """The edit that puts a slash between the path of ``call`` and the base before it, which has none at its end."""
    if not is_glued(call) or FORBIDDEN.search(call.file):
        return []
    piece = call.pieces[1]
    change = Change(piece.file, Action.MODIFY, title, (Edit(piece.start, piece.start, "/"),))
    return [Remedy("client_path", title, (change,), "client", asked=call.path, asked_method=call.method)]


_SWAPPED = re.compile(r"(?P<one>\$\{[^{}`]+\}|[\w-]+)/(?P<other>\$\{[^{}`]+\}|[\w-]+)(?=[`?'\"])")


def order_remedies(contract: Contract, call: Call, route: str, asked: str) -> list[Remedy]:
    """The edit that puts the last two segments of ``call`` the other way round.

    None where the code calls that segment a value whose place the route's word took: it filled in something else.
    """
    words = set(segments(route))
    filled = zip(reversed(segments(call.path)), reversed(segments(asked)), strict=False)
    if FORBIDDEN.search(call.file) or any(NAMES_VALUE.fullmatch(own[1:]) and given in words for own, given in filled):
        return []
    text = contract.workspace.read(call.file)
    found = _SWAPPED.search(text, call.start, call.end + 200)
    if found is None or "\n" in text[call.start : found.start()]:
        return []
    title = f"Ask for {route}, which is served"
    edit = Edit(found.start(), found.end(), f"{found['other']}/{found['one']}")
    change = Change(call.file, Action.MODIFY, title, (edit,))
    return [Remedy("client_path", title, (change,), "client", asked=route, asked_method=call.method)]


def path_remedies(contract: Contract, call: Call, target: str, title: str, recipe: str) -> list[Remedy]:
    """The edits that make ``call`` ask for ``target``, those that help the most calls and harm none first."""
    scored: list[tuple[tuple[int, int], Remedy]] = []
    for made in rewrites(call, target):
        if FORBIDDEN.search(made.file):
            continue
        gained, lost = effect(contract, made, call)
        if lost:
            continue
        touched = sum(path_with(other, made) is not None for other in contract.calls)
        spoiled = touched - gained
        change = Change(made.file, Action.MODIFY, title, (made.edit,))
        remedy = Remedy(recipe, f"{title} ({made.file})", (change,), "client", asked=target, asked_method=call.method)
        scored.append(((-gained, spoiled), remedy))
    scored.sort(key=lambda each: each[0])
    return [remedy for _, remedy in scored]


def effect(contract: Contract, made: Rewrite, failing: Call) -> tuple[int, int]:
    """How many calls meet a route with the edit that did not, and how many no longer do.

    ``failing`` meets none as it is, whatever an unknown beginning of its address makes of it.
    """
    gained = lost = 0
    for call in contract.calls:
        moved = path_with(call, made)
        if moved is None:
            continue
        before = call is not failing and contract.joins(call)
        after = contract.joins(replace(call, base=moved[0], path=moved[1]))
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


def method_remedies(workspace: Workspace, call: Call, method: str) -> list[Remedy]:
    """The edit that makes ``call`` ask by ``method``; of a bare ``fetch`` it gives it the option."""
    if call.method_end <= call.method_start:
        return _method_option(workspace, call, method)
    quote_case = workspace.read(call.file)[call.method_start : call.method_end]
    was = quote_case or call.method
    text = method.lower() if was.islower() else method
    title = f"Ask by {method}, as the server answers"
    change = Change(call.file, Action.MODIFY, title, (Edit(call.method_start, call.method_end, text),))
    return [Remedy("client_method", title, (change,), "client", asked=call.path, asked_method=method)]


def _method_option(workspace: Workspace, call: Call, method: str) -> list[Remedy]:
    text = workspace.read(call.file)
    quote, after = text[call.end : call.end + 1], text[call.end + 1 : call.end + 200]
    if call.client != "fetch" or quote not in ("'", '"', "`"):
        return []
    said = "'" if quote == "`" else quote
    option = f"method: {said}{method}{said}"
    opened = re.match(r"\s*,\s*\{(?P<indent>\n[ \t]*)?", after)
    if after.startswith(")"):
        at, written = call.end + 1, f", {{ {option} }}"
    elif opened is not None:
        at = call.end + 1 + opened.end()
        written = f"{option},{opened['indent'] or ' '}" if opened["indent"] else f" {option},"
    else:
        return []
    title = f"Ask by {method}, as the server answers"
    change = Change(call.file, Action.MODIFY, title, (Edit(at, at, written),))
    return [Remedy("client_method", title, (change,), "client", asked=call.path, asked_method=method)]
