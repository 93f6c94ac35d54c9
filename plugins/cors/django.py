"""Why a Django project does not let an origin in."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk import Application, Candidate, Location, Workspace
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.cause import Cause, is_star_fault, place_of, recommend, unreadable_options, wildcard
from plugins.cors.django_besides import besides_cause
from plugins.cors.django_hosts import host_cause, old_release
from plugins.cors.django_recipes import (
    credential_edits,
    declare_only,
    late_middleware,
    may_answer_first,
    move_middleware,
    replace_star,
    set_up,
    widen_urls,
)
from plugins.cors.django_settings import Settings, open_settings
from plugins.cors.django_trusted import trusted_edits
from plugins.cors.django_uses import (
    CORS,
    CREDENTIALS,
    EVERYBODY,
    MIDDLEWARE,
    ORIGINS,
    PATTERNS,
    Listed,
    add_patterns,
    allowed_origins,
    header_files,
    is_open_to_all,
    names_in,
    wildcard_elements,
)
from plugins.cors.flask_headers import header_cause, header_uses
from plugins.cors.listed import admit, listed_cause
from plugins.cors.manifests import NOTHING, Declared
from plugins.cors.patterns import pattern_admits
from plugins.cors.python_edits import Placed, in_file, with_more
from plugins.cors.python_manifests import DJANGO_CORS, declare, declares, manifest_of
from plugins.cors.python_star import settings_with_name
from plugins.cors.report import CorsReport

_MANIFESTS = (".txt", ".in", ".toml", ".lock", ".cfg", ".yml", ".yaml", "Pipfile", "setup.py", "Dockerfile")


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known unless a module is missing."""
    settings = open_settings(workspace, application, report.is_production)
    reading = Reading(workspace, application.root, report.is_production)
    names, _ = names_in(settings, settings.of(*MIDDLEWARE))
    place = _place(settings, application)
    if report.module == "corsheaders":
        return _not_there(workspace, application, report, place)
    if settings.has_classes:
        return unreadable_options(report, place, "the configuration class")
    has_middleware = any(each.name == CORS for each in names)
    if not has_middleware:
        other = _other_way(reading, application, report, names)
        if other is not None:
            return other
    declared = declare(workspace, manifest_of(workspace, application, "django"), DJANGO_CORS, "django")
    allowed = _allowed(reading, settings, report)
    if not has_middleware:
        return _absent(reading, settings, report, allowed, declared, place)
    cause = _set_up_cause(reading, application, settings, report, allowed, names)
    is_named = workspace.search(DJANGO_CORS, suffixes=_MANIFESTS)
    extra = declared if declared is not None and not is_named else NOTHING
    return _completed(reading, settings, report, cause, allowed, extra)


def _place(settings: Settings, application: Application) -> Location:
    for names in (ORIGINS, MIDDLEWARE):
        bindings = settings.of(*names)
        if bindings:
            return place_of(bindings[-1].file, bindings[-1].statement)
    return Location(application.source, 1)


def _not_there(workspace: Workspace, application: Application, report: CorsReport, place: Location) -> Cause:
    """The package is named in the settings and missing where they are loaded."""
    manifest = manifest_of(workspace, application, "django")
    if manifest is not None and not declares(workspace, manifest, DJANGO_CORS):
        sentence = f"{place.file} names corsheaders, which {manifest} does not declare: the server does not start."
        declared = declare(workspace, manifest, DJANGO_CORS, "django")
        return Cause("undeclared", sentence, place, declare_only(declared, report))
    reason = "django-cors-headers is declared, so the code is right: install the requirements where the server runs."
    if manifest is None:
        reason = "No manifest names django-cors-headers: install it where the server runs."
    return recommend("not_installed", "corsheaders is not installed where the server runs.", place, reason)


def _other_way(reading: Reading, application: Application, report: CorsReport, names: list[Listed]) -> Cause | None:
    """What follows where something else than django-cors-headers sets the headers; None where nothing does."""
    by_hand = header_uses(reading.workspace, header_files(reading.workspace, application))
    if by_hand:
        return header_cause(reading, report, by_hand, framework="django")
    other = next((each for each in names if "cors" in each.name.lower()), None)
    if other is None:
        return None
    return unreadable_options(report, place_of(other.file, other.node), other.name)


def _allowed(reading: Reading, settings: Settings, report: CorsReport) -> AllowList:
    allowed = allowed_origins(reading, settings)
    if not settings.of(*ORIGINS) or not allowed.admits(report.origin or ""):
        add_patterns(reading, settings, allowed, report.origin or "")
    # A star in the list opens nothing: the package refuses it.
    allowed.is_open = allowed.is_open and not wildcard_elements(settings)
    allowed.is_open = allowed.is_open or bool(is_open_to_all(settings))
    return allowed


def _absent(
    reading: Reading,
    settings: Settings,
    report: CorsReport,
    allowed: AllowList,
    declared: Declared | None,
    place: Location,
) -> Cause:
    """The middleware is not there; what else is missing goes with it."""
    is_open = allowed.is_open
    admits = is_open or allowed.admits(report.origin or "")
    needs_credentials = report.has_credentials and not settings.is_true(*CREDENTIALS) and not is_open
    has_list = bool(settings.of(*ORIGINS))
    sentence = f"{place.file} has no CorsMiddleware, so a browser may not show its answers to {report.origin}."
    code = "middleware_missing" if has_list or is_open else "absent"
    if is_open and report.has_credentials and not settings.is_true(*CREDENTIALS):
        return wildcard(report, place)
    if declared is None or not settings.of(*MIDDLEWARE):
        return recommend(
            code,
            sentence,
            place,
            f"Add {DJANGO_CORS} to the project's packages by hand, corsheaders to INSTALLED_APPS, {CORS} ahead of "
            f"CommonMiddleware, and CORS_ALLOWED_ORIGINS with {report.origin}.",
        )
    if admits or not has_list:
        made = set_up(reading, settings, report, declared, needs_origin=not admits, needs_credentials=needs_credentials)
        listed = allowed.origins() if admits else ()
        return Cause(code, sentence, place, (_granting(made, listed),) if made is not None else ())
    found = admit(reading, report, allowed, framework="django")
    made = set_up(reading, settings, report, declared, needs_origin=False, needs_credentials=needs_credentials)
    if found is None or made is None:
        return Cause(code, sentence, place)
    return Cause(code, sentence, place, (_granting(with_more(made, found[0].changes, NOTHING), allowed.origins()),))


def _granting(candidate: Candidate, listed: tuple[str, ...]) -> Candidate:
    """The candidate with the origins that the settings name already, which take effect with it."""
    return replace(candidate, access=tuple(dict.fromkeys((*candidate.access, *listed))))


def _set_up_cause(
    reading: Reading,
    application: Application,
    settings: Settings,
    report: CorsReport,
    allowed: AllowList,
    names: list[Listed],
) -> Cause:
    """The cause where the middleware is there."""
    path, origin = report.path.split("?")[0], report.origin or ""
    urls = settings.of("CORS_URLS_REGEX")
    if urls:
        pattern = urls[-1].value.text().lstrip("rR").strip("'\"")
        place = place_of(urls[-1].file, urls[-1].statement)
        if pattern_admits(pattern, path, is_whole=True) is False:
            made = widen_urls(settings, urls[-1], report)
            sentence = f"CORS_URLS_REGEX at {place.file}:{place.line} covers other paths than {path}."
            return Cause("path_limited", sentence, place, (made,) if made is not None else ())
    place = _place(settings, application)
    named = old_release(reading.workspace, manifest_of(reading.workspace, application, "django"))
    if named and not allowed.is_open and settings.of(*ORIGINS):
        return host_cause(reading, report, allowed, place, named)
    stars = wildcard_elements(settings)
    if stars and not allowed.is_open and not allowed.admits(origin):
        made = replace_star(settings, stars[0], report)
        sentence = f"A list of origins may not hold '*': {place.file}:{place.line} lets nobody in."
        return Cause("origin_not_listed", sentence, place, (made,))
    if not allowed.admits(origin) and is_open_to_all(settings) is None:
        deciding = settings.of(*EVERYBODY)[-1]
        at = place_of(deciding.file, deciding.statement)
        return recommend(
            "environment",
            f"Whether everybody is let in is decided where the server runs ({at.file}:{at.line}).",
            at,
            f"The environment of the server decides at {at.file}:{at.line} whether the list of origins is used at all: "
            f"add {origin} to the list there; no change of the repository is needed.",
        )
    if not allowed.is_open and not settings.of(*ORIGINS):
        return _unlisted(reading, settings, report, allowed, place)
    if allowed.is_open and is_star_fault(report) and not settings.is_true(*CREDENTIALS):
        return settings_with_name(settings, wildcard(report, place), report)
    if allowed.admits(origin):
        late = late_middleware(names)
        if late is not None and report.kind in ("", "origin", "status") and may_answer_first(names, path):
            made = move_middleware(settings, report, allowed.origins())
            sentence = "CorsMiddleware stands behind CommonMiddleware, which may answer before it."
            where = place_of(late[0].file, late[0].node)
            return Cause("order", sentence, where, (made,) if made is not None else ())
        return besides_cause(reading, settings, report, allowed, place)
    return listed_cause(reading, report, allowed, place, framework="django")


def _unlisted(reading: Reading, settings: Settings, report: CorsReport, allowed: AllowList, place: Location) -> Cause:
    """No setting names any origin, or patterns alone do."""
    if allowed.is_dynamic and settings.of(*PATTERNS):
        return unreadable_options(report, place, "the regular expression")
    made = set_up(reading, settings, report, NOTHING, needs_origin=True, needs_credentials=False)
    sentence = f"No setting lets {report.origin} in."
    return Cause("origin_not_listed", sentence, place, (made,) if made is not None else ())


def _completed(
    reading: Reading,
    settings: Settings,
    report: CorsReport,
    cause: Cause,
    allowed: AllowList,
    declared: Declared,
) -> Cause:
    """The cause with what else the failing request needs: credentials, and the package's declaration."""
    if not cause.candidates or cause.code == "wildcard":
        return cause
    candidate = cause.candidates[0]
    more: list[Placed] = []
    listed: tuple[str, ...] = ()
    if cause.code == "origin_not_listed":
        trusted = in_file(reading.workspace, trusted_edits(reading, settings, report, allowed), "Take its forms too.")
        candidate = with_more(candidate, trusted, NOTHING)
    if report.has_credentials and cause.code == "origin_not_listed" and not settings.is_true(*CREDENTIALS):
        added = credential_edits(settings, report)
        if added is None:
            return Cause(cause.code, cause.sentence, cause.place)
        more += added
        listed = allowed.origins()
    changes = in_file(reading.workspace, more, "Let the listed origins send credentials.")
    candidate = _granting(with_more(candidate, changes, declared), listed)
    return replace(cause, candidates=(candidate, *cause.candidates[1:]))
