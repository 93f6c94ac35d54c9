"""Where in a file a linter's message points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.names_source import Source, span, walk

Rule = Callable[[Source, Spot], Sequence[Edit] | None]


def offset(source: Source, spot: Spot) -> int:
    """Where the message points, in code points of the text; the start of the line without a column."""
    return source.line_start(spot.line) + max(0, (spot.finding.column or 1) - 1)


def smallest_at(source: Source, at: int, *kinds: str) -> Node | None:
    """The smallest node of one of these kinds that holds the place."""
    found = [node for node in walk(source.root) if node.kind() in kinds and span(node)[0] <= at < span(node)[1]]
    return min(found, key=lambda node: span(node)[1] - span(node)[0], default=None)


def starting_at(source: Source, at: int, *kinds: str) -> Node | None:
    """The largest node of one of these kinds that starts at the place."""
    return next((node for node in walk(source.root) if span(node)[0] == at and node.kind() in kinds), None)


def spans_lines_of_text(node: Node) -> bool:
    """Whether it holds a text of several lines, whose white space counts: it cannot be indented anew."""
    return any("\n" in one.text() for one in node.find_all(kind="template_string"))
