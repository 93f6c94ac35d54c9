"""Mounting a router of JavaScript beside a sibling, whatever the two are called."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Workspace


def mount_beside(
    workspace: Workspace, file: str, span: tuple[int, int], mount: str, sibling: str, router: str, prefix: str
) -> Change | None:
    """The statement ``mount`` at ``span`` of ``file`` and the import of its router, written for another router.

    None where the sibling is not the one default import of its line, or the router exports nothing by default.
    """
    text = workspace.read(file)
    literal = re.search(r"(['\"`])([^'\"`\n]*)\1", mount)
    if not file.endswith((".js", ".ts", ".mjs", ".cjs")) or literal is None or prefix == "/":
        return None
    given = re.findall(r"[A-Za-z_]\w*", re.sub(r"(['\"`])[^'\"`\n]*\1", "", mount))
    name = next((n for n in reversed(given) if import_line(text, n) is not None), "")
    line = import_line(text, name) if name else None
    if line is None:
        return None
    source = re.search(r"(?:from\s+|require\(\s*)(['\"])([^'\"]+)\1", line[2])
    specifier = _specifier(source[2], sibling, router) if source is not None else None
    if source is None or specifier is None:
        return None
    _, end, written = line
    if re.search(rf"(?:import\s+{name}\s+from|(?:const|let|var)\s+{name}\s*=\s*require\()", written):
        exports = re.search(r"export\s+default\b|module\.exports\s*=\s*\w+\s*;?\s*$", workspace.read(router), re.M)
        fresh, said = _name(name, router), name
        new_import = written.replace(source[2], specifier).replace(f" {name} ", f" {fresh} ", 1)
    else:
        listed = re.search(rf"\{{\s*(?:(\w+)\s+as\s+|(\w+)\s*:\s*)?{name}\s*\}}", written)
        exports = listed
        said = (listed[1] or listed[2] or name) if listed else name
        exported = _exported(workspace, said, router) if listed else ""
        fresh = exported if exported != said and not (listed and (listed[1] or listed[2])) else _name(name, router)
        between = ": " if "require(" in written else " as "
        clause = f"{{ {exported} }}" if exported == fresh else f"{{ {exported}{between}{fresh} }}"
        new_import = re.sub(r"\{[^{}]*\}", clause, written.replace(source[2], specifier), count=1) if exported else ""
    if exports is None or not new_import or re.search(rf"\b{fresh}\b", text):
        return None
    new_mount = re.sub(rf"\b{name}\b", fresh, mount[: literal.start(2)] + prefix + mount[literal.end(2) :])
    at = line_end(text, span[1])
    edits = (
        Edit(end, end, "\n" + new_import),
        Edit(at, at, "\n" + _indent(text, span[0]) + new_mount.lstrip()),
    )
    return Change(file, Action.MODIFY, f"Mount {router}", tuple(sorted(edits, key=lambda e: e.start)))


def _exported(workspace: Workspace, said: str, router: str) -> str:
    """What ``router`` exports in the place of the sibling's ``said``: the same name, or the one formed alike."""
    names = workspace.exports(router).names - {"default"}
    if said in names:
        return said
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", said)
    ends = (words[0], words[-1]) if len(words) > 1 else ("", "")
    alike = [name for name in names if name.endswith(ends[1]) and (len(words) < 3 or name.startswith(ends[0]))]
    return alike[0] if len(alike) == 1 and ends[1] else ""


def line_end(text: str, at: int) -> int:
    """Where the line that ``at`` stands in ends, what is said behind a statement included."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _indent(text: str, at: int) -> str:
    line = text[at:].split("\n", 1)[0]
    found = re.match(r"[ \t]*", line)
    return found[0] if found else ""


def _specifier(written: str, sibling: str, router: str) -> str | None:
    """How ``router`` is imported where ``sibling`` is imported as ``written``."""
    ending = posixpath.splitext(sibling)[1]
    plain = written[: -len(ending)] if ending and written.endswith(ending) else written
    old = sibling.removesuffix(ending)
    shared = 0
    while shared < min(len(plain), len(old)) and plain[-1 - shared] == old[-1 - shared]:
        shared += 1
    # What the two do not share is the alias or the dots, and the folder they stand for.
    ahead = old[: len(old) - shared]
    is_folder = not ahead or ahead.endswith("/") or old[len(ahead) :].startswith("/")
    if not shared or not is_folder or not router.startswith(ahead):
        return None
    rest = router[len(ahead) :].removesuffix(posixpath.splitext(router)[1])
    kept = plain[: len(plain) - shared]
    return kept + rest + (written[len(plain) :] if plain != written else "")


def _name(sibling: str, router: str) -> str:
    """A name for the router, formed as its sibling's."""
    stem = posixpath.basename(router).rpartition(".")[0]
    if stem in ("index", "routes", "router", "route"):
        stem = posixpath.basename(posixpath.dirname(router)) or stem
    words = [word for word in re.split(r"[^A-Za-z0-9]+", stem) if word]
    name = words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])
    ending = re.search(r"(?:Router|Routes|Route)$", sibling)
    if ending and not re.search(r"[rR]out(?:er|es?)$", name):
        name += ending[0]
    return name


def import_line(text: str, name: str) -> tuple[int, int, str] | None:
    """The line that brings ``name`` in: where it starts and ends, and its text."""
    found = re.search(
        rf"^[ \t]*(?:import\b[^\n]*\b{name}\b[^\n]*from[^\n]*|(?:const|let|var)\b[^\n]*\b{name}\b[^\n]*require\([^\n]*"
        rf"|from\s+[\w.]+\s+import\b[^\n]*\b{name}\b[^\n]*)$",
        text,
        re.M,
    )
    return (found.start(), found.end(), found[0].rstrip("\r")) if found else None


def target_of(workspace: Workspace, file: str, text: str, mount: str) -> str:
    """The file of the router that a mount names."""
    named = re.search(r"include\(\s*['\"]([\w.]+)['\"]", mount) or re.search(r"require\(\s*['\"]([^'\"]+)['\"]", mount)
    if named:
        return workspace.resolve_import(file, named[1]) or ""
    for name in reversed(re.findall(r"[A-Za-z_]\w*", re.sub(r"(['\"`])[^'\"`\n]*\1", "", mount))):
        line = import_line(text, name)
        if line is None:
            continue
        module = re.search(r"(?:from\s+|require\(\s*)['\"]([^'\"]+)['\"]", line[2])
        python = re.match(r"\s*from\s+([\w.]+)\s+import", line[2])
        if module:
            return workspace.resolve_import(file, module[1]) or ""
        if python:
            joint = "" if python[1].endswith(".") else "."
            inner = workspace.resolve_import(file, f"{python[1]}{joint}{name}")
            return inner or workspace.resolve_import(file, python[1]) or ""
    return ""
