"""An option of Next's configuration that a later version took away."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset
from plugins.build.names_source import Source, span, whole_line

_UNKNOWN = re.compile(r"and '(?P<name>\w{1,60})' does not exist in type 'NextConfig'")
# Next reads none of them any more: eslint is gone since 16, the others since 15.
_GONE = frozenset(("eslint", "swcMinify", "optimizeFonts"))


def option_gone(source: Source, spot: Spot) -> Remedy | None:
    """Take the option out, which nothing reads; None for one that may be misspelt."""
    match = _UNKNOWN.search(spot.finding.message)
    at = offset(source, spot)
    if match is None or match["name"] not in _GONE:
        return None
    for pair in source.root.find_all(kind="pair"):
        start, end = span(pair)
        if start != at:
            continue
        comma = re.match(r"\s*,", source.text[end:])
        edit = whole_line(source, start, end + (len(comma[0]) if comma else 0))
        change = Change(source.file, Action.MODIFY, f"This Next knows no {match['name']} here.", (edit,))
        return Remedy("build_type", f"take {match['name']} out", (change,))
    return None
