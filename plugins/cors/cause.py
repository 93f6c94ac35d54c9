"""Why an origin is not let in, and what would let it in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from autofix.sdk import Candidate, Location, Node, Verdict
from plugins.cors.report import CorsReport


@dataclass(frozen=True)
class Cause:
    """A cause with its place; ``reason`` goes with every verdict but ``code_fix``.

    ``answers_500`` means that the server turns the origin away with an error,
    so that a reported status 500 is explained by it. ``environment`` are the variables that decide
    too and that no committed file sets, and what else tells a deployed server from a local one.
    """

    code: str
    sentence: str
    place: Location
    candidates: tuple[Candidate, ...] = ()
    verdict: Verdict = Verdict.CODE_FIX
    reason: str = ""
    answers_500: bool = False
    environment: tuple[str, ...] = ()


# What a server sets besides the origin, by the report's kind: its name for people, and the header.
_BESIDES = {
    "credentials": ("credentials", "Access-Control-Allow-Credentials"),
    "header": ("request headers", "Access-Control-Allow-Headers"),
    "method": ("methods", "Access-Control-Allow-Methods"),
}


def recommend(code: str, sentence: str, place: Location, reason: str) -> Cause:
    """A cause that a person has to see to."""
    return Cause(code, sentence, place, verdict=Verdict.ACTION_RECOMMENDED, reason=reason)


def already_admitted(report: CorsReport, place: Location) -> Cause:
    """The code is right as it stands, as far as the origin goes."""
    origin, where = report.origin, f"{place.file}:{place.line}"
    return Cause(
        "allowed",
        f"{origin} is let in already, at {where}.",
        place,
        verdict=Verdict.NOT_CODE,
        reason=f"The code lets {origin} in already ({where}): the server that answered does not run this code, "
        "or something in front of it drops the headers. Restart or deploy it, and look at what stands between.",
    )


def by_hand(report: CorsReport, place: Location) -> Cause | None:
    """What the browser minded though the origin is let in; None where it minded nothing else."""
    origin, where = report.origin, f"{place.file}:{place.line}"
    if report.kind in _BESIDES:
        what, header = _BESIDES[report.kind]
        return recommend(
            report.kind,
            f"{origin} is let in, but the allowed {what} do not fit the request.",
            place,
            f"{origin} is let in; see to the allowed {what} ({header}), which are set at {where}.",
        )
    if report.kind == "status":
        return recommend(
            "status",
            f"{origin} is let in, but the preflight is answered with an error.",
            place,
            f"{origin} is let in at {where}; the preflight (OPTIONS) has to be answered with a status of 200 to 299 "
            "before anything asks for a login or turns the method away.",
        )
    if report.kind == "multiple":
        return recommend(
            "multiple",
            "The header Access-Control-Allow-Origin is set more than once.",
            place,
            f"{where} sets Access-Control-Allow-Origin, and so does something else (the code, or a proxy in front of "
            "it): let only one of them do so.",
        )
    return None


def wildcard(report: CorsReport, place: Location) -> Cause:
    """Everybody is let in, but not with credentials."""
    return recommend(
        "wildcard",
        "A wildcard origin does not serve requests with credentials.",
        place,
        f"The client sends credentials, which no wildcard serves: name the origins, {report.origin} among them, at "
        f"{place.file}:{place.line} and allow credentials.",
    )


def is_star_fault(report: CorsReport) -> bool:
    """Whether a wildcard may be what the browser minded: a server that sends one leaves no answer without a header."""
    return report.has_credentials and report.kind in ("", "wildcard", "credentials")


def mend_wildcard(cause: Cause, candidate: Candidate) -> Cause:
    """The cause of ``wildcard`` with a change that names the failing origin instead."""
    return replace(cause, candidates=(replace(candidate, gives_up=("*",)),), verdict=Verdict.CODE_FIX, reason="")


def unreadable_options(report: CorsReport, place: Location, what: str) -> Cause:
    """Nothing tells what is let in."""
    return recommend(
        "unreadable",
        f"AutoFix cannot read how {what} at {place.file}:{place.line} decides.",
        place,
        f"Let {report.origin} in at {place.file}:{place.line} by hand: AutoFix cannot read how it decides.",
    )


def place_of(file: str, node: Node) -> Location:
    """Where a node stands."""
    return Location(file, node.range().start.line + 1)
