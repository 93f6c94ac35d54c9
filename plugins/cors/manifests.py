"""Declaring a package in the manifest that the application's other packages are declared in."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from autofix.sdk import Action, Change, Dependency, Edit, Node, Workspace, WorkspaceError

CORS_VERSION = "^2.8.5"
CORS_TYPES_VERSION = "^2.8.17"
MAX_INCLUDED = 10
# 6.0.0 mended CVE-2024-6839, CVE-2024-6844 and CVE-2024-6866; it takes every Flask since 0.9.
FLASK_CORS_VERSION = "6.0.1"
# The table that names packages, by the manifest of Pipenv and of Poetry.
PIP_TABLES = {"Pipfile": "packages", "pyproject.toml": "tool.poetry.dependencies"}
_SECTIONS = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
_REQUIREMENT = re.compile(r"^\s*(?P<name>[A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*(?P<spec>[^#;\n]*)", re.M)


@dataclass(frozen=True)
class Declared:
    """A change of a manifest and the dependency it declares."""

    changes: tuple[Change, ...]
    dependencies: tuple[Dependency, ...]


NOTHING = Declared((), ())


def npm_manifest(workspace: Workspace, root: str, package: str) -> str | None:
    """The nearest ``package.json``, from ``root`` upwards, that declares ``package``."""
    for folder in (PurePosixPath(root), *PurePosixPath(root).parents):
        path = str(folder / "package.json")
        if workspace.has(path) and package in npm_packages(workspace, path):
            return path
    return None


def is_declared_apart(workspace: Workspace, root: str, package: str, framework: str = "express") -> bool:
    """Whether a manifest above the server's own declares ``package``, and is not installed together with that one."""
    declaring, own = npm_manifest(workspace, root, package), npm_manifest(workspace, root, framework)
    if declaring is None or own is None or declaring == own:
        return False
    return '"workspaces"' not in workspace.read(declaring) and not workspace.has(
        str(PurePosixPath(declaring).parent / "pnpm-workspace.yaml")
    )


def npm_packages(workspace: Workspace, path: str) -> dict[str, str]:
    """Every package that a ``package.json`` declares, with its range."""
    try:
        manifest = json.loads(workspace.read(path))
    except (WorkspaceError, ValueError, RecursionError):
        return {}
    found: dict[str, str] = {}
    for section in reversed(_SECTIONS):
        listed = manifest.get(section) if isinstance(manifest, dict) else None
        if isinstance(listed, dict):
            found |= {str(name): str(version) for name, version in listed.items()}
    return found


def declare_npm(workspace: Workspace, root: str, *, is_typescript: bool) -> Declared | None:
    """Declare ``cors`` beside ``express``; None where no manifest can be changed."""
    types = (("@types/express", "@types/cors", CORS_TYPES_VERSION),) if is_typescript else ()
    return declare_packages(workspace, root, (("express", "cors", CORS_VERSION), *types))


def declare_packages(workspace: Workspace, root: str, wanted: tuple[tuple[str, str, str], ...]) -> Declared | None:
    """Declare packages, each as a sibling it belongs beside, its name and a range; None where none can be.

    The first sibling finds the manifest. What belongs beside a package that is not there is left out.
    """
    path = npm_manifest(workspace, root, wanted[0][0])
    own = str(PurePosixPath(root) / "package.json")
    if path is None and not workspace.has(own):
        return None
    path = path or own
    packages = npm_packages(workspace, path)
    edits: list[Edit] = []
    named: list[str] = []
    for sibling, name, version in wanted:
        # The framework itself may be installed by a manifest that does not name it; the package is named all the same.
        if name in packages or (sibling not in packages and name != wanted[0][1]):
            continue
        # A project that pins its packages gets a pinned one.
        pinned = version.lstrip("^") if packages.get(sibling, "")[:1].isdigit() else version
        edit = _json_edit(workspace, path, _section(workspace, path, sibling), name, pinned)
        if edit is None:
            return None
        edits.append(edit)
        named.append(name)
    if not named:
        return NOTHING
    change = Change(path, Action.MODIFY, f"Declare {' and '.join(named)}.", tuple(edits))
    return Declared((change,), tuple(Dependency("npm", name, path) for name in named))


def _section(workspace: Workspace, path: str, package: str) -> str:
    """The part of the manifest that declares ``package``."""
    manifest = json.loads(workspace.read(path))
    found = (name for name in _SECTIONS if package in (manifest.get(name) or {}))
    return next(found, "dependencies")


def _json_edit(workspace: Workspace, path: str, section: str, name: str, version: str) -> Edit | None:
    tree = workspace.tree(path)
    listed = _pair_value(tree, section)
    if listed is None or listed.kind() != "object":
        return None
    pairs = [child for child in listed.children() if child.kind() == "pair"]
    text = workspace.read(path)
    if not pairs:
        start, end = listed.range().start.index, listed.range().end.index
        indent = _indent(text, start)
        return Edit(start, end, "{\n" + indent * 2 + f'"{name}": "{version}"' + "\n" + indent + "}")
    keys = [_key(pair) for pair in pairs]
    colon = re.match(r'"[^"]*"(\s*:\s*)', pairs[-1].text())
    line = f'"{name}"{colon[1] if colon else ": "}"{version}"'
    before = next((pair for pair, key in zip(pairs, keys, strict=True) if key > name), None)
    if before is not None and keys == sorted(keys):
        start = before.range().start.index
        return Edit(start, start, line + "," + _between(text, start, colon))
    end = pairs[-1].range().end.index
    return Edit(end, end, "," + _between(text, pairs[-1].range().start.index, colon) + line)


def _pair_value(tree: Node, key: str) -> Node | None:
    for pair in tree.find_all(kind="pair"):
        # Depth 2 is the manifest's own object: document, object, pair.
        if _key(pair) == key and len(pair.ancestors()) == 2:
            return pair.field("value")
    return None


def _key(pair: Node) -> str:
    key = pair.field("key")
    return key.text()[1:-1] if key is not None else ""


def _between(text: str, start: int, colon: re.Match[str] | None) -> str:
    """The white space in front of ``start``, which separates one pair from the next."""
    bare = text[:start].rstrip()
    # A manifest without blanks after its colons has none after its commas either.
    usual = " " if colon is None or colon[1].endswith(" ") else ""
    return text[len(bare) : start].replace("\r\n", "\n") or usual


def _indent(text: str, index: int) -> str:
    line = text[text.rfind("\n", 0, index) + 1 : index]
    return line[: len(line) - len(line.lstrip())] or "  "


def declares_flask_cors(workspace: Workspace, manifest: str) -> bool:
    """Whether a requirements file, with those it includes, or a ``pyproject.toml`` names flask-cors."""
    pending, seen = [manifest], {manifest}
    while pending and len(seen) <= MAX_INCLUDED:
        path = pending.pop()
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        if re.search(r"(?im)^[\s\"']*flask[-_.]cors\b", text) or re.search(r"(?i)[\"']flask[-_.]cors\b", text):
            return True
        for included in re.findall(r"(?m)^\s*(?:-r|--requirement)[\s=]+(\S+)", text):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(path), included))
            if other not in seen:
                seen.add(other)
                pending.append(other)
    return False


def declare_flask_cors(workspace: Workspace, manifest: str | None) -> Declared | None:
    """Declare flask-cors in ``manifest``; None where it has to be done by hand."""
    if manifest is None:
        return None
    if declares_flask_cors(workspace, manifest):
        return NOTHING
    name = PurePosixPath(manifest).name
    edit = _pyproject_edit(workspace, manifest) if name == "pyproject.toml" else None
    if edit is None and name in PIP_TABLES:
        edit = table_edit(workspace.read(manifest), name, "flask-cors", "flask")
    if name.endswith((".txt", ".in")):
        edit = _requirements_edit(workspace.read(manifest))
    if edit is None:
        return None
    change = Change(manifest, Action.MODIFY, "Declare flask-cors.", (edit,))
    return Declared((change,), (Dependency("pip", "flask-cors", manifest),))


def table_edit(text: str, name: str, package: str, beside: str) -> Edit | None:
    """One more row in the table of Pipenv's or Poetry's manifest, after the one that names ``beside``."""
    section = re.search(rf"(?ms)^\[{re.escape(PIP_TABLES[name])}\][^\n]*\n(?P<body>.*?)(?=^\[|\Z)", text)
    row = re.search(rf"(?mi)^{re.escape(beside)}[ \t]*=[^\n]*", section["body"]) if section is not None else None
    if section is None or row is None:
        return None
    end = section.start("body") + row.end() - row[0].endswith("\r")
    return Edit(end, end, f'\n{package} = "*"')


def _requirements_edit(text: str) -> Edit | None:
    if "--hash=" in text:
        return None
    rows = [(m["name"], m["spec"].strip(), m) for m in _REQUIREMENT.finditer(text)]
    flask = next((row for row in rows if row[0].lower() == "flask"), None)
    is_pinned = any(spec.startswith("==") for _, spec, _ in ([flask] if flask else rows))
    spelled = "Flask-Cors" if flask and flask[0] == "Flask" else "flask-cors"
    line = f"{spelled}=={FLASK_CORS_VERSION}" if is_pinned else spelled
    if flask is None:
        return Edit(len(text), len(text), ("" if not text or text.endswith("\n") else "\n") + line + "\n")
    end = text.find("\n", flask[2].start("name"))
    if end < 0:
        return Edit(len(text), len(text), "\n" + line)
    end -= text[end - 1 : end] == "\r"
    return Edit(end, end, "\n" + line)


def _pyproject_edit(workspace: Workspace, path: str) -> Edit | None:
    """One more string in PEP 621's ``dependencies``, after Flask's own."""
    text = workspace.read(path)
    match = re.search(r"(?ims)^dependencies\s*=\s*\[.*?(?P<flask>([\"'])flask\b[^\"']*\2)", text)
    if match is None:
        return None
    end = match.end("flask")
    quote = match[2]
    line_start = text.rfind("\n", 0, match.start("flask")) + 1
    lead = text[line_start : match.start("flask")]
    separator = ",\n" + lead if not lead.strip() else ", "
    return Edit(end, end, f"{separator}{quote}flask-cors{quote}")
