"""The cause and the recipes where an allow-list decides: shared by every framework."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from autofix.sdk import Action, Candidate, Change, Edit, Location, Node, WorkspaceError
from plugins.cors.allow_list import AllowList, Entry, Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, already_admitted, by_hand, is_star_fault, recommend, unreadable_options, wildcard
from plugins.cors.env_files import has_local_env
from plugins.cors.env_names import renamed
from plugins.cors.origins import is_near_miss
from plugins.cors.page import front_end_origin, is_local_host
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_to_slot, best_slot

_BROUGHT = re.compile(r"^\s*(?:import\b|from\b|export\s*\{|module\.exports\s*=\s*\{|.*\brequire\()")
# What a browser looks at once the origin is let in: whatever the list says, it was.
_AFTER_ORIGIN = ("header", "method", "credentials")
# What is called so lists origins, whoever else asks it.
_LISTS = re.compile(r"origins?$|whitelist|allow_?list|allowed_?(?:origins|urls|domains|hosts)", re.I)
_CODE = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx", ".vue", ".py")


def listed_cause(reading: Reading, report: CorsReport, allowed: AllowList, place: Location, *, framework: str) -> Cause:
    """What follows from an allow-list that is asked at ``place``."""
    origin = report.origin or ""
    if allowed.is_open and is_star_fault(report):
        return wildcard(report, place)
    if allowed.admits(origin) or report.kind in _AFTER_ORIGIN:
        return by_hand(report, place) or already_admitted(report, place)
    if allowed.has_unreadable_pattern():
        return unreadable_options(report, place, "the regular expression")
    if report.answered and allowed.unset_env() and report.answered not in [entry.value for entry in allowed.entries]:
        return _set_elsewhere(report, allowed, place)
    found = admit(reading, report, allowed, framework=framework)
    if found is not None:
        candidate, where = found
        sentence = f"{origin} is not in the allow-list at {where.file}:{where.line}."
        return Cause(
            "origin_not_listed",
            sentence,
            where,
            (candidate,),
            answers_500=allowed.raises,
            environment=allowed.unset_names(),
        )
    misnamed = renamed(reading, report, allowed, framework)
    if misnamed is not None:
        candidate, where = misnamed
        sentence = f"The allow-list at {where.file}:{where.line} is read from a variable that nothing sets."
        return Cause("env_name", sentence, where, (candidate,), answers_500=allowed.raises)
    if allowed.env_names():
        return _unset(reading, report, allowed, place)
    return unreadable_options(report, place, "the code")


def admit(
    reading: Reading, report: CorsReport, allowed: AllowList, *, framework: str
) -> tuple[Candidate, Location] | None:
    """Mend the entry that was meant for the origin, or add one; with the place that is changed."""
    origin = report.origin or ""
    if (parted := _parted(allowed, report, framework)) is not None:
        return parted
    found = _mended(reading, allowed, origin) or _moved(reading, allowed, origin) or _added(reading, allowed, origin)
    if found is None:
        return None
    recipe, change, line = found
    titles = {"mend_origin": f"write {origin} as browsers send it", "move_origin": f"let {origin} in by default"}
    title = titles.get(recipe, f"let {origin} in")
    candidate = make_candidate(f"{framework}_{recipe}", title, (change,), report)
    given_up = tuple(entry.value for entry in allowed.entries if entry.value) if recipe == "move_origin" else ()
    return replace(candidate, gives_up=given_up), Location(change.file, line)


def _parted(allowed: AllowList, report: CorsReport, framework: str) -> tuple[Candidate, Location] | None:
    """The comma that was forgotten beside the origin, which makes one text of two origins."""
    origin = report.origin or ""
    for entries in allowed.glued:
        meant = next((e for e in entries if e.value == origin or is_near_miss(e.value or "", origin)), None)
        if meant is None:
            continue
        ends = [entry.literal.range().end.index for entry in entries[:-1] if entry.literal is not None]
        edits = [Edit(end, end, ",") for end in ends]
        if meant.value != origin:
            edits.append(Edit(meant.start, meant.end, origin))
        edits.sort(key=lambda edit: edit.start)
        description = "Strings without a comma between them are one: it never matches an origin."
        change = Change(meant.file, Action.MODIFY, description, tuple(edits))
        listed = tuple(entry.value for entry in entries if entry.value and entry is not meant)
        title = "set the comma that is missing between two origins"
        made = make_candidate(f"{framework}_part_origins", title, (change,), report, listed=listed)
        return made, Location(meant.file, meant.line)
    return None


def _mended(reading: Reading, allowed: AllowList, origin: str) -> tuple[str, Change, int] | None:
    for entry in allowed.entries:
        if entry.value is None or not entry.is_plain or not is_near_miss(entry.value, origin):
            continue
        if is_shared(reading, entry):
            continue
        description = f"An origin is scheme, host and port only: {entry.value!r} never matches {origin}."
        edit = Edit(entry.start, entry.end, origin)
        return "mend_origin", Change(entry.file, Action.MODIFY, description, (edit,)), entry.line
    return None


def _moved(reading: Reading, allowed: AllowList, origin: str) -> tuple[str, Change, int] | None:
    """A single default that names a front end on this machine, where the repository's only one is the failing page."""
    slot = best_slot(allowed.slots)
    known = [entry for entry in allowed.entries if entry.value is not None]
    if slot is None or slot.kind != "wrap" or len(known) != 1 or known[0].literal is None or not known[0].is_plain:
        return None
    entry = known[0]
    is_apart = entry.file != slot.file or not slot.start <= entry.start <= slot.end
    served = front_end_origin(reading.workspace)
    if not is_apart or served is None or served[0] != origin or not _is_local(entry.value or ""):
        return None
    description = f"The front end is served at {origin} ({served[1]})."
    edit = Edit(entry.start, entry.end, origin)
    return "move_origin", Change(entry.file, Action.MODIFY, description, (edit,)), entry.line


def _is_local(origin: str) -> bool:
    return is_local_host(urlsplit(origin).hostname or "")


def _added(reading: Reading, allowed: AllowList, origin: str) -> tuple[str, Change, int] | None:
    empty = next((e for e in allowed.entries if e.env and e.value == ""), None)
    if empty is not None and all(slot.kind == "wrap" for slot in allowed.slots):
        edit = Edit(empty.start, empty.end, origin)
        return "env_origin", Change(empty.file, Action.MODIFY, f"Let {origin} in.", (edit,)), empty.line
    slot = best_slot(allowed.slots)
    if slot is None or (slot.kind == "wrap" and allowed.is_unset()):
        return None
    edit = add_to_slot(slot, reading.workspace.read(slot.file), origin)
    recipe = "env_origin" if slot.node is None else "add_origin"
    return recipe, Change(slot.file, Action.MODIFY, f"Let {origin} in.", (edit,)), slot.line


def is_shared(reading: Reading, entry: Entry) -> bool:
    """Whether something else than the allow-list reads the constant that holds ``entry``."""
    parent = _kept_in(entry.literal) if entry.literal is not None else None
    if parent is None:
        return False
    key = parent.field("name") or parent.field("key") or parent.field("left")
    name = key.text().strip("'\"") if key is not None else ""
    if _LISTS.search(name) or not re.fullmatch(r"\w+", name):
        return False
    is_member = parent.kind() == "pair"
    used = re.compile(rf"\.{name}\b" if is_member else rf"(?<![\w'\"/]){name}\b(?!['\"])")
    uses = 0
    for path in reading.workspace.search(name, suffixes=_CODE):
        try:
            lines = reading.workspace.read(path).split("\n")
        except WorkspaceError:
            continue
        for number, line in enumerate(lines, 1):
            if (path, number) != (entry.file, entry.line) and used.search(line) and not _BROUGHT.match(line):
                uses += 1
    return uses > 1


def _kept_in(literal: Node) -> Node | None:
    """The declaration or pair that ``literal`` is, or is part of, the value of."""
    for place in literal.ancestors():
        if place.kind() in ("variable_declarator", "pair", "assignment"):
            return place
        if place.kind() in ("arguments", "argument_list", "statement_block", "block"):
            return None
    return None


def _set_elsewhere(report: CorsReport, allowed: AllowList, place: Location) -> Cause:
    """The server named an origin that no file does: its environment has the last word."""
    names = ", ".join(allowed.unset_env())
    return recommend(
        "environment",
        f"{names} holds {report.answered} where the server runs.",
        place,
        f"The server answered with {report.answered}, which no file of the repository names: {names} is set to that "
        f"where it runs ({report.host}). Set it to {report.origin} there; no change of the repository is needed.",
    )


def _unset(reading: Reading, report: CorsReport, allowed: AllowList, place: Location) -> Cause:
    names, origin = ", ".join(allowed.env_names()), report.origin
    where = has_local_env(reading.workspace, reading.root) or "the environment of the server"
    return recommend(
        "environment",
        f"{names} does not hold {origin}.",
        place,
        f"The allow-list is read from {names}, which no committed file sets: add {origin} to it in {where}; "
        "no change of the repository is needed.",
    )
