"""Recipe for Express: mount cors ahead of the routes it is for."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Action, Candidate, Change, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.express_uses import Mount, PackageUse
from plugins.cors.javascript import remove_lines
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent, quote_near

_DECLARATIONS = ("lexical_declaration", "variable_declaration")


def move_before(
    workspace: Workspace,
    mount: Mount,
    blocker: Node,
    report: CorsReport,
    needed: tuple[Change, ...],
    listed: tuple[str, ...],
    framework: str = "express",
) -> Candidate:
    """Move the mounting statement, with what it needs, ahead of ``blocker``.

    ``needed`` are changes without which the origin would not be let in there
    either, and ``listed`` the origins that are let in by name.
    """
    file, text = mount.file, workspace.read(mount.file)
    others = [change for change in needed if change.file != file]
    inner = [edit for change in needed if change.file == file for edit in change.edits]
    start = blocker.range().start.index
    indent, moved_text, edits = line_indent(text, start), "", []
    for statement in [*_needed_between(mount, blocker), mount.statement]:
        first = _with_comments(statement)
        begin, end = first.range().start.index, statement.range().end.index
        end += text[end : end + 1] == ";"
        within = [edit for edit in inner if begin <= edit.start and edit.end <= end]
        inner = [edit for edit in inner if edit not in within]
        moved_text += _applied(text, begin, end, within) + "\n" + indent
        edits.append(remove_lines(text, begin, end))
    edits = [*_merged(edits), Edit(start, start, moved_text), *inner]
    also = f", and let {report.origin} in" if needed else ""
    change = Change(file, Action.MODIFY, f"Mount cors ahead of the routes it is for{also}.", tuple(edits))
    title = "mount cors ahead of the routes"
    return make_candidate(f"{framework}_cors_order", title, (change, *others), report, listed=listed)


def name_origin(workspace: Workspace, use: PackageUse, origin_node: Node | None, origin: str) -> Change | None:
    """The change that makes a ``cors()`` for everybody one for ``origin``; None where its options are elsewhere.

    It had no effect on the routes ahead of it, so there nobody loses anything.
    """
    text, options = workspace.read(use.file), use.options
    wanted = literal(origin, quote_near("", text))
    if options is None:
        end = use.call.range().end.index - 1
        edit = Edit(end, end, f"{{ origin: {wanted} }}")
    elif options.kind() != "object":
        return None
    elif origin_node is not None:
        if origin_node.kind() not in ("true", "string"):
            return None
        edit = Edit(origin_node.range().start.index, origin_node.range().end.index, wanted)
    else:
        start = options.range().start.index + 1
        inside = [child for child in options.children() if child.is_named()]
        space = text[start : inside[0].range().start.index].replace("\r\n", "\n") if inside else " "
        edit = Edit(start, start, f"{space}origin: {wanted}{',' if inside else ' '}")
    return Change(use.file, Action.MODIFY, f"Let {origin} in.", (edit,))


def _applied(text: str, begin: int, end: int, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
        end += len(edit.text) - (edit.end - edit.start)
    return text[begin:end]


def _merged(edits: list[Edit]) -> list[Edit]:
    """Removals that meet, taken together: two statements in a row share the blank lines between them."""
    merged: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.start):
        if merged and edit.start <= merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, edit.end))
        else:
            merged.append(edit)
    return merged


def _with_comments(statement: Node) -> Node:
    """The first of the comments that stand directly above ``statement``, or itself."""
    first = statement
    before = statement.prev()
    while before is not None and before.kind() == "comment":
        is_above = before.range().end.line == first.range().start.line - 1
        earlier = before.prev()
        is_alone = earlier is None or earlier.range().end.line != before.range().start.line
        if not is_above or not is_alone:
            break
        first, before = before, earlier
    return first


def _needed_between(mount: Mount, blocker: Node) -> list[Node]:
    """Declarations between the blocker and the mount that the mount needs, in their order."""
    block = mount.statement.parent()
    between = [
        sibling
        for sibling in (block.children() if block is not None else ())
        if blocker.range().start.index < sibling.range().start.index < mount.statement.range().start.index
        and sibling.kind() in _DECLARATIONS
    ]
    needed: list[Node] = []
    wanted = mount.statement.text()
    for statement in reversed(between):
        names = [n.text() for d in statement.find_all(kind="variable_declarator") if (n := d.field("name"))]
        if any(re.search(rf"\b{re.escape(name)}\b", wanted) for name in names):
            needed.insert(0, statement)
            wanted += statement.text()
    return needed
