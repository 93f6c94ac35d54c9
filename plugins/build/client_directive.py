"""A component of Next's app folder that runs in the browser and does not say so."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, recommend

CODE = "client_directive"
# What only a component of the server may hold.
_OF_SERVER = re.compile(
    r"export\s+(?:const|async\s+function|function)\s+(?:metadata|generateMetadata|generateStaticParams|viewport|revalidate"
    r"|dynamic|runtime)\b|export\s+default\s+async\b|['\"](?:server-only|next/headers)['\"]|^\s*['\"]use server['\"]",
    re.M,
)
_DIRECTIVE = re.compile(r"^\s*['\"]use (?:client|server)['\"]", re.M)


# What a page that runs in the browser may not hold, wherever its directive stands.
_NEVER = re.compile(
    r"export\s+(?:const|async\s+function|function)\s+(?:metadata|generateMetadata|generateStaticParams|viewport)\b|"
    r"export\s+default\s+async\b|['\"](?:server-only|next/headers)['\"]"
)
_TOO_LATE = re.compile(r"[\"']use (?P<side>client|server)[\"'] directive must be (?:placed before|put at the top)")


def find_client(workspace: Workspace, spot: Spot) -> Cause | None:
    """Add the directive to the file that the message names, or move it to the top; None for another message."""
    late = _TOO_LATE.search(spot.finding.message)
    if late is not None and spot.file:
        return _moved(workspace, spot, late["side"])
    if spot.value not in ("use client", "ssr: false") or not spot.file:
        return None
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    sentence = f"{spot.file} uses what only the browser has, and Next takes it for a component of the server."
    if _DIRECTIVE.search(text):
        reason = f"{spot.file} has its directive: it has to stand before everything else, or the report is older."
        return recommend(CODE, sentence, reason, spot.place)
    if _OF_SERVER.search(text):
        reason = (
            f"{spot.file} holds what only the server may have as well: move the part that needs the browser to a file "
            "of its own with 'use client' at its top."
        )
        return recommend(CODE, sentence, reason, spot.place)
    single, double = text.count("'"), text.count('"')
    quote = "'" if single > double else '"'
    line_end = "\r\n" if "\r\n" in text else "\n"
    end = ";" if re.search(r"^import [^\n]*;[ \t]*\r?$", text, re.M) else ""
    start = 1 if text.startswith("\ufeff") else 0
    edit = Edit(start, start, f"{quote}use client{quote}{end}{line_end}{line_end}")
    change = Change(spot.file, Action.MODIFY, "It runs in the browser.", (edit,))
    return Cause(
        CODE, sentence, spot.place, (Remedy("build_client_directive", "mark it with 'use client'", (change,)),)
    )


def _moved(workspace: Workspace, spot: Spot, side: str) -> Cause | None:
    """The directive stands below imports, where it says nothing: put it before everything else."""
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    found = list(re.finditer(rf"^[ \t]*(?P<said>['\"]use {side}['\"];?)[ \t]*(?:\r?\n|\Z)", text, re.M))
    sentence = f"{spot.file} has its directive below other code, where Next does not take it for one."
    if len(found) != 1 or (side == "client" and _NEVER.search(text)):
        reason = (
            f"Put '{'use ' + side}' on the first line of {spot.file}, once, and what does not go with it elsewhere."
        )
        return recommend(CODE, sentence, reason, spot.place)
    match = found[0]
    line_end = "\r\n" if "\r\n" in text else "\n"
    after = re.match(r"[ \t]*\r?\n", text[match.end() :])
    is_apart = bool(re.search(r"\n[ \t]*\r?\n\Z", text[: match.start()]))
    end = match.end() + (len(after[0]) if after and is_apart else 0)
    start = 1 if text.startswith("\ufeff") else 0
    top = Edit(start, start, match["said"] + line_end * 2)
    change = Change(spot.file, Action.MODIFY, "A directive stands first.", (top, Edit(match.start(), end, "")))
    remedy = Remedy("build_client_directive", "move the directive to the top", (change,))
    return Cause(CODE, sentence, spot.place, (remedy,))
