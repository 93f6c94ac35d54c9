"""Releases of django-cors-headers whose lists hold hosts without a scheme: before the third, and those of a fork."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from autofix.sdk import Action, Change, Edit, Location, Workspace
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, already_admitted, by_hand, recommend
from plugins.cors.django_recipes import WITH_SCHEMES
from plugins.cors.listed import admit
from plugins.cors.python_manifests import DJANGO_CORS, version_of
from plugins.cors.report import CorsReport

_FORK = "django-cors-middleware"


def old_release(workspace: Workspace, manifest: str | None) -> str:
    """The package and release whose lists hold hosts; empty where the project has a later one."""
    for package, first in ((DJANGO_CORS, WITH_SCHEMES), (_FORK, (2**31,))):
        version = version_of(workspace, manifest, package) if manifest is not None else None
        if version is not None and version < first:
            return f"{package} {'.'.join(map(str, version))}"
    return ""


def host_cause(reading: Reading, report: CorsReport, allowed: AllowList, place: Location, named: str) -> Cause:
    """What follows from a list of hosts, which ``named`` compares with the host and port of the origin."""
    origin, host = report.origin or "", urlsplit(report.origin or "").netloc
    if allowed.admits(host):
        return by_hand(report, place) or already_admitted(report, place)
    sentence = f"{named} reads lists of hosts, and {host} is not in the one at {place.file}:{place.line}."
    whole = next((each for each in allowed.entries if each.value and each.value.rstrip("/") == origin), None)
    if whole is not None and whole.start < whole.end:
        description = f"{named} compares hosts without a scheme: {whole.value!r} never matches."
        change = Change(whole.file, Action.MODIFY, description, (Edit(whole.start, whole.end, host),))
        candidate = make_candidate("django_mend_host", f"write {host} as {named} reads it", (change,), report)
        return Cause("origin_not_listed", sentence, Location(whole.file, whole.line), (candidate,))
    found = admit(reading, replace(report, origin=host), allowed, framework="django")
    if found is None:
        reason = f"{named} compares hosts without a scheme: add {host} at {place.file}:{place.line} by hand."
        return recommend("old_release", sentence, place, reason)
    candidate, where = found
    return Cause("origin_not_listed", sentence, where, (replace(candidate, access=(origin,)),))
