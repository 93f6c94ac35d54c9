"""Addresses and calls over the network that a change adds."""

from __future__ import annotations

import re
from collections import Counter

from autofix.engine.gates.comments import without_comments
from autofix.engine.gates.gate import Proposal
from autofix.engine.gates.lines import added_lines
from autofix.engine.gates.names import shown
from autofix.engine.gates.strings import joined
from autofix.engine.patch import FilePatch
from autofix.engine.workspace.snapshot import Snapshot

_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}:)?//(?:[\w.~%!$&'()*+,;=:-]{0,200}@)?"
    r"(?P<host>\[[0-9a-f:.]+\]|[\w-]+(?:\.[\w-]+)+|localhost)",
    re.I,
)
# A name of a host alone, and an address in any of the ways to write one.
_BARE = re.compile(
    r"(?<![\w.@/-])(?P<host>(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|dev|app|co|ai|xyz|me|info|biz|site|online|tk|top"
    r"|sh|cloud|link|click|live|run|to|ru|cn)"
    r"|\d{1,3}(?:\.\d{1,3}){3})(?![\w.-]*\w)",
    re.I,
)
_CODE = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".vue", ".py")
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
# What sends something somewhere.
_CALLS = re.compile(
    r"\b(?:fetch|axios(?:\.\w+)?|\$?http\.(?:get|post|put|patch|delete|request)|https?\.(?:get|request)"
    r"|superagent(?:\.\w+)?|ky(?:\.\w+)?|got(?:\.\w+)?|needle|XMLHttpRequest|WebSocket|EventSource|sendBeacon"
    r"|net\.(?:connect|createConnection)|tls\.connect|dgram|dns\.\w+|http2\.connect|requests\.\w+|urllib[\w.]*|urlopen"
    r"|httpx\.\w+|aiohttp\.\w+|socket\.\w+|smtplib[\w.]*|ftplib|telnetlib|paramiko|send_mail|sendMail|createTransport"
    r"|new\s+Image|importScripts|serviceWorker|postMessage|window\.open|location(?:\.href)?\s*="
    r"|location\.(?:assign|replace)|webhook\w*)"
    r"|<(?:script|iframe|img|link|form|object|embed|base|meta)\b",
    re.I,
)
# To the page's own server, to an address that the code around it uses already, or to one whose host is judged.
_JUDGED = re.compile(r"\s*(?:<[^<>()]{1,80}>)?\(\s*(?:['\"`]/(?!/)|`\$\{[\w.]{1,60}\}/|['\"`](?:https?:)?//[\w.-]{3,})")


def new_address(proposal: Proposal, file: FilePatch) -> str:
    """Why what ``file`` adds may reach somebody new; empty where it does not."""
    for host in sorted(_hosts(_text(file, file.after)) - _hosts(_text(file, file.before))):
        if host not in _LOCAL and not _is_known(proposal, file, host):
            return f"names {shown(host)}, which no code of the repository names"
    return ""


def new_calls(before: str, after: str) -> str:
    """Why ``after`` calls over the network more than ``before``, its own server aside; empty where it does not."""
    calls, had = _calls(after), _calls(before)
    if calls.total() <= had.total():
        return ""
    name = next(iter(calls - had))
    return f"calls over the network anew ({shown(name)})"


def _text(file: FilePatch, data: bytes | None) -> str:
    # An address in a comment calls nobody, but a reader may follow it: prose counts as well.
    return joined((data or b"").decode(errors="replace"), is_python=file.new_file.endswith(".py"))


def _hosts(text: str) -> set[str]:
    return {match["host"].lower() for pattern in (_HOST, _BARE) for match in pattern.finditer(text)}


def _calls(text: str) -> Counter[str]:
    """What is called over the network at an address that nobody can judge here."""
    return Counter(match[0].lower() for match in _CALLS.finditer(text) if not _JUDGED.match(text, match.end()))


def _is_known(proposal: Proposal, file: FilePatch, host: str) -> bool:
    """Whether code names the host already, or the change does nothing but let the failing origin in."""
    if proposal.origin and host in proposal.origin.lower():
        lines = [line for _, line in added_lines(file) if host in line.lower()]
        if all(proposal.origin.lower() in line.lower() and not _CALLS.search(line) for line in lines):
            return True
    return any(
        host in _hosts(_code(proposal.workspace, path)) for path in proposal.workspace.search(host, suffixes=_CODE)
    )


def _code(workspace: Snapshot, path: str) -> str:
    return without_comments(workspace.read(path).encode(), path).decode(errors="replace")
