"""The Koa applications of a repository."""

from __future__ import annotations

import re

from autofix.engine.workspace.applications.npm_application import describe_application
from autofix.engine.workspace.routes.express import created_name
from autofix.engine.workspace.routes.koa_objects import SUFFIXES, KoaObjects
from autofix.engine.workspace.syntax_javascript import find_all
from autofix.sdk.workspace import Application, Workspace, WorkspaceError

MAX_APPLICATIONS = 50
DEFAULT_VARIABLE = "app"
_CREATES = re.compile(r"\bnew\s+(?:\w+\s*[(;,\n)]|\(?\s*require\()")
_MENTIONS = re.compile(r"['\"]koa['\"]")


def find_koa_applications(workspace: Workspace) -> list[Application]:
    """One application for each ``new Koa()`` that is no smaller application mounted in another."""
    objects = KoaObjects(workspace)
    found: list[Application] = []
    for path in workspace.search("koa", suffixes=SUFFIXES):
        if len(found) >= MAX_APPLICATIONS:
            break
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        if path.endswith((".d.ts", ".min.js")) or not _MENTIONS.search(text) or not _CREATES.search(text):
            continue
        file = objects.open(path)
        if file is None:
            continue
        made = [node for node in find_all(file.root, "new_expression") if objects.is_creation(file, node)]
        names = dict.fromkeys(created_name(node) or DEFAULT_VARIABLE for node in made)
        found += [describe_application(objects, "koa", path, name) for name in names]
    return found
