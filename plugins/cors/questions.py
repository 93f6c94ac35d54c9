"""What a person has to answer before a change may be offered."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from autofix.sdk import Application, Problem, Workspace
from plugins.cors.report import CorsReport
from plugins.cors.ties import is_own_page, is_tied


@dataclass(frozen=True)
class Question:
    """What is not clear, in a sentence, and what to do about it."""

    sentence: str
    reason: str


def ask_about_report(problem: Problem, report: CorsReport) -> Question | None:
    """What the report leaves open."""
    for finding in problem.of_code("unreadable"):
        what = "an origin" if finding.code == "unreadable.origin" else "the address of a web request"
        return Question(
            "The report names what no browser sends.",
            f"{finding.value!r} is not {what} as browsers write it. "
            "Paste the browser's own message, or add lines 'Origin: ...' and 'URL: ...'.",
        )
    found = problem.of_code("cors")
    origins = dict.fromkeys(finding.origin for finding in found if finding.origin)
    servers = dict.fromkeys(_server(finding.url) for finding in found if finding.url)
    if len(origins) > 1 or len(servers) > 1:
        named = ", ".join((*origins, *servers)[:6])
        return Question(
            "The report is about more than one failure.",
            f"The report names several failures; give one at a time: {named}.",
        )
    return None


def ask_about_origin(report: CorsReport) -> Question | None:
    """Which page made the request, where nothing tells."""
    if report.origin or report.module is not None:
        return None
    return Question(
        "An unknown origin was blocked.",
        "The report does not name the origin of the page, and the repository does not tell it. "
        "Add a line 'Origin: ...'.",
    )


def ask_about_server(workspace: Workspace, application: Application, report: CorsReport) -> Question | None:
    """Whether the page, and a server on the internet, are this repository's."""
    is_known = not report.url or report.is_local or is_tied(workspace, application, report)
    if is_known and is_own_page(workspace, application, report):
        return None
    if is_known:
        return Question(
            f"It is not known whether {report.origin} is a page of this project.",
            f"Nothing in this repository names {report.origin}, and whoever is blocked can ask to be let in. If the "
            "page is yours, name its host in a file of the repository (the README, a deployment file) and try again.",
        )
    return Question(
        f"It is not known whether {report.host} runs this repository's server.",
        f"Nothing in this repository ties {report.host} to {application.entry}. If it is deployed there, name the host "
        "in a file of the repository (the client's API address, a deployment file, the README) and try again; "
        "if it is somebody else's, they have to let the origin in, or the client has to go through its own server.",
    )


def _server(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
