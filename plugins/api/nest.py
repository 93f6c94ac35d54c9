"""Controllers of Nest that no module declares, and modules that none imports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.sdk import Action, Application, Change, Edit, Location, Workspace, WorkspaceError
from plugins.api.cause import Cause, Remedy, recommend
from plugins.api.contract import TESTS, Contract
from plugins.api.literals import line_of, plain_path
from plugins.api.paths import is_parameter, segments

_CONTROLLER = re.compile(
    r"@Controller\(\s*(?:\{[^{}]*?\bpath\s*:\s*)?(?:(['\"`])(?P<path>[^'\"`\n]*)\1)?[^()]*\)"
    r"(?:\s*@\w+\((?:[^()]|\([^()]*\))*\))*\s*export\s+(?:default\s+)?class\s+(?P<name>\w+)"
)
_HANDLER = re.compile(r"@(?P<verb>Get|Post|Put|Patch|Delete|All)\(\s*(?:(['\"`])(?P<path>[^'\"`\n]*)\2)?\s*\)")
_MODULE = re.compile(r"@Module\(\s*\{[\s\S]*?\}\s*\)\s*export\s+(?:default\s+)?class\s+(?P<name>\w+)")
_PREFIX = re.compile(r"setGlobalPrefix\(\s*(['\"`])(?P<text>[^'\"`\n]*)\1")
_SUFFIXES = (".ts", ".js")


@dataclass(frozen=True)
class _Controller:
    name: str
    file: str
    line: int


def find_unwired(contract: Contract, application: Application, path: str, method: str) -> Cause | None:
    """The one controller that would serve ``path`` if the application's modules led to it."""
    if application.framework != "nest":
        return None
    found = {c.file: c for c in _controllers(contract, application, path, method)}
    if len(found) != 1:
        return None
    controller = next(iter(found.values()))
    workspace = contract.workspace
    place = Location(controller.file, controller.line)
    declaring = _module_with(workspace, "controllers", controller.name)
    if declaring:
        name = _class_of(workspace, declaring)
        is_imported = bool(name) and bool(_module_with(workspace, "imports", name))
        target, key, added, source = "" if is_imported else _root(workspace, application), "imports", name, declaring
        sentence = f"{declaring} declares {controller.name}, and no module that runs imports it."
    else:
        target, key = _own_module(workspace, controller.file), "controllers"
        added, source = controller.name, controller.file
        sentence = f"{controller.name} serves {path}, and no module declares it."
    change = _listed(workspace, target, key, added, source) if target and added else None
    if change is None:
        reason = f"Have a module that {application.entry} reaches declare {controller.name} among its controllers."
        return recommend("not_mounted", sentence, reason, place)
    title = f"List {added} among the {key} of {target}"
    remedy = Remedy("mount_router", title, (change,), "server", asked=path, asked_method=method)
    return Cause("not_mounted", sentence, place, (remedy,), application=application)


def _controllers(contract: Contract, application: Application, path: str, method: str) -> Iterator[_Controller]:
    workspace = contract.workspace
    known = {served.route.file for served in contract.served}
    inside = f"{application.root}/" if application.root else ""
    said = _PREFIX.search(_text(workspace, application.source))
    heads = {"", said["text"].strip("/")} if said else {""}
    for file in workspace.search("@Controller", suffixes=_SUFFIXES):
        if file in known or not file.startswith(inside) or TESTS.search(file):
            continue
        text = _text(workspace, file)
        for match in _CONTROLLER.finditer(text):
            for handler in _HANDLER.finditer(text, match.end()):
                verb = handler["verb"].upper()
                own = segments(plain_path(f"{match['path'] or ''}/{handler['path'] or ''}"))
                head = _ahead(segments(path), own)
                if head is None or (method and verb not in (method, "ALL")):
                    continue
                if any(head in (whole, f"{whole}/v1".strip("/")) for whole in heads):
                    yield _Controller(match["name"], file, line_of(text, match.start()))


def _ahead(asked: tuple[str, ...], own: tuple[str, ...]) -> str | None:
    """What stands in front of ``own`` in the path; None where the path does not end with it."""
    tail = asked[len(asked) - len(own) :] if own else ()
    if len(own) > len(asked) or not own or is_parameter(own[0]):
        return None
    fits = all(is_parameter(w) or a == w for a, w in zip(tail, own, strict=True))
    return "/".join(asked[: len(asked) - len(own)]) if fits else None


def _module_with(workspace: Workspace, key: str, name: str) -> str:
    """The file of the module that lists ``name`` under ``key``; empty where none does."""
    listed = re.compile(rf"\b{key}\s*:\s*\[[^\]]*\b{name}\b")
    files = workspace.search("@Module", suffixes=_SUFFIXES)
    return next((file for file in files if not TESTS.search(file) and listed.search(_text(workspace, file))), "")


def _class_of(workspace: Workspace, module: str) -> str:
    found = _MODULE.search(_text(workspace, module))
    return found["name"] if found else ""


def _root(workspace: Workspace, application: Application) -> str:
    """The file of the module that the application is created from."""
    made = re.search(r"NestFactory\.create(?:<[^()]*>)?\(\s*(\w+)", _text(workspace, application.source))
    held = workspace.definition(application.source, made[1]) if made else None
    if held is not None:
        return held.file
    for each in workspace.imports(application.source) if made else ():
        if any(local == made[1] for _, local in each.names if made):
            return workspace.resolve_import(application.source, each.specifier) or ""
    return ""


def _own_module(workspace: Workspace, controller: str) -> str:
    """The one module beside the controller, or in the folder above its own."""
    folder = posixpath.dirname(controller)
    for place in (folder, posixpath.dirname(folder)):
        beside = [f for f in workspace.search("@Module", suffixes=_SUFFIXES) if posixpath.dirname(f) == place]
        if beside:
            return beside[0] if len(beside) == 1 else ""
    return ""


def _listed(workspace: Workspace, module: str, key: str, name: str, source: str) -> Change | None:
    """The module with ``name`` among what it lists under ``key``, and with its import."""
    text = _text(workspace, module)
    held = re.search(rf"\b{key}\s*:\s*\[", text)
    opened = re.search(r"@Module\(\s*\{", text)
    if opened is None:
        return None
    if held is None:
        indent = re.search(r"\n([ \t]+)\w+\s*:", text[opened.end() :])
        edits = [Edit(opened.end(), opened.end(), f"\n{indent[1] if indent else '  '}{key}: [{name}],")]
    else:
        close = _closing(text, held.end())
        if close is None:
            return None
        inner = text[held.end() : close]
        last = held.end() + len(inner.rstrip())
        between = "" if not inner.strip() else "" if inner.rstrip().endswith(",") else ","
        line = re.search(r"\n([ \t]*)\S[^\n]*\s*$", inner) if "\n" in inner else None
        lead = f"\n{line[1]}" if line else " " if inner.strip() else ""
        edits = [Edit(last, last, between + lead + name + ("," if line and not between else ""))]
    if not re.search(rf"\bimport\b[^;\n]*\b{name}\b", text):
        imports = list(re.finditer(r"^import\b[\s\S]*?from\s+(['\"])[^'\"\n]+\1;?", text, re.M))
        if not imports:
            return None
        target = posixpath.relpath(source.rsplit(".", 1)[0], posixpath.dirname(module) or ".")
        path = target if target.startswith(".") else f"./{target}"
        end, quote = imports[-1].end(), imports[-1][1]
        closes = ";" if imports[-1][0].endswith(";") else ""
        edits.append(Edit(end, end, f"\nimport {{ {name} }} from {quote}{path}{quote}{closes}"))
    return Change(module, Action.MODIFY, f"List {name}", tuple(sorted(edits, key=lambda e: e.start)))


def _closing(text: str, at: int) -> int | None:
    depth = 1
    for index in range(at, len(text)):
        depth += (text[index] in "[({") - (text[index] in "])}")
        if depth == 0:
            return index
    return None


def _text(workspace: Workspace, file: str) -> str:
    try:
        return workspace.read(file)
    except WorkspaceError:
        return ""
