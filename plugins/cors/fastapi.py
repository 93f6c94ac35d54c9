"""Why a FastAPI or Starlette application does not let an origin in."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk import Application, Location, Verdict, Workspace
from plugins.cors.allow_list import AllowList, Reading, slot_at
from plugins.cors.allow_list_python import read_values, string_value
from plugins.cors.cause import Cause, is_star_fault, place_of, unreadable_options, wildcard
from plugins.cors.fastapi_addresses import trim_addresses
from plugins.cors.fastapi_besides import besides_cause
from plugins.cors.fastapi_recipes import (
    add_middleware,
    add_option,
    allow_credentials,
    creation_of,
    inner_middleware,
    move_outside,
)
from plugins.cors.fastapi_uses import MiddlewareUse, is_for, middleware_uses, server_files
from plugins.cors.flask_headers import header_cause, header_uses
from plugins.cors.listed import listed_cause
from plugins.cors.manifests import NOTHING
from plugins.cors.origins import literal
from plugins.cors.patterns import pattern_admits
from plugins.cors.python_edits import with_more
from plugins.cors.python_members import find_member
from plugins.cors.python_star import middleware_with_name
from plugins.cors.python_texts import keep_filled_slots
from plugins.cors.report import CorsReport
from plugins.cors.slots import quote_near


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known."""
    reading = Reading(workspace, application.root, report.is_production)
    files = server_files(workspace, application)
    every = middleware_uses(workspace, files, report.is_production)
    uses = [use for use in every if is_for(workspace, application, use)]
    if uses:
        causes = [_use_cause(reading, application, report, use) for use in uses]
        if len(causes) > 1:
            # The one that is added last decides, and nothing here tells which that is.
            return next((cause for cause in causes if cause.verdict is not Verdict.CODE_FIX), causes[-1])
        return causes[0]
    by_hand = [] if every else header_uses(workspace, files)
    if by_hand:
        return header_cause(reading, report, by_hand, framework="fastapi")
    return _absent(workspace, application, report, every)


def _absent(
    workspace: Workspace, application: Application, report: CorsReport, elsewhere: list[MiddlewareUse]
) -> Cause:
    table = workspace.routes(application)
    candidates = add_middleware(workspace, application, report, table)
    if elsewhere:
        place = place_of(elsewhere[0].file, elsewhere[0].call)
        sentence = (
            f"CORSMiddleware at {place.file}:{place.line} is for another application than {application.variable}."
        )
        return Cause("path_limited", sentence, place, candidates)
    creation = creation_of(workspace.tree(application.source), application.variable)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    sentence = f"{application.source} adds no CORSMiddleware, so a browser may not show its answers to {report.origin}."
    return Cause("absent", sentence, place, candidates)


def _use_cause(reading: Reading, application: Application, report: CorsReport, use: MiddlewareUse) -> Cause:
    place = place_of(use.file, use.call)
    if not use.is_readable:
        return unreadable_options(report, place, "CORSMiddleware")
    origin = report.origin or ""
    allowed = _allowed(reading, use)
    if "allow_origins" in use.options:
        place = place_of(*use.options["allow_origins"])
    state = _credentials(use)
    if allowed.is_open and is_star_fault(report):
        # A star is sent to a request with credentials, which no browser takes.
        return middleware_with_name(reading.workspace, wildcard(report, place), report, use)
    is_listed = allowed.admits(origin)
    admits, is_unreadable = (False, False) if is_listed else _pattern_admits(reading, use, origin)
    if is_unreadable:
        return unreadable_options(report, place, "the regular expression")
    if admits or is_listed:
        return _admitted(reading, application, report, use, allowed, place)
    if "allow_origins" not in use.options:
        return _new_list(reading.workspace, use, report, place, state)
    cause = listed_cause(reading, report, allowed, place, framework="fastapi")
    return _completed(reading, report, use, cause, allowed, state)


def _allowed(reading: Reading, use: MiddlewareUse) -> AllowList:
    """What ``allow_origins`` lets in. Starlette compares to the letter."""
    given = use.options.get("allow_origins")
    if given is None:
        return AllowList()
    file, node = given
    found = read_values(reading, file, node)
    keep_filled_slots(found)
    # Nothing in such a list is a pattern.
    found.entries = [
        replace(entry, value=entry.pattern, pattern=None) if entry.pattern is not None else entry
        for entry in found.entries
    ]
    if not found.slots and not found.is_open and found.entries and not found.is_unset():
        found.slots.append(slot_at("wrap", file, node))
    return found


def _pattern_admits(reading: Reading, use: MiddlewareUse, origin: str) -> tuple[bool, bool]:
    """Whether ``allow_origin_regex`` lets the origin in, and whether that cannot be told. It is matched whole."""
    given = use.options.get("allow_origin_regex")
    if given is None:
        return False, False
    file, node = given
    member = find_member(reading.workspace, file, node) if node.kind() == "attribute" else None
    if member is not None:
        is_set = bool(member.env) and reading.env(member.env) is not None
        node = member.value if member.value is not None and not is_set else node
    elif node.kind() in ("identifier", "attribute"):
        found = reading.workspace.definition(file, node.text())
        node = found.node if found is not None else node
    if node.kind() == "none":
        return False, False
    text = string_value(node)
    answer = pattern_admits(f"^(?:{text})$", origin) if text is not None else None
    return bool(answer), answer is None


def _credentials(use: MiddlewareUse) -> bool | None:
    """Whether credentials are allowed; None where the code does not tell."""
    given = use.options.get("allow_credentials")
    if given is None:
        return False
    return {"true": True, "false": False}.get(given[1].kind())


def _admitted(
    reading: Reading,
    application: Application,
    report: CorsReport,
    use: MiddlewareUse,
    allowed: AllowList,
    place: Location,
) -> Cause:
    """The origin is let in: what else the browser minded."""
    if report.kind in ("", "origin", "status"):
        last = inner_middleware(use)
        moved = move_outside(reading.workspace, use, last, report, allowed.origins()) if last is not None else None
        if moved is not None and last is not None:
            other = place_of(use.file, last)
            sentence = (
                f"The middleware at {other.file}:{other.line} is asked before CORSMiddleware and may answer itself."
            )
            return Cause("order", sentence, place_of(use.file, use.call), (moved,))
    if report.kind in ("", "origin", "status"):
        trimmed = trim_addresses(reading.workspace, application.manifest, use, report, allowed.origins())
        if trimmed is not None:
            sentence = f"The origins at {place.file}:{place.line} are addresses that end in a slash as text."
            return Cause("origin_not_listed", sentence, place, (trimmed,))
    return besides_cause(reading, application, report, use, allowed, place)


def _new_list(
    workspace: Workspace, use: MiddlewareUse, report: CorsReport, place: Location, state: bool | None
) -> Cause:
    """The call names no origins, at most a pattern."""
    quote = quote_near(use.call.text(), workspace.read(use.file))
    code = f"allow_origins=[{literal(report.origin or '', quote)}]"
    if report.has_credentials and state is False and "allow_credentials" not in use.options:
        code += ", allow_credentials=True"
    made = add_option(workspace, use, code, "fastapi_add_origin", f"let {report.origin} in", report)
    sentence = f"{report.origin} is not let in at {place.file}:{place.line}."
    return Cause("origin_not_listed", sentence, place, (made,) if made is not None else ())


def _completed(
    reading: Reading,
    report: CorsReport,
    use: MiddlewareUse,
    cause: Cause,
    allowed: AllowList,
    state: bool | None,
) -> Cause:
    """The cause with the credentials that the failing request sends."""
    if cause.code != "origin_not_listed" or not report.has_credentials or state is not False:
        return cause
    more = allow_credentials(reading.workspace, use, report, allowed.origins())
    if more is None or not cause.candidates:
        return replace(cause, candidates=())
    whole = with_more(cause.candidates[0], more.changes, NOTHING)
    access = tuple(dict.fromkeys((*whole.access, *more.access)))
    return replace(cause, candidates=(replace(whole, access=access),))
