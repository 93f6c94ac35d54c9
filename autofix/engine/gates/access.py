"""A gate over what a fix opens: no wildcard, no reflected origin, nobody but the origins it names."""

from __future__ import annotations

import re

from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.lines import added_lines

_OPEN = (
    (re.compile(r"Access-Control-Allow-Origin\W{1,6}\*", re.I), "every origin by header"),
    (re.compile(r"Access-Control-Allow-Origin\W.*\breq(?:uest)?\.(?:headers?|get)\b", re.I), "whoever asks"),
    (
        re.compile(r"\borigins?['\"]?\s*[:=]\s*(?:\[\s*)?(?:['\"]\*['\"]|true\b|re\.compile|/\.[*+])", re.I),
        "every origin",
    ),
    (re.compile(r"\bcors\(\s*\)"), "every origin (cors() without options)"),
    (re.compile(r"\bCORS\(\s*\w+\s*\)"), "every origin (CORS(app) without origins)"),
    (re.compile(r"(?:callback|cb|done|next)\(\s*null\s*,\s*(?:true|origin|['\"]\*)", re.I), "whoever asks"),
    (re.compile(r"CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)\s*=\s*True"), "every origin"),
    (re.compile(r"@cross_origin\(\s*\)"), "every origin"),
)
_ORIGIN = re.compile(r"https?://[\w.*-]+(?::\d+)?", re.I)


def _access(proposal: Proposal) -> str:
    admitted = {proposal.origin.lower()} if proposal.origin else set()
    named = {
        o.lower() for f in proposal.patch.files if f.before for o in _ORIGIN.findall(f.before.decode(errors="replace"))
    }
    for origin in proposal.candidate.access:
        # What the code names already may take effect with the change, as by the order of middleware.
        if origin.lower() not in admitted | named:
            return f"the candidate means to let in {origin}, which the report does not name"
    for file in proposal.patch.files:
        if file.by_package_manager:
            continue
        before, after = ((data or b"").decode(errors="replace") for data in (file.before, file.after))
        # A line that was open before and is touched for another reason opens nothing.
        more = [row for row in _OPEN if len(row[0].findall(after)) > len(row[0].findall(before))]
        for number, line in added_lines(file):
            opened = next((who for pattern, who in more if pattern.search(line)), None)
            if opened:
                return f"line {number} of {file.new_file} would let in {opened}"
            if not admitted:
                continue
            for origin in _ORIGIN.findall(line):
                if origin.lower() not in admitted and origin.lower() not in before.lower():
                    return f"line {number} of {file.new_file} names {origin}, which nobody asked to let in"
    return ""


ACCESS = Gate("access", "no origin is let in but the one that failed", _access)
