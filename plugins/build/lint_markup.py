"""Rules about how JSX is written: comments, attributes given twice, names that a component is shown by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.lint_place import Rule, offset, smallest_at
from plugins.build.names_source import Source, above, named_nodes, span

_OPENING = ("jsx_opening_element", "jsx_self_closing_element")
_MAKERS = ("forwardRef", "memo")
# What the address of a frame says of what it shows.
_FRAMES = (
    (re.compile(r"google\.[\w.]+/maps|maps\.google|openstreetmap"), "Map"),
    (re.compile(r"youtube|youtu\.be|vimeo"), "Video player"),
)


def _comment_text(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """What was meant as a comment is written as one: it stood on the page before."""
    node = smallest_at(source, offset(source, spot), "jsx_text")
    if node is None:
        return None
    start = span(node)[0]
    edits = []
    for match in re.finditer(r"(?m)^(?P<gap>[ \t]*)//[ \t]?(?P<line>[^\n\r]*?)[ \t]*\r?$", node.text()):
        if "*/" in match["line"]:
            return None
        edits.append(Edit(start + match.end("gap"), start + match.end("line"), f"{{/* {match['line'].strip()} */}}"))
    for match in re.finditer(r"/\*(?:(?!\*/)[\s\S])*\*/", node.text()):
        edits.append(Edit(start + match.start(), start + match.end(), f"{{{match[0]}}}"))
    return edits if len(edits) == 1 or not any("/*" in node.text()[: edit.start - start] for edit in edits) else None


def duplicate_props(source: Source, at: int) -> Sequence[Edit] | None:
    """One attribute of two of the same name: equal ones as one, styles of two objects as one object."""
    opening = smallest_at(source, at, *_OPENING)
    given = [child for child in opening.children() if child.kind() == "jsx_attribute"] if opening is not None else []
    second = next((one for one in given if span(one)[0] <= at < span(one)[1]), None)
    name = second.children()[0].text() if second is not None else ""
    same = [one for one in given if one.children()[0].text() == name]
    if second is None or len(same) != 2:
        return None
    first, second = same
    out = _with_gap(source, second)
    if first.text() == second.text():
        return [out]
    objects = [_object(one) for one in same]
    if name != "style" or objects[0] is None or objects[1] is None:
        return None
    kept = [child for child in objects[0].children() if child.is_named()]
    added = [child for child in objects[1].children() if child.is_named()]
    keys = [_key(child) for child in (*kept, *added)]
    if not kept or not added or None in keys or len(set(keys)) < len(keys):
        return None
    end = span(kept[-1])[1]
    return [Edit(end, end, "".join(f", {child.text()}" for child in added)), out]


def _object(attribute: Node) -> Node | None:
    value = attribute.children()[-1]
    inner = [child for child in value.children() if child.is_named()] if value.kind() == "jsx_expression" else []
    return inner[0] if len(inner) == 1 and inner[0].kind() == "object" else None


def _key(pair: Node) -> str | None:
    key = pair.field("key") if pair.kind() == "pair" else None
    return key.text().strip("'\"") if key is not None else None


def _with_gap(source: Source, node: Node) -> Edit:
    start, end = span(node)
    before = source.text[:start]
    return Edit(len(before.rstrip()), end, "")


def _duplicate(source: Source, spot: Spot) -> Sequence[Edit] | None:
    return duplicate_props(source, offset(source, spot))


def _self_closing(source: Source, spot: Spot) -> Sequence[Edit] | None:
    element = smallest_at(source, offset(source, spot), "jsx_element")
    parts = element.children() if element is not None else []
    if element is None or any(part.text().strip() for part in parts[1:-1]):
        return None
    opening = parts[0].text()
    return [Edit(span(parts[0])[0] + len(opening[:-1].rstrip()), span(element)[1], " />")]


def _display_name(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """A component that a call makes gets the name of the variable that holds it."""
    node = smallest_at(source, offset(source, spot), "call_expression", "arrow_function", "function_expression")
    call = node if node is None or node.kind() == "call_expression" else above(node, "call_expression")
    called = call.field("function") if call is not None else None
    declarator = above(call, "variable_declarator") if call is not None else None
    value, name = (declarator.field("value"), declarator.field("name")) if declarator is not None else (None, None)
    statement = above(declarator, "lexical_declaration") if declarator is not None else None
    if called is None or call is None or value is None or name is None or statement is None:
        return None
    if called.text().split(".")[-1] not in _MAKERS or not span(value)[0] <= span(call)[0] < span(value)[1]:
        return None
    outer = statement.parent()
    if outer is not None and outer.kind() == "export_statement":
        statement = outer
    holder = statement.parent()
    if holder is None or holder.kind() != "program" or f"{name.text()}.displayName" in source.text:
        return None
    end = span(statement)[1]
    stop = ";" if statement.text().endswith(";") or source.text[end : end + 1] == ";" else ""
    end += source.text[end : end + 1] == ";"
    return [Edit(end, end, f"\n{name.text()}.displayName = '{name.text()}'{stop}")]


def _frame_title(source: Source, spot: Spot) -> Sequence[Edit] | None:
    opening = smallest_at(source, offset(source, spot), *_OPENING)
    name = opening.field("name") if opening is not None else None
    if opening is None or name is None or name.text() != "iframe" or re.search(r"\btitle=", opening.text()):
        return None
    title = next((title for form, title in _FRAMES if form.search(opening.text())), None)
    return [Edit(span(name)[1], span(name)[1], f' title="{title}"')] if title else None


def _redundant_role(source: Source, spot: Spot) -> Sequence[Edit] | None:
    opening = smallest_at(source, offset(source, spot), *_OPENING)
    match = re.search(r"implicit role of (?P<role>\w+)", spot.finding.message)
    given = opening.children() if opening is not None and match else []
    found = next((one for one in given if match and re.fullmatch(rf"role=[\"']{match['role']}[\"']", one.text())), None)
    return [_with_gap(source, found)] if found is not None else None


def _curly_presence(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "jsx_expression")
    inner = [child for child in node.children() if child.is_named()] if node is not None else []
    if "unnecessary" not in spot.finding.message or node is None or len(inner) != 1 or inner[0].kind() != "string":
        return None
    parent, text = node.parent(), inner[0].text()[1:-1]
    if re.search(r"[\\{}<>'\"&]", text) or text != text.strip():
        return None
    is_attribute = parent is not None and parent.kind() == "jsx_attribute"
    return [Edit(*span(node), f'"{text}"' if is_attribute else text)]


def _boolean_value(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "jsx_attribute")
    if node is None or not node.text().endswith("={true}") or "must be omitted" not in spot.finding.message:
        return None
    return [Edit(span(node)[1] - len("={true}"), span(node)[1], "")]


def _fragment(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """A fragment round one element, where an element may stand by itself."""
    element = smallest_at(source, offset(source, spot), "jsx_element", "jsx_fragment")
    parts = element.children() if element is not None else []
    inner = [part for part in parts[1:-1] if part.text().strip()]
    if element is None or len(inner) != 1 or inner[0].kind() not in ("jsx_element", "jsx_self_closing_element"):
        return None
    if not re.match(r"<(?:React\.)?(?:Fragment)?\s*>", element.text()):
        return None
    start, end = span(element)
    first, last = span(inner[0])
    return [Edit(start, first, ""), Edit(last, end, "")]


def index_key(source: Source, function: Node) -> tuple[str, Sequence[Edit]] | None:
    """The place in the list as a key, for items that have nothing of their own: its name, and what declares it."""
    parameters = function.field("parameters")
    first = function.field("parameter")
    items = [child for child in parameters.children() if child.is_named()] if parameters is not None else []
    if len(items) > 1:
        name = (items[1].field("pattern") or items[1]).text()
        return (name, ()) if re.fullmatch(r"[\w$]+", name) else None
    if named_nodes(function, "index") or (first is None and len(items) != 1):
        return None
    if first is not None:
        return "index", [Edit(*span(first), f"({first.text()}, index)")]
    end = span(items[0])[1]
    return "index", [Edit(end, end, ", index")]


MARKUP_RULES: dict[str, Rule] = {
    "react/jsx-no-comment-textnodes": _comment_text,
    "react/jsx-no-duplicate-props": _duplicate,
    "react/self-closing-comp": _self_closing,
    "react/display-name": _display_name,
    "react/jsx-curly-brace-presence": _curly_presence,
    "react/jsx-boolean-value": _boolean_value,
    "react/jsx-no-useless-fragment": _fragment,
    "jsx-a11y/iframe-has-title": _frame_title,
    "jsx-a11y/no-redundant-roles": _redundant_role,
}
