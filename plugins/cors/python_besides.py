"""Request headers and methods that a server does not allow: what may be added, and where."""

from __future__ import annotations

import re

from autofix.sdk import Action, Candidate, Change, Location, Workspace
from plugins.cors.allow_list import AllowList
from plugins.cors.browser import is_forbidden
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, recommend
from plugins.cors.client_headers import sent_beside
from plugins.cors.client_requests import client_request
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_to_slot, best_slot

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")


def wanted_names(workspace: Workspace, report: CorsReport) -> tuple[str, ...]:
    """The method that was turned away, or the request header and what else the client's code sends beside it.

    A browser names one header and stops. None where the report names nothing that a server may allow.
    """
    if report.kind == "method":
        method = (report.method or "").upper()
        return (method,) if method in METHODS else ()
    if not _is_request_header(report.header or ""):
        return ()
    header = report.header or ""
    return (header, *(wanted_headers(workspace, report, header) or sent_beside(workspace, report)))


def wanted_headers(workspace: Workspace, report: CorsReport, *but: str) -> tuple[str, ...]:
    """The request headers that the client's code sends, without those called like one of ``but``."""
    known = {each.lower() for each in but}
    sent = client_request(workspace, report).headers
    return tuple(name for name in sent if name.lower() not in known and _is_request_header(name))


def _is_request_header(name: str) -> bool:
    """Whether a server may allow a page to send the header ``name``."""
    return bool(_TOKEN.fullmatch(name)) and not name.lower().startswith("access-control-") and not is_forbidden(name)


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


def add_names(
    read: AllowList,
    read_text: str,
    file: str,
    names: tuple[str, ...],
    recipe: str,
    report: CorsReport,
    listed: tuple[str, ...],
    *,
    is_star_plain: bool = False,
) -> Candidate | None:
    """``names`` added to a list of headers or methods; None where the list takes none, or has the first.

    ``is_star_plain`` is for a list whose star is sent as it is, and does for no request with credentials.
    """
    known = {entry.value.lower() for entry in read.entries if entry.value}
    slot = best_slot([slot for slot in read.slots if slot.kind in ("array", "comma") and slot.file == file])
    if slot is None or names[0].lower() in known or (read.is_open and not is_star_plain):
        return None
    is_lower = known and all(each.value == each.value.lower() for each in read.entries if each.value)
    missing = [name.lower() if is_lower else name for name in names if name.lower() not in known]
    edit = add_to_slot(slot, read_text, *missing)
    what = f"{'header' if recipe.endswith('header') else 'method'}{'s' if len(missing) > 1 else ''}"
    title = f"allow the {what} {' and '.join(name for name in names if name.lower() not in known)}"
    change = Change(file, Action.MODIFY, f"{title[:1].upper()}{title[1:]}.", (edit,))
    return make_candidate(recipe, title, (change,), report, listed=listed)
