"""Rules about React, its accessibility and Next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.lint_markup import index_key
from plugins.build.lint_place import Rule, offset, smallest_at
from plugins.build.names_source import Source, above, span

_ENTITIES = {"'": "&apos;", '"': "&quot;", ">": "&gt;", "}": "&#125;"}
_OPENING = ("jsx_opening_element", "jsx_self_closing_element")


def _unescaped(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    sign = source.text[at : at + 1]
    match = re.search(r"`(?P<sign>.)` can be escaped", spot.finding.message)
    if match is None or sign != match["sign"] or sign not in _ENTITIES:
        return None
    return [Edit(at, at + 1, _ENTITIES[sign])]


def _jsx_key(source: Source, spot: Spot) -> Sequence[Edit] | None:
    element = smallest_at(source, offset(source, spot), "jsx_element", "jsx_self_closing_element")
    function = above(element, "arrow_function", "function_expression") if element is not None else None
    if element is None or function is None or "iterator" not in spot.finding.message:
        return None
    parameters = function.field("parameters")
    first = function.field("parameter")
    if first is None and parameters is not None:
        first = next((child for child in parameters.children() if child.is_named()), None)
    first = (first.field("pattern") or first) if first is not None else None
    opening = element if element.kind() == "jsx_self_closing_element" else element.children()[0]
    name = opening.field("name")
    if first is None or name is None or re.search(r"\bkey=", opening.text()):
        return None
    key = _key(source, first, function)
    placed = (key, ()) if key else index_key(source, function)
    if placed is None:
        return None
    return [Edit(span(name)[1], span(name)[1], f" key={{{placed[0]}}}"), *placed[1]]


def _key(source: Source, item: Node, function: Node) -> str:
    """The identity that the item has by what is used of it here."""
    if item.kind() == "identifier":
        found = re.search(rf"\b{re.escape(item.text())}\.(?P<id>_?id|uuid|slug|key)\b", function.text())
        return f"{item.text()}.{found['id']}" if found else ""
    if item.kind() == "object_pattern":
        found = re.search(r"(?<![\w.:])(?P<id>_?id|uuid|slug)\b(?=\s*[,}])", item.text())
        return found["id"] if found else ""
    return ""


def _alt_text(source: Source, spot: Spot) -> Sequence[Edit] | None:
    opening = smallest_at(source, offset(source, spot), *_OPENING)
    name = opening.field("name") if opening is not None else None
    if opening is None or name is None or name.text() not in ("img", "Image") or re.search(r"\balt=", opening.text()):
        return None
    # The last attribute may be one that spreads, and would go first.
    children = [child for child in opening.children() if child.kind() == "jsx_attribute"]
    end = span(children[-1])[1] if children else span(name)[1]
    gap = re.search(r"\n[ \t]*$", source.text[: span(children[-1])[0]]) if children else None
    return [Edit(end, end, f'{gap[0] if gap else " "}alt=""')]


def _target_blank(source: Source, spot: Spot) -> Sequence[Edit] | None:
    opening = smallest_at(source, offset(source, spot), *_OPENING)
    found = (
        next((a for a in opening.children() if a.text() == 'target="_blank"'), None) if opening is not None else None
    )
    if opening is None or found is None or re.search(r"\brel=", opening.text()):
        return None
    return [Edit(span(found)[1], span(found)[1], ' rel="noreferrer"')]


def _unknown_property(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = re.search(
        r"Unknown property '(?P<wrong>[\w:-]+)' found, use '(?P<right>[\w:-]+)' instead", spot.finding.message
    )
    at = offset(source, spot)
    if match is None or not source.text.startswith(match["wrong"], at):
        return None
    return [Edit(at, at + len(match["wrong"]), match["right"])]


def _html_link(source: Source, spot: Spot) -> Sequence[Edit] | None:
    element = smallest_at(source, offset(source, spot), "jsx_element")
    opening = element.children()[0] if element is not None else None
    name = opening.field("name") if opening is not None else None
    if element is None or opening is None or name is None or name.text() != "a":
        return None
    closing = element.children()[-1].field("name")
    if closing is None or re.search(r"\btarget=|\bdownload\b", opening.text()):
        return None
    return [Edit(*span(name), "Link"), Edit(*span(closing), "Link")]


REACT_RULES: dict[str, Rule] = {
    "react/no-unescaped-entities": _unescaped,
    "react/jsx-key": _jsx_key,
    "jsx-a11y/alt-text": _alt_text,
    "react/jsx-no-target-blank": _target_blank,
    "react/no-unknown-property": _unknown_property,
    "@next/next/no-html-link-for-pages": _html_link,
}
