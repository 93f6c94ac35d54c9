"""The cause where a framework's CORS package, or its own switch, decides: shared by Fastify, Koa and Nest."""

from __future__ import annotations

from autofix.sdk import Application, Candidate, Location, Workspace
from plugins.cors.allow_list import Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, place_of, recommend, unreadable_options
from plugins.cors.express_uses import PackageUse, read_options
from plugins.cors.javascript import TYPESCRIPT, loads
from plugins.cors.listed import listed_cause
from plugins.cors.manifests import npm_manifest
from plugins.cors.node_besides import KINDS, besides_cause
from plugins.cors.node_dialect import Dialect
from plugins.cors.node_options import open_options
from plugins.cors.node_recipes import declare
from plugins.cors.node_star import together, with_name
from plugins.cors.report import CorsReport

FINE = ("allowed", "credentials", "header", "method", "status", "multiple")


def option_cause(reading: Reading, report: CorsReport, use: PackageUse, dialect: Dialect, what: str) -> Cause:
    """What follows from the options of one use."""
    place = place_of(use.file, use.call)
    read = read_options(reading, use)
    if read.node is None and read.allowed.is_dynamic:
        return unreadable_options(report, place, what)
    at = place_of(read.file, read.node) if read.node is not None else place
    cause = listed_cause(reading, report, read.allowed, at, framework=dialect.framework)
    if cause.code in KINDS:
        options = open_options(reading.workspace, use.file, use.options)
        return besides_cause(reading.workspace, report, options, read.allowed, dialect) or cause
    return with_name(reading.workspace, cause, report, use, dialect)


def first_fine(causes: list[Cause]) -> Cause:
    """Whichever use lets the origin in decides; only where none does is there something to change."""
    return next((cause for cause in causes if cause.code in FINE), together(causes))


def undeclared(
    workspace: Workspace, application: Application, report: CorsReport, files: list[str], packages: tuple[str, ...]
) -> Cause | None:
    """The cause where a file loads one of ``packages`` that no manifest declares, or that is not installed."""
    for file in files:
        text = workspace.read(file)
        for package in packages:
            found = loads(text, package)
            if found is None:
                continue
            place = Location(file, text.count("\n", 0, found) + 1)
            if npm_manifest(workspace, application.root, package) is not None:
                if report.module == package:
                    return _not_installed(package, place)
                continue
            sentence = (
                f"{file} loads the package '{package}', which no package.json declares: the server does not start."
            )
            return Cause("undeclared", sentence, place, _declared(workspace, application, report, file, package))
    return None


def absent(application: Application, report: CorsReport, place: Location, candidates: tuple[Candidate, ...]) -> Cause:
    """Nothing lets anybody in."""
    sentence = f"{application.source} sets no CORS headers, so a browser may not show its answers to {report.origin}."
    return Cause("absent", sentence, place, candidates)


def _declared(
    workspace: Workspace, application: Application, report: CorsReport, file: str, package: str
) -> tuple[Candidate, ...]:
    found = declare(workspace, application, package, is_typescript=file.endswith(TYPESCRIPT))
    if found is None or not found.changes:
        return ()
    recipe = f"{application.framework}_declare_cors"
    return (make_candidate(recipe, f"declare the package {package}", (), report, found),)


def _not_installed(package: str, place: Location) -> Cause:
    return recommend(
        "not_installed",
        f"The package '{package}' is declared but not installed where the server runs.",
        place,
        f"package.json declares '{package}', so the code is right: run npm install (npm ci) where the server runs.",
    )
