"""One more import in a Python file, where the others of its kind stand."""

from __future__ import annotations

import re
import sys

from autofix.sdk import Edit, Import, Workspace
from plugins.build.python_convention import opening_end


def import_added(workspace: Workspace, file: str, text: str, source: str, imported: str, name: str) -> Edit | None:
    """One more name in the import of the same module, else a new line after the imports of its kind."""
    imports = workspace.imports(file)
    end = opening_end(text, imports)
    made = [one for one in imports if one.end <= end and text[one.start - 1 : one.start] in ("", "\n")]
    if imported not in ("", "*"):
        same = [one for one in made if one.specifier == source and one.names and one.names[0][0] != "*"]
        same = [one for one in same if text[one.start : one.start + 5] == "from "]
        if same:
            return _extended(text, same[0], imported, name)
        row = f"from {source} import {imported}" + (f" as {name}" if imported != name else "")
    else:
        row = f"import {source}" + (f" as {name}" if source != name and imported == "*" else "")
    if not made:
        return _first(text, row)
    is_plain = row.startswith("import")
    is_own = workspace.resolve_import(file, source) is not None
    group = [one for one in made if _kind(workspace, file, one.specifier) == _kind(workspace, file, source)]
    group = [one for one in group if one.specifier != "__future__"]
    if not group:
        future = [one for one in made if one.specifier == "__future__"]
        if source.split(".")[0] in sys.stdlib_module_names and not is_own and not future:
            return Edit(made[0].start, made[0].start, row + "\n")
        last = future[-1] if future and not is_own else made[-1]
        return Edit(_line_end(text, last.end), _line_end(text, last.end), "\n" + row)
    later = [one for one in group if one.specifier > source and text.startswith("import", one.start) == is_plain]
    keys = [one.specifier for one in group if text.startswith("import", one.start) == is_plain]
    if later and keys == sorted(keys):
        return Edit(later[0].start, later[0].start, row + "\n")
    kin = [one for one in group if text.startswith("import", one.start) == is_plain]
    if is_plain and not kin:
        return Edit(group[0].start, group[0].start, row + "\n")
    last = (kin or group)[-1]
    return Edit(_line_end(text, last.end), _line_end(text, last.end), "\n" + row)


def _extended(text: str, made: Import, imported: str, name: str) -> Edit | None:
    statement = text[made.start : made.end]
    item = imported if imported == name else f"{imported} as {name}"
    if "\n" not in statement:
        end = made.end - 1 if statement.endswith(")") else made.end
        return Edit(end, end, f", {item}")
    row = re.search(r"\n(?P<indent>[ \t]+)[^\n]*?(?P<comma>,?)[ \t]*\n?[ \t]*\)$", statement)
    if row is None or "#" in statement:
        return None
    body = statement[:-1].rstrip()
    end = made.start + len(body)
    last = body.rpartition("\n")[2]
    indent = last[: len(last) - len(last.lstrip())]
    comma = "," if body.endswith(",") else ""
    return Edit(end, end, ("" if comma else ",") + f"\n{indent}{item}{comma}")


def _first(text: str, row: str) -> Edit:
    """In front of the code, below what has to stay at the top."""
    head = re.match(r"(?:#[^\n]*\n)*(?:\s*(?:\"\"\"(?:.|\n)*?\"\"\"|'''(?:.|\n)*?''')\s*\n)?\n*", text)
    start = head.end() if head else 0
    return Edit(start, start, row + "\n\n" + ("\n" if re.match(r"(?:def|class|@|async) ?", text[start:]) else ""))


def _kind(workspace: Workspace, file: str, specifier: str) -> int:
    if specifier.startswith(".") or workspace.resolve_import(file, specifier) is not None:
        return 2
    return 0 if specifier.split(".")[0] in sys.stdlib_module_names else 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - (text[end - 1 : end] == "\r")
