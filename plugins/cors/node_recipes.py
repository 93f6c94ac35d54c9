"""Recipes for frameworks whose CORS package is set up right after the application is made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Action, Application, Candidate, Change, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.express_recipes import bare_code, creation_of, import_edit, mount_edit
from plugins.cors.javascript import TYPESCRIPT, cors_names, has_semicolons, insert_before, quote_of
from plugins.cors.manifests import NOTHING, Declared, declare_packages, npm_manifest, npm_packages
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.syntax_javascript import FUNCTIONS

FASTIFY_VERSIONS = {3: "^7.0.0", 4: "^9.0.1", 5: "^10.1.0"}
KOA_VERSION = "^5.0.0"
KOA_TYPES_VERSION = "^5.0.0"


@dataclass(frozen=True)
class Setup:
    """How one framework is told to let an origin in.

    ``creates`` fits the text of the ``kind`` of node that makes the application; ``module`` is the
    package to import, empty for none. ``line`` has places for the application, the package and the options.
    """

    framework: str
    creates: re.Pattern[str]
    kind: str
    module: str
    line: str
    brings: str


FASTIFY = Setup(
    "fastify",
    re.compile(r"(?:\b[fF]astify(?:\.default)?|require\(\s*['\"]fastify['\"]\s*\))\s*(?:<[^()]*>)?\s*\("),
    "call_expression",
    "@fastify/cors",
    "{wait}{app}.register({cors}, {options})",
    "fastify",
)
KOA = Setup(
    "koa",
    re.compile(r"^new\s+\(?\s*(?:\w*[kK]oa\w*|require\(\s*['\"]koa['\"]\s*\)|App|Application)\b"),
    "new_expression",
    "@koa/cors",
    "{app}.use({cors}({options}))",
    "koa",
)
NEST = Setup(
    "nest",
    re.compile(r"^NestFactory\s*\.\s*create\b"),
    "call_expression",
    "",
    "{app}.enableCors({options})",
    "@nestjs/core",
)


def made_at(workspace: Workspace, application: Application, setup: Setup) -> Node | None:
    """The statement that makes the application."""
    return creation_of(workspace.tree(application.source), application.variable, setup.creates, setup.kind)


def add_setup(
    workspace: Workspace, application: Application, report: CorsReport, setup: Setup
) -> tuple[Candidate, ...]:
    """Set CORS up for the failing origin alone, as soon as the application exists."""
    file = application.source
    text, root = workspace.read(file), workspace.tree(file)
    module = setup.module and _module(workspace, application, setup)
    declared = declare(workspace, application, module, is_typescript=file.endswith(TYPESCRIPT)) if module else NOTHING
    creation = made_at(workspace, application, setup)
    first = None if creation is not None else _first_of_plugin(root, application.variable)
    anchor = creation or first
    if declared is None or anchor is None or not application.variable:
        return ()
    names = cors_names(text, module) if module else ()
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    name = names[0] if names else ("cors" if not re.search(r"\bcors\b", bare_code(text)) else "corsPlugin")
    is_inline = bool(module) and not names and "require('fastify')(" in anchor.text().replace('"', "'")
    credentials = ", credentials: true" if report.has_credentials else ""
    waits = re.search(rf"\bawait\s+{re.escape(application.variable)}\s*\.\s*register\(", text) is not None
    line = setup.line.format(
        wait="await " if waits else "",
        app=application.variable,
        cors=f"require({quote}{module}{quote})" if is_inline else name,
        options=f"{{ origin: {literal(report.origin or '', quote)}{credentials} }}",
    )
    edits = [insert_before(text, anchor, line + end) if first else mount_edit(text, file, anchor, line + end, [])]
    if module and not names and not is_inline:
        edits.append(import_edit(text, root, _outermost(anchor), name, setup.brings, module))
    change = Change(file, Action.MODIFY, f"Let {report.origin} in.", tuple(edits))
    title = f"let {report.origin} in with {module or 'enableCors'}"
    return (make_candidate(f"{setup.framework}_add_cors", title, (change,), report, declared),)


def declare(workspace: Workspace, application: Application, module: str, *, is_typescript: bool) -> Declared | None:
    """Declare ``module`` at a version that the framework's own takes; None where none is known to fit."""
    if module == "cors":
        return None
    sibling = "fastify" if "fastify" in module else "koa"
    manifest = npm_manifest(workspace, application.root, sibling)
    if manifest is None:
        return None
    found = re.search(r"\d+", npm_packages(workspace, manifest)[sibling])
    major = int(found[0]) if found is not None else 0
    version = FASTIFY_VERSIONS.get(major) if sibling == "fastify" else KOA_VERSION
    if sibling == "fastify" and module == "fastify-cors":
        version = "^6.1.0" if major == 3 else None
    if version is None or (sibling == "koa" and major < 2):
        return None
    types = (("@types/koa", "@types/koa__cors", KOA_TYPES_VERSION),) if is_typescript and sibling == "koa" else ()
    if module == "koa2-cors":
        version, types = "^2.0.6", ()
    return declare_packages(workspace, application.root, ((sibling, module, version), *types))


def _module(workspace: Workspace, application: Application, setup: Setup) -> str:
    """The package that a manifest names already, else the framework's own."""
    others = {"fastify": ("@fastify/cors", "fastify-cors"), "koa": ("@koa/cors", "koa2-cors")}[setup.framework]
    return next((name for name in others if npm_manifest(workspace, application.root, name)), setup.module)


def _first_of_plugin(root: Node, variable: str) -> Node | None:
    """The first statement of the exported function that is given the instance as ``variable``."""
    for statement in root.children():
        if "export" not in statement.text():
            continue
        for kind in sorted(FUNCTIONS - {"function"}):
            for function in statement.find_all(kind=kind):
                given = function.field("parameters")
                body = function.field("body")
                is_it = given is not None and re.match(rf"\(\s*{re.escape(variable)}\b", given.text())
                if is_it and body is not None and body.kind() == "statement_block":
                    return next((child for child in body.children() if child.is_named()), None)
    return None


def _outermost(node: Node) -> Node:
    """The statement of the file itself that ``node`` stands in."""
    around = [node, *node.ancestors()]
    return around[-2] if len(around) > 1 else node
