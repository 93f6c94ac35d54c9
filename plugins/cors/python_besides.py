"""Request headers and methods that a server does not allow: what may be added, and where."""

from __future__ import annotations

import re

from autofix.sdk import Action, Candidate, Change, Location
from plugins.cors.allow_list import AllowList
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, recommend
from plugins.cors.probe import is_forbidden
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_to_slot, best_slot

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")


def wanted_header(report: CorsReport) -> str:
    """The request header that was turned away; empty where it may not be allowed by a server."""
    header = report.header or ""
    if not _TOKEN.fullmatch(header) or header.lower().startswith("access-control-") or is_forbidden(header):
        return ""
    return header


def wanted_method(report: CorsReport) -> str:
    """The method that was turned away; empty where the report does not name one."""
    method = (report.method or "").upper()
    return method if method in METHODS else ""


def client_header(report: CorsReport, place: Location) -> Cause | None:
    """A response's header, sent by the client as if it were a request's; None for any other."""
    header = report.header or ""
    if report.kind != "header" or not header.lower().startswith("access-control-"):
        return None
    return recommend(
        "header",
        f"The client sends {header}, which only a server may set.",
        place,
        f"Take {header} out of the headers of the client's request: it belongs to answers, and the server sets it.",
    )


def add_name(
    read: AllowList,
    read_text: str,
    file: str,
    name: str,
    recipe: str,
    report: CorsReport,
    listed: tuple[str, ...],
    *,
    is_star_plain: bool = False,
) -> Candidate | None:
    """``name`` added to a list of headers or methods; None where the list takes none, or has it.

    ``is_star_plain`` is for a list whose star is sent as it is, and does for no request with credentials.
    """
    known = {entry.value.lower() for entry in read.entries if entry.value}
    slot = best_slot([slot for slot in read.slots if slot.kind in ("array", "comma") and slot.file == file])
    if slot is None or name.lower() in known or (read.is_open and not is_star_plain):
        return None
    spelled = (
        name.lower() if known and all(each.value == each.value.lower() for each in read.entries if each.value) else name
    )
    edit = add_to_slot(slot, read_text, spelled)
    what = "header" if recipe.endswith("header") else "method"
    change = Change(file, Action.MODIFY, f"Allow the {what} {name}.", (edit,))
    return make_candidate(recipe, f"allow the {what} {name}", (change,), report, listed=listed)
