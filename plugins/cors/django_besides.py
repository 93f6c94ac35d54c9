"""Headers, methods and credentials that a Django project does not allow to an origin that it lets in."""

from __future__ import annotations

from autofix.sdk import Candidate, Location
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, already_admitted, by_hand, place_of, wildcard
from plugins.cors.django_recipes import allow_credentials
from plugins.cors.django_settings import Settings
from plugins.cors.django_uses import CREDENTIALS, MIDDLEWARE, ORIGINS, listed_setting
from plugins.cors.origins import literal
from plugins.cors.python_besides import add_names, client_header, wanted_names
from plugins.cors.python_edits import after_statement, in_file
from plugins.cors.report import CorsReport
from plugins.cors.slots import quote_near

# Source: corsheaders/defaults.py.
DEFAULT_HEADERS = frozenset(
    {"accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with"}
)
DEFAULT_METHODS = frozenset({"delete", "get", "options", "patch", "post", "put"})


def besides_cause(
    reading: Reading, settings: Settings, report: CorsReport, allowed: AllowList, place: Location
) -> Cause:
    """What the browser minded though the origin is let in."""
    turned = client_header(report, place)
    if turned is not None:
        return turned
    origin = report.origin or ""
    if report.kind == "credentials" and not settings.is_true(*CREDENTIALS):
        if allowed.is_open:
            return wildcard(report, place)
        made = allow_credentials(settings, report, allowed.origins())
        sentence = f"{origin} is let in, but may not send credentials."
        return Cause("credentials", sentence, place, (made,) if made is not None else ())
    if report.kind in ("header", "method"):
        found = _named(reading, settings, report, allowed)
        if found is not None:
            candidate, where = found
            what = report.header if report.kind == "header" else report.method
            return Cause(report.kind, f"{origin} is let in, but {what} is not allowed.", where, (candidate,))
    return by_hand(report, place) or already_admitted(report, place)


def _named(
    reading: Reading, settings: Settings, report: CorsReport, allowed: AllowList
) -> tuple[Candidate, Location] | None:
    is_header = report.kind == "header"
    setting = "CORS_ALLOW_HEADERS" if is_header else "CORS_ALLOW_METHODS"
    names = wanted_names(reading.workspace, report)
    read = listed_setting(reading, settings, setting)
    if not names:
        return None
    known = DEFAULT_HEADERS if is_header else DEFAULT_METHODS
    if read is None or any("default_" in binding.value.text() for binding in settings.of(setting)):
        names = tuple(name for name in names if name == names[0] or name.lower() not in known)
    if read is None:
        return _new_setting(settings, report, setting, names, allowed) if names[0].lower() not in known else None
    slot = next((slot for slot in read.slots if slot.kind == "array"), None)
    if slot is None:
        return None
    text = reading.workspace.read(slot.file)
    recipe = "django_header" if is_header else "django_method"
    made = add_names(read, text, slot.file, names, recipe, report, allowed.origins(), is_star_plain=True)
    return (made, Location(slot.file, slot.line)) if made is not None else None


def _new_setting(
    settings: Settings, report: CorsReport, setting: str, names: tuple[str, ...], allowed: AllowList
) -> tuple[Candidate, Location] | None:
    """The package's own list and ``names``, after the setting that names the origins."""
    bindings = [b for b in settings.of(*ORIGINS) or settings.of(*MIDDLEWARE) if not b.switches]
    if not bindings:
        return None
    file, statement = bindings[-1].file, bindings[-1].statement
    text = settings.workspace.read(file)
    root = settings.workspace.tree(file)
    default = "default_headers" if setting.endswith("HEADERS") else "default_methods"
    quote = quote_near(statement.text(), text)
    line = f"{setting} = [*{default}, {', '.join(literal(name.lower(), quote) for name in names)}]"
    edits = [(file, after_statement(text, statement, ["", line]))]
    if default not in text:
        top = [n for n in root.children() if n.kind() in ("import_statement", "import_from_statement")]
        brought = f"from corsheaders.defaults import {default}"
        if not top:
            return None
        edits.append((file, after_statement(text, top[-1], [brought])))
    changes = in_file(settings.workspace, edits, f"Allow {' and '.join(names)}.")
    kind = "django_header" if setting.endswith("HEADERS") else "django_method"
    made = make_candidate(kind, f"allow {' and '.join(names)}", changes, report, listed=allowed.origins())
    return made, place_of(file, statement)
