"""Headers, methods and credentials that CORSMiddleware does not allow to an origin that it lets in."""

from __future__ import annotations

from autofix.sdk import Application, Candidate, Location
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.allow_list_python import read_values
from plugins.cors.cause import Cause, already_admitted, by_hand, place_of, wildcard
from plugins.cors.client_requests import client_request
from plugins.cors.fastapi_recipes import METHODS, add_option, allow_credentials
from plugins.cors.fastapi_uses import MiddlewareUse
from plugins.cors.origins import literal
from plugins.cors.python_besides import add_names, client_header, wanted_headers, wanted_names
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route
from plugins.cors.slots import quote_near

# Source: starlette/middleware/cors.py.
SAFE_HEADERS = frozenset({"accept", "accept-language", "content-language", "content-type"})
_OPTIONS = {"header": "allow_headers", "method": "allow_methods"}


def besides_cause(
    reading: Reading,
    application: Application,
    report: CorsReport,
    use: MiddlewareUse,
    allowed: AllowList,
    place: Location,
) -> Cause:
    """What the browser minded though the origin is let in."""
    turned = client_header(report, place)
    if turned is not None:
        return turned
    origin = report.origin or ""
    if report.kind == "credentials":
        if allowed.is_open:
            return wildcard(report, place)
        made = allow_credentials(reading.workspace, use, report, allowed.origins())
        if made is not None:
            sentence = f"{origin} is let in, but may not send credentials."
            return Cause("credentials", sentence, place_of(use.file, use.call), (made,))
    kind, names = _turned_away(reading, application, report, use)
    if names:
        found = _named(reading, report, use, allowed, kind, names)
        if found is not None:
            candidate, where = found
            return Cause(kind, f"{origin} is let in, but {names[0]} is not allowed.", where, (candidate,))
    return by_hand(report, place) or already_admitted(report, place)


def _turned_away(
    reading: Reading, application: Application, report: CorsReport, use: MiddlewareUse
) -> tuple[str, tuple[str, ...]]:
    """``header`` or ``method``, and the names that are not allowed; none where it cannot be told.

    Starlette answers such a preflight with a 400, and the browser then minds the status alone: what the client's
    code asks for tells which it was.
    """
    if report.kind in ("header", "method"):
        return report.kind, wanted_names(reading.workspace, report)
    if report.kind != "status":
        return "", ()
    served = {route.method for route in match_route(reading.workspace.routes(application), report.path)}
    asked = {report.method} if report.method else served & set(METHODS)
    called = set(client_request(reading.workspace, report).methods)
    asked = asked & called or asked
    read = _read(reading, use, "allow_methods")
    known = {"GET"} if read is None else {entry.value.upper() for entry in read.entries if entry.value}
    missing = sorted(asked - known) if read is None or not (read.is_open or read.is_dynamic) else []
    if missing:
        return ("method", tuple(missing)) if len(missing) == 1 and len(asked) == 1 else ("", ())
    allowed = _read(reading, use, "allow_headers")
    if allowed is not None and (allowed.is_open or allowed.is_dynamic):
        return "", ()
    listed = [entry.value for entry in allowed.entries if entry.value] if allowed is not None else []
    return "header", wanted_headers(reading.workspace, report, *SAFE_HEADERS, *listed)


def _read(reading: Reading, use: MiddlewareUse, option: str) -> AllowList | None:
    given = use.options.get(option)
    return read_values(reading, *given) if given is not None else None


def _named(
    reading: Reading, report: CorsReport, use: MiddlewareUse, allowed: AllowList, kind: str, names: tuple[str, ...]
) -> tuple[Candidate, Location] | None:
    option = _OPTIONS[kind]
    read = _read(reading, use, option)
    listed = allowed.origins()
    recipe = f"fastapi_{kind}"
    if read is not None and (read.is_open or read.is_dynamic):
        return None
    if read is None:
        usual = {"get"} if kind == "method" else SAFE_HEADERS
        missing = [name for name in names if name.lower() not in usual]
        if names[0] not in missing:
            return None
        quote = quote_near(use.call.text(), reading.workspace.read(use.file))
        first = f"{literal('GET', quote)}, " if kind == "method" else ""
        code = f"{option}=[{first}{', '.join(literal(name, quote) for name in missing)}]"
        title = f"allow the {kind}{'s' if len(missing) > 1 else ''} {' and '.join(missing)}"
        made = add_option(reading.workspace, use, code, recipe, title, report, *listed)
        return (made, place_of(use.file, use.call)) if made is not None else None
    slot = next((slot for slot in read.slots if slot.kind in ("array", "comma")), None)
    if slot is None:
        return None
    text = reading.workspace.read(slot.file)
    unsafe = tuple(name for name in names if name == names[0] or name.lower() not in SAFE_HEADERS)
    added = add_names(read, text, slot.file, unsafe, recipe, report, listed)
    return (added, Location(slot.file, slot.line)) if added is not None else None
