"""Lists that Python code puts together elsewhere: variables that hold JSON, and names that are appended to."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Definition, Node, Workspace, WorkspaceError
from plugins.cors.allow_list import AllowList, Entry, Reading, Slot, env_list, split_list

_JSON_ITEM = re.compile(r'"([^"\\]*)"')


def env_text(reading: Reading, file: str, node: Node, name: str) -> AllowList:
    """What a settings object reads from the variable ``name``, in whatever case: a JSON list, or text with commas."""
    spelled = next((each for each in (name, name.upper(), name.lower()) if reading.env(each) is not None), name.upper())
    found = env_list(reading, file, node, spelled)
    entry = found.entries[0] if found.entries else None
    if entry is None or entry.value is None:
        return found
    if entry.value.lstrip().startswith("["):
        return _json_list(entry)
    return split_list(found, ",")


def json_lists(whole: AllowList) -> AllowList:
    """The lists that texts of JSON hold; what is no such text decides nothing that can be read."""
    found = AllowList(is_open=whole.is_open, is_dynamic=whole.is_dynamic)
    for entry in whole.entries:
        # A text with a bracket was taken for a pattern.
        text = replace(entry, value=entry.pattern, pattern=None) if entry.pattern is not None else entry
        if text.value is None:
            found.entries.append(text)
        elif text.value.lstrip().startswith("[") and text.is_plain:
            found.merge(_json_list(text))
        else:
            found.is_dynamic = True
    return found


def _json_list(entry: Entry) -> AllowList:
    text, found = entry.value or "", AllowList()
    items = list(_JSON_ITEM.finditer(text))
    for item in items:
        if item[1] == "*":
            return AllowList(is_open=True)
        found.entries.append(
            replace(entry, start=entry.start + item.start(1), end=entry.start + item.end(1), value=item[1])
        )
    if items:
        between = text[items[0].end() : items[1].start()] if len(items) > 1 else ","
        start, end = entry.start + items[0].start(1), entry.start + items[-1].end(1)
        found.slots.append(Slot("comma", entry.file, entry.line, start, end, None, f'"{between}"'))
    return found


def later_additions(workspace: Workspace, definition: Definition, name: str) -> list[tuple[str, Node]]:
    """What ``name.append(x)``, ``name.extend(xs)`` and ``name += xs`` add to a list in the file that defines it."""
    bare = name.rpartition(".")[2]
    try:
        text = workspace.read(definition.file)
        if not re.search(rf"\b{re.escape(bare)}\s*(?:\+=|\.(?:append|extend|insert)\()", text):
            return []
        root = workspace.tree(definition.file)
    except WorkspaceError:
        return []
    found = []
    for call in root.find_all(kind="call"):
        called = call.field("function")
        if called is not None and called.text() in (f"{bare}.append", f"{bare}.extend", f"{bare}.insert"):
            given = call.field("arguments")
            inner = [child for child in given.children() if child.is_named()] if given is not None else []
            found += [(definition.file, inner[-1])] if inner else []
    for addition in root.find_all(kind="augmented_assignment"):
        left, right = addition.field("left"), addition.field("right")
        if left is not None and right is not None and left.text() == bare:
            found.append((definition.file, right))
    return found


def keep_filled_slots(allowed: AllowList) -> None:
    """Of several places to add to, leave those that hold origins already, where any does."""
    filled = [
        slot
        for slot in allowed.slots
        if any(slot.file == entry.file and slot.start <= entry.start <= slot.end for entry in allowed.entries)
    ]
    allowed.slots = filled or allowed.slots
