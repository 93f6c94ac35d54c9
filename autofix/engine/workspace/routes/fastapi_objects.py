"""Which FastAPI application or router an expression means."""

from __future__ import annotations

import re

from autofix.engine.workspace.routes.flask_objects import Objects, SourceFile
from autofix.sdk.workspace import Node

CREATED = frozenset({"FastAPI", "Starlette", "APIRouter", "Router"})
_OWN = re.compile(r"^class\s+(\w+)\((?:[\w.]+,\s*)*(?:\w+\.)?(?P<base>FastAPI|Starlette|APIRouter)\b", re.MULTILINE)


class FastObjects(Objects):
    """The applications and routers of a workspace."""

    def created(self, file: SourceFile, call: Node) -> str:
        """The kind of object that ``call`` makes; empty for any other call."""
        called = call.field("function")
        name = called.text().rpartition(".")[2] if called is not None and len(called.text()) < 80 else ""
        if name in CREATED:
            return name
        if not name or f"class {name}(" not in file.text:
            return ""
        return next((str(match["base"]) for match in _OWN.finditer(file.text) if match[1] == name), "")
