"""Edits of Python code that several recipes share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from autofix.sdk import Action, Candidate, Change, Edit, Node, Workspace
from plugins.cors.manifests import Declared
from plugins.cors.slots import line_indent

Placed = tuple[str, Edit]


def in_file(workspace: Workspace, edits: Iterable[Placed], description: str) -> tuple[Change, ...]:
    """One change for each file; what goes in at one place is put together in the order given."""
    by_file: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for file, edit in edits:
        key = (edit.start, edit.end)
        by_file[file][key] = by_file[file].get(key, "") + edit.text
    return tuple(
        Change(file, Action.MODIFY, description, tuple(Edit(*key, text) for key, text in sorted(places.items())))
        for file, places in by_file.items()
    )


def with_more(candidate: Candidate, changes: Iterable[Change], declared: Declared) -> Candidate:
    """``candidate`` with more changes, those of a file it changes already put together with its own."""
    merged = {change.file: change for change in candidate.changes}
    for change in (*changes, *declared.changes):
        known = merged.get(change.file)
        if known is None:
            merged[change.file] = change
        else:
            edits = tuple(sorted({*known.edits, *change.edits}, key=lambda edit: (edit.start, edit.end, edit.text)))
            merged[change.file] = replace(known, edits=edits)
    dependencies = (*candidate.dependencies, *declared.dependencies)
    return replace(candidate, changes=tuple(merged.values()), dependencies=dependencies)


def elements(listed: Node) -> list[Node]:
    """The elements of a list, tuple, set or argument list."""
    return [child for child in listed.children() if child.is_named() and child.kind() != "comment"]


def insert_before(element: Node, text: str, code: str) -> Edit:
    """``code`` as one more element in front of ``element``."""
    start = element.range().start.index
    begin = text.rfind("\n", 0, start) + 1
    if text[begin:start].strip():
        return Edit(start, start, f"{code}, ")
    return Edit(start, start, f"{code},\n{line_indent(text, start)}")


def insert_after(element: Node, comma: Node, text: str, code: str) -> Edit:
    """``code`` as one more element behind ``element`` and its ``comma``, above what a comment says of the next."""
    start, end = element.range().start.index, comma.range().end.index
    begin = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)].strip()
    if text[begin:start].strip() or (rest and not rest.startswith("#")):
        return Edit(end, end, f" {code},")
    stop = line_end - (text[line_end - 1 : line_end] == "\r") if line_end >= 0 else len(text)
    return Edit(stop, stop, f"\n{line_indent(text, start)}{code},")


def remove_element(element: Node, text: str) -> Edit:
    """``element`` taken out with its comma, and with its line where it has one of its own."""
    start, end = element.range().start.index, element.range().end.index
    follower = element.next()
    if follower is not None and follower.text() == ",":
        end = follower.range().end.index
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    rest = text[end:stop].strip()
    if not text[begin:start].strip() and (not rest or rest.startswith("#")):
        return Edit(begin, stop, "")
    while text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, "")


def add_keyword(call: Node, text: str, code: str) -> Edit | None:
    """``code`` as one more argument at the end of a call."""
    given = call.field("arguments")
    inner = elements(given) if given is not None else []
    if given is None or not inner:
        return None
    last = inner[-1]
    end = last.range().end.index
    follower = last.next()
    has_comma = follower is not None and follower.text() == ","
    begin = text.rfind("\n", 0, last.range().start.index) + 1
    is_alone = not text[begin : last.range().start.index].strip()
    if not is_alone:
        return Edit(end, end, f", {code}")
    indent = line_indent(text, last.range().start.index)
    if has_comma and follower is not None:
        after = follower.range().end.index
        comment = follower.next()
        if (
            comment is not None
            and comment.kind() == "comment"
            and "\n" not in text[after : comment.range().start.index]
        ):
            after = comment.range().end.index
        return Edit(after, after, f"\n{indent}{code},")
    return Edit(end, end, f",\n{indent}{code}")


def after_statement(text: str, statement: Node, lines: Iterable[str]) -> Edit:
    """``lines`` after the last line of ``statement``, indented like it."""
    end = text.find("\n", statement.range().end.index)
    end = len(text) if end < 0 else end - (1 if text[end - 1 : end] == "\r" else 0)
    indent = line_indent(text, statement.range().start.index)
    return Edit(end, end, "".join("\n" + (indent + line if line else "") for line in lines))
