"""A call that goes round the development proxy of its front end, where its neighbours are relative."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from autofix.sdk import (
    Action,
    Call,
    Candidate,
    Change,
    Edit,
    Location,
    Risk,
    Verdict,
    Workspace,
    WorkspaceError,
)
from plugins.cors.cause import Cause
from plugins.cors.page import is_local_host
from plugins.cors.report import CorsReport

_PROXY = re.compile(
    r"['\"](?P<prefix>/[\w/-]*)['\"]\s*:\s*(?:\{(?P<more>[^{}]*?)\btarget\s*:\s*)?['\"](?P<target>https?://[^'\"/]+)/?['\"]"
    r"(?P<after>[^{}]*(?:\{[^{}]*\})?)"
)
_REWRITES = re.compile(r"\brewrite|\bpathRewrite", re.I)
_WHOLE = re.compile(r"\"proxy\"\s*:\s*\"(https?://[^\"/]+)/?\"")
_CONFIGS = re.compile(r"(?:^|/)(?:vite|vue)\.config\.\w+$")


def proxied_cause(workspace: Workspace, report: CorsReport) -> Cause | None:
    """The cause where every call of the path but absolute ones leaves the server to the proxy; None for any other.

    Where no absolute one is left, the report is of another version of the client.
    """
    parts = urlsplit(report.url or "")
    if not report.is_local or not is_local_host(urlsplit(report.origin or "").hostname or ""):
        return None
    calls = workspace.calls()
    absolute = [call for call in calls if _is_call_of(call, report, parts.netloc)]
    if not absolute:
        relative = [call for call in calls if call.is_complete and _is_call_of(call, report, "")]
        proxy = _proxy_for(workspace, parts.netloc, parts.path) if relative else None
        return _of_another_version(relative[0], proxy[1], parts.netloc) if proxy is not None else None
    base = f"{parts.scheme}://{parts.netloc}"
    texts = {call.file: workspace.read(call.file) for call in absolute}
    if not all(texts[call.file][call.start : call.end].startswith(base + "/") for call in absolute):
        return None
    proxy = _proxy_for(workspace, parts.netloc, parts.path)
    beside = [c for c in calls if proxy and not c.base and c.is_complete and c.path.startswith(proxy[0])]
    if proxy is None or not beside:
        return None
    edits: dict[str, set[Edit]] = {}
    for call in absolute:
        edits.setdefault(call.file, set()).add(Edit(call.start, call.start + len(base), ""))
    description = f"{proxy[1]} proxies {proxy[0]} to the server, as the other calls have it."
    changes = tuple(
        Change(file, Action.MODIFY, description, tuple(sorted(found, key=lambda edit: edit.start)))
        for file, found in edits.items()
    )
    place = Location(absolute[0].file, absolute[0].line)
    title = f"call {parts.path} through the development proxy"
    candidate = Candidate("recipe:relative_call", title, changes, risk=Risk.CURSORY_REVIEW, access=())
    sentence = f"{place.file}:{place.line} calls {base} itself, and {proxy[1]} proxies {proxy[0]} there."
    return Cause("proxied", sentence, place, (candidate,))


def _of_another_version(call: Call, config: str, netloc: str) -> Cause:
    where = f"{call.file}:{call.line}"
    return Cause(
        "proxied_already",
        f"{where} asks the page's own server, and {config} hands that on to {netloc}.",
        Location(call.file, call.line),
        verdict=Verdict.NOT_CODE,
        reason=f"No call of this code asks {netloc} itself: {where} goes through the development proxy of {config}. "
        "The page that failed runs an older version of the client: reload it, or restart its development server.",
    )


def _is_call_of(call: Call, report: CorsReport, netloc: str) -> bool:
    pattern = "/".join("[^/]+" if part.startswith(":") else re.escape(part) for part in call.path.split("/"))
    path = report.path.split("?")[0]
    return urlsplit(call.base).netloc == netloc and re.fullmatch(pattern.rstrip("/") + "/?", path) is not None


def _proxy_for(workspace: Workspace, netloc: str, path: str) -> tuple[str, str] | None:
    """The prefix that a development server hands on to ``netloc`` as it is, and the file that says so."""
    for file in workspace.files():
        is_manifest = file.rsplit("/", 1)[-1] == "package.json"
        if not is_manifest and not _CONFIGS.search(file):
            continue
        try:
            text = workspace.read(file)
        except WorkspaceError:
            continue
        for match in _PROXY.finditer(text) if not is_manifest else ():
            prefix = match["prefix"]
            if _REWRITES.search((match["more"] or "") + match["after"]) or not _same(match["target"], netloc):
                continue
            if prefix.strip("/") and (path == prefix or path.startswith(prefix.rstrip("/") + "/")):
                return prefix.rstrip("/"), file
        whole = _WHOLE.search(text) if is_manifest else None
        if whole is not None and _same(whole[1], netloc):
            return "/" + path.strip("/").split("/")[0], file
    return None


def _same(target: str, netloc: str) -> bool:
    return urlsplit(target).netloc.replace("127.0.0.1", "localhost") == netloc.replace("127.0.0.1", "localhost")
