"""Headers as the code of a client writes them down, and what it sends beside the one that the browser named."""

from __future__ import annotations

import re

from autofix.sdk import Node, Workspace, WorkspaceError
from plugins.cors.browser import is_forbidden, is_safe_header
from plugins.cors.report import CorsReport

MAX_SENT = 6
_CODE = (".js", ".jsx", ".mjs", ".ts", ".tsx")
# Files that are no part of what runs in the browser.
ASIDE = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|mocks?|dist|build)/|\.(?:test|spec|min)\.", re.I)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")


def sent_beside(workspace: Workspace, report: CorsReport) -> tuple[str, ...]:
    """The other headers that the client writes down beside the failing one, in the file that makes this request.

    Where that file does not name it, in the only place that does.
    """
    header, path = (report.header or "").lower(), report.path.split("?")[0].rstrip("/")
    callers = {call.file for call in workspace.calls() if call.path.strip("/") and path.endswith(call.path.rstrip("/"))}
    written: dict[str, list[dict[str, str]]] = {}
    for file in workspace.search(*{header, usual_case(header), header.upper()}, suffixes=_CODE):
        try:
            objects = [] if ASIDE.search(file) else workspace.tree(file).find_all(kind="object")
        except WorkspaceError:
            continue
        for node in objects:
            names = _names(node)
            if header in names:
                written.setdefault(file, []).append(names)
    own = [names for file, listed in written.items() if file in callers for names in listed]
    whole = own or [names for listed in written.values() for names in listed]
    found = {low: name for names in whole for low, name in names.items()} if own or len(whole) == 1 else {}
    kept = [name for low, name in found.items() if low != header and not is_safe_header(low) and not is_forbidden(low)]
    return tuple(kept) if len(kept) <= MAX_SENT else ()


def usual_case(header: str) -> str:
    """``x-requested-with`` as people write it; browsers do not mind the case."""
    return "-".join(part[:1].upper() + part[1:] for part in header.split("-"))


def _names(node: Node) -> dict[str, str]:
    keys = [pair.field("key") for pair in node.children() if pair.kind() == "pair"]
    names = [key.text().strip("'\"") for key in keys if key is not None]
    return {name.lower(): name for name in names} if all(_NAME.fullmatch(name) for name in names) else {}
