"""Recipes for Django: set django-cors-headers up, move its middleware, add to its settings."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from autofix.sdk import Candidate, Edit, Node
from plugins.cors.allow_list import Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.django_settings import Binding, Settings, is_local_name
from plugins.cors.django_uses import COMMON, CORS, CREDENTIALS, MIDDLEWARE, ORIGINS, Listed, names_in
from plugins.cors.manifests import NOTHING, Declared
from plugins.cors.origins import literal
from plugins.cors.python_edits import (
    Placed,
    after_statement,
    elements,
    in_file,
    insert_after,
    insert_before,
    remove_element,
)
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_element, quote_near

# Before this release a list held hosts, without a scheme.
WITH_SCHEMES = (3,)
_PASSES = re.compile(r"(?:django\.|whitenoise\.|debug_toolbar\.|allauth\.|corsheaders\.)")
_SETTING = re.compile(r"^CORS_[A-Z_]+\s*(?::[^=\n]+)?\+?=", re.M)


def set_up(
    reading: Reading,
    settings: Settings,
    report: CorsReport,
    declared: Declared,
    *,
    needs_origin: bool,
    needs_credentials: bool,
) -> Candidate | None:
    """What is missing of the package, the application, the middleware and the list, for the failing origin alone."""
    edits = middleware_edits(settings)
    if edits is None:
        return None
    edits += application_edits(settings)
    if needs_origin or needs_credentials:
        added = setting_edits(settings, report, needs_origin=needs_origin, needs_credentials=needs_credentials)
        if added is None:
            return None
        edits += added
    changes = in_file(reading.workspace, edits, f"Let {report.origin} in with django-cors-headers.")
    title = f"set django-cors-headers up for {report.origin}"
    return make_candidate("django_add_cors", title, changes, report, declared)


def middleware_edits(settings: Settings) -> list[Placed] | None:
    """CorsMiddleware ahead of whatever may answer before it; nothing where it is there, None where it has no place."""
    listed, holders = names_in(settings, settings.of(*MIDDLEWARE))
    if any(each.name == CORS for each in listed):
        return []
    if not holders:
        return None
    file, holder = holders[0]
    text = settings.workspace.read(file)
    code = literal(CORS, quote_near(holder.text(), text))
    inner = elements(holder)
    if not inner:
        return [(file, add_element(holder, text, code))]
    return [(file, insert_before(inner[0], text, code))]


def application_edits(settings: Settings) -> list[Placed]:
    """``corsheaders`` in INSTALLED_APPS, in the part for other people's packages where there is one."""
    bindings = settings.of("INSTALLED_APPS")
    listed, holders = names_in(settings, bindings)
    if not holders or any(each.name.startswith("corsheaders") for each in listed):
        return []
    chosen = next(((file, node) for file, node in holders if _is_third_party(node)), None)
    if chosen is None:
        # The application's own part is the project's, not where packages go.
        outer = [(file, node) for file, node in holders if "django.contrib" in node.text()]
        chosen = (outer or holders)[0]
    file, holder = chosen
    text = settings.workspace.read(file)
    code = literal("corsheaders", quote_near(holder.text(), text))
    neighbour = next((each for each in listed if each.holder == holder and each.name == "rest_framework"), None)
    if neighbour is not None:
        following = neighbour.node.next()
        if following is not None and following.text() == "," and elements(holder)[-1] != neighbour.node:
            return [(file, insert_after(neighbour.node, following, text, code))]
    return [(file, add_element(holder, text, code))]


def _is_third_party(node: Node) -> bool:
    parent = node.parent()
    left = parent.field("left") if parent is not None and parent.kind() == "assignment" else None
    return left is not None and re.search(r"THIRD|EXTERNAL|VENDOR|PACKAGE", left.text()) is not None


def setting_edits(
    settings: Settings, report: CorsReport, *, needs_origin: bool, needs_credentials: bool
) -> list[Placed] | None:
    """New settings, beside those on CORS that are there already."""
    place = _place_for(settings, report)
    if place is None:
        return None
    file, statement = place
    text = settings.workspace.read(file)
    quote = quote_near("", text)
    lines = []
    if needs_origin:
        lines.append(_list_of(report.origin or "", quote, settings.release))
    if needs_credentials:
        lines.append("CORS_ALLOW_CREDENTIALS = True")
    is_beside = _SETTING.match(statement.text()) is not None
    return [(file, after_statement(text, statement, lines if is_beside else ["", *lines]))]


def _list_of(origin: str, quote: str, release: tuple[int, ...] | None) -> str:
    """The setting that lets ``origin`` in, as the release calls it; before the third a list holds hosts alone."""
    name = "CORS_ALLOWED_ORIGINS" if release is None or release >= (3, 5) else "CORS_ORIGIN_WHITELIST"
    value = origin if release is None or release >= WITH_SCHEMES else urlsplit(origin).netloc
    return f"{name} = [{literal(value, quote)}]"


def _place_for(settings: Settings, report: CorsReport) -> tuple[str, Node] | None:
    """The file and the statement to write a new setting after: another one on CORS, else the middleware's."""
    wanted = [name for name in settings.bindings if name.startswith("CORS_")]
    beside = [binding for name in wanted for binding in settings.of(name) if not binding.switches]
    if beside:
        return _last(beside)
    module = settings.module
    if report.is_local and is_local_name(module):
        own = [b for each in settings.bindings.values() for b in each if b.file == module and not b.switches]
        if own:
            return _last(own)
    around = [binding for binding in settings.of(*MIDDLEWARE) if not binding.switches]
    return _last(around) if around else None


def _last(bindings: list[Binding]) -> tuple[str, Node]:
    file = bindings[-1].file
    own = [binding for binding in bindings if binding.file == file]
    return file, max(own, key=lambda binding: binding.statement.range().start.index).statement


def move_middleware(settings: Settings, report: CorsReport, listed: tuple[str, ...]) -> Candidate | None:
    """CorsMiddleware in front of what answered before it could."""
    names, _ = names_in(settings, settings.of(*MIDDLEWARE))
    late = late_middleware(names)
    if late is None:
        return None
    own, first = late
    if own.holder is None or own.holder != first.holder:
        return None
    text = settings.workspace.read(own.file)
    edits = [(own.file, insert_before(first.node, text, own.node.text())), (own.file, remove_element(own.node, text))]
    changes = in_file(settings.workspace, edits, "Set the CORS headers on every answer.")
    return make_candidate(
        "django_cors_order", "put CorsMiddleware ahead of what answers", changes, report, listed=listed
    )


def late_middleware(names: list[Listed]) -> tuple[Listed, Listed] | None:
    """CorsMiddleware and the first of the list, where CommonMiddleware comes before it."""
    order = [each.name for each in names]
    if CORS not in order or COMMON not in order or order.index(CORS) < order.index(COMMON):
        return None
    return names[order.index(CORS)], names[0]


def may_answer_first(names: list[Listed], path: str) -> bool:
    """Whether something ahead of CorsMiddleware can answer a request for ``path`` by itself.

    CommonMiddleware does where the last slash is missing; of the rest of Django's none does, others may.
    """
    order = [each.name for each in names]
    ahead = order[: order.index(CORS)]
    return not path.endswith("/") or any(not _PASSES.match(name) for name in ahead)


def allow_credentials(settings: Settings, report: CorsReport, listed: tuple[str, ...]) -> Candidate | None:
    """Credentials for the origins that are listed by name."""
    changes = credential_edits(settings, report)
    if changes is None:
        return None
    made = in_file(settings.workspace, changes, "Let the listed origins send credentials.")
    return make_candidate("django_credentials", "let the listed origins send credentials", made, report, listed=listed)


def credential_edits(settings: Settings, report: CorsReport) -> list[Placed] | None:
    """``CORS_ALLOW_CREDENTIALS = True``, where it is not so already."""
    set_already = settings.of(*CREDENTIALS)
    if not set_already:
        origins = [binding for binding in settings.of(*ORIGINS) if not binding.switches]
        if not origins:
            return setting_edits(settings, report, needs_origin=False, needs_credentials=True)
        file, statement = _last(origins)
        text = settings.workspace.read(file)
        return [(file, after_statement(text, statement, ["CORS_ALLOW_CREDENTIALS = True"]))]
    last = set_already[-1]
    if last.value.kind() != "false" or not last.is_certain:
        return None
    place = last.value.range()
    return [(last.file, Edit(place.start.index, place.end.index, "True"))]


def replace_star(settings: Settings, star: tuple[Binding, Node], report: CorsReport) -> Candidate:
    """The failing origin in the place of a star, which the package refuses in a list."""
    binding, node = star
    place, text = node.range(), settings.workspace.read(binding.file)
    code = literal(report.origin or "", quote_near(node.text(), text))
    edits = [(binding.file, Edit(place.start.index, place.end.index, code))]
    changes = in_file(settings.workspace, edits, f"Let {report.origin} in by its name.")
    return make_candidate("django_star", f"name {report.origin} in the place of '*'", changes, report)


def widen_urls(settings: Settings, binding: Binding, report: CorsReport) -> Candidate | None:
    """The paths below the first part of the failing one, beside those that the pattern names."""
    first = "/" + report.path.split("?")[0].strip("/").split("/")[0]
    match = re.fullmatch(r"r?(['\"])(?P<text>[^'\"\n]*)\1", binding.value.text())
    if match is None or not re.fullmatch(r"/[\w-]+", first, re.A):
        return None
    end = binding.value.range().end.index - 1
    changes = in_file(
        settings.workspace, [(binding.file, Edit(end, end, f"|^{first}/"))], f"Set the headers below {first} too."
    )
    return make_candidate("django_urls", f"cover the paths below {first}", changes, report)


def declare_only(declared: Declared | None, report: CorsReport) -> tuple[Candidate, ...]:
    """Declare the package that the settings name already."""
    if declared is None or declared == NOTHING:
        return ()
    return (make_candidate("django_declare_cors", "declare django-cors-headers", (), report, declared),)
