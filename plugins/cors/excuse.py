"""Reports that look like CORS and are something else: the server is down, the answer is an error page."""

from __future__ import annotations

from autofix.sdk import Problem
from plugins.cors.report import CorsReport

_UNREACHABLE = frozenset(
    f"network.{code}"
    for code in (
        "err_connection_refused",
        "err_name_not_resolved",
        "err_connection_timed_out",
        "err_connection_reset",
        "err_connection_closed",
        "err_empty_response",
        "err_address_unreachable",
        "err_internet_disconnected",
        "err_ssl_protocol_error",
        "err_cert_authority_invalid",
        "econnrefused",
        "enotfound",
    )
)
_PROXY = frozenset({"network.err_proxy_connection_failed", "network.err_tunnel_connection_failed", "http.407"})
_GATEWAY = frozenset({502, 503, 504, *range(520, 528)})
_BROKEN = frozenset({500, 501})


def excuse(problem: Problem, report: CorsReport) -> str:
    """Why the report shows no CORS fault of any code, with what to do; empty if it may well be one."""
    return _not_answered(problem, report) or _wrong_answer(problem, report) or _no_web_origin(report)


def is_server_error(problem: Problem) -> bool:
    """Whether the answer was the server's own error, which a CORS check that raises causes too."""
    return bool(_statuses(problem) & _BROKEN)


def _statuses(problem: Problem) -> set[int]:
    return {finding.status for finding in problem.findings if finding.status and finding.status >= 400}


def _not_answered(problem: Problem, report: CorsReport) -> str:
    codes = {finding.code for finding in problem.findings}
    statuses = _statuses(problem)
    target = report.url or "the server"
    if codes & _PROXY or 407 in statuses:
        return (
            "A proxy between the browser and the server failed; no change of this repository can help. Check the proxy."
        )
    if report.kind == "unreachable" or codes & _UNREACHABLE:
        return (
            f"{target} could not be reached at all: the server is down or the address is wrong. "
            "Start it, then try again."
        )
    if "network.upstream" in codes or statuses & _GATEWAY:
        status = min(statuses & _GATEWAY, default=502)
        return (
            f"A gateway answered {status} in the server's place, without CORS headers: the server behind it is down "
            "or too slow. Look at the server's own log first."
        )
    return ""


def _wrong_answer(problem: Problem, report: CorsReport) -> str:
    statuses = _statuses(problem)
    target = report.url or "the server"
    if statuses & _BROKEN:
        return (
            f"The server answered {min(statuses & _BROKEN)} before it set any header: the error is in the request's "
            "own handling, and the CORS message is only its shadow. Look at the server's log for the exception."
        )
    if report.kind != "status" and 404 in statuses:
        return f"The server answered 404: nothing is served at {target}. Check the URL in the client."
    if report.kind == "redirect":
        return (
            f"{target} redirects, and a preflight may not be redirected: call the final address directly "
            "(scheme, slash, host)."
        )
    return ""


def _no_web_origin(report: CorsReport) -> str:
    if report.kind == "scheme":
        return "The request does not go to http or https: the page was opened as a file, or the URL lacks its scheme."
    if report.kind == "private_network":
        return (
            "The browser blocks a public page from reaching a private network: "
            "serve both from the same kind of network."
        )
    if report.origin == "null":
        return "The page has the origin 'null' (a file, or a sandboxed frame); letting that in would let in anybody's."
    if report.origin and not report.origin.startswith(("http://", "https://")):
        return f"The origin {report.origin} is no web page's; let it in by hand if you trust it."
    return ""
