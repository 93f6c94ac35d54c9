"""A Django project's settings as the module is run: imports with a star, switches, lists that are added to."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from dataclasses import dataclass, field

from autofix.sdk import Application, Node, Workspace, WorkspaceError
from plugins.cors.python_manifests import cors_release, manifest_of
from plugins.cors.switches import switch_name, takes_first

MAX_FILES = 40
_SETTINGS = re.compile(
    r"DJANGO_SETTINGS_MODULE(?:['\"]\s*\]?)?\s*[,=:]\s*[^'\"\n]{0,80}?f?['\"]?(?P<module>[A-Za-z_][\w]*(?:\.\w+)+|settings)\b"
)
_SERVING = re.compile(
    r"(?:^|/)(?:wsgi\.py|asgi\.py|Procfile|[\w.-]*Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|render\.ya?ml|"
    r"app\.yaml|fly\.toml|[\w.-]+\.sh)$"
)
_PRODUCTION_NAME = re.compile(r"prod|deploy|live|heroku|render|railway", re.I)
_LOCAL_NAME = re.compile(r"(?:^|[._/])(?:dev|local|development)\w*(?:\.py)?$", re.I)
_HOSTED = re.compile(r"['\"]?\b(?:DYNO|RENDER|RAILWAY_\w+|FLY_APP_NAME|VERCEL|WEBSITE_HOSTNAME|IS_HEROKU\w*)\b['\"]?")
_STAGE = re.compile(r"\b(?:DJANGO_ENV\w*|STAGE|MODE|APP_ENVIRONMENT|ENV_NAME|ENVIRON\w*|DEPLOY\w*_ENV)\b")


@dataclass(frozen=True)
class Binding:
    """One statement that gives a setting its value or changes it.

    ``operation`` is ``=``, ``+=``, ``append``, ``extend`` or ``insert``. ``switches`` name what decided
    that it runs; ``is_certain`` is false where nothing told.
    """

    file: str
    statement: Node
    value: Node
    operation: str
    switches: tuple[str, ...] = ()
    is_certain: bool = True


@dataclass
class Settings:
    """The settings of one module. ``files`` are those that it runs, the module's own last.

    ``release`` is that of django-cors-headers which the project has or gets, None for the newest.
    """

    workspace: Workspace
    module: str
    is_production: bool | None
    files: list[str] = field(default_factory=list)
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    has_classes: bool = False
    release: tuple[int, ...] | None = None

    def of(self, *names: str) -> list[Binding]:
        """What decides the first of ``names`` that is set at all, from the last certain assignment on."""
        for name in names:
            found: list[Binding] = []
            for binding in self.bindings.get(name, ()):
                if binding.operation == "=" and binding.is_certain:
                    found = []
                found.append(binding)
            if found:
                return found
        return []

    def is_true(self, *names: str) -> bool:
        """Whether the first of ``names`` that is set is ``True`` for sure."""
        found = self.of(*names)
        return bool(found) and found[-1].is_certain and found[-1].value.kind() == "true"


def open_settings(workspace: Workspace, application: Application, is_production: bool | None) -> Settings:
    """The settings that the server runs with where the report says that it runs."""
    module = application.source
    if is_production:
        module = _deployed(workspace, application) or module
    release = cors_release(workspace, manifest_of(workspace, application, "django"))
    found = Settings(workspace, module, is_production, release=release)
    _Walk(found, application.entry).file(module, None, (), is_certain=True)
    return found


def is_local_name(path: str) -> bool:
    """Whether a settings file is for the developers' own machines, by its name."""
    return _LOCAL_NAME.search(path) is not None


def _deployed(workspace: Workspace, application: Application) -> str | None:
    """The settings that the deployed server is started with: of two that are named, the one for production."""
    named: dict[str, None] = {}
    for path in workspace.search("DJANGO_SETTINGS_MODULE"):
        if not _SERVING.search(path):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        for match in _SETTINGS.finditer(text):
            target = workspace.resolve_import(application.entry, match["module"])
            if target is not None:
                named[target] = None
    chosen = [path for path in named if _PRODUCTION_NAME.search(posixpath.basename(path))]
    chosen += [path for path in named if not is_local_name(path)]
    return next(iter((*chosen, *named)), None)


class _Walk:
    """Runs the settings' statements in their order, as far as they can be told."""

    def __init__(self, settings: Settings, entry: str) -> None:
        self._settings = settings
        self._workspace = settings.workspace
        self._entry = entry
        self._open: list[str] = []

    def file(self, path: str, only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool) -> None:
        """Run one module; of its names, ``only`` these are taken where they are given."""
        if path in self._open or len(self._settings.files) > MAX_FILES:
            return
        try:
            root = self._workspace.tree(path)
        except WorkspaceError:
            return
        self._open.append(path)
        self._block(path, root.children(), only, switches, is_certain=is_certain)
        self._open.pop()
        if path not in self._settings.files:
            self._settings.files.append(path)

    def _block(
        self, path: str, nodes: list[Node], only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool
    ) -> None:
        for node in nodes:
            kind = node.kind()
            if kind == "import_from_statement":
                self._import(path, node, only, switches, is_certain=is_certain)
            elif kind == "expression_statement":
                self._expression(path, node, only, switches, is_certain=is_certain)
            elif kind == "if_statement":
                self._switch(path, node, only, switches, is_certain=is_certain)
            elif kind in ("try_statement", "with_statement"):
                body = node.field("body") or next((c for c in node.children() if c.kind() == "block"), None)
                if body is not None:
                    self._block(path, body.children(), only, switches, is_certain=is_certain)
                    if self._fails(path, body):
                        self._handlers(path, node, only, switches, is_certain=is_certain)
            elif kind == "class_definition" and re.search(r"\bConfiguration\b", node.text()[:200]):
                self._settings.has_classes = True

    def _fails(self, path: str, body: Node) -> bool:
        """Whether the body of a ``try`` brings in a module of the project's own that no committed file is."""
        brought = [node.field("module_name") for node in body.children() if node.kind() == "import_from_statement"]
        return any(
            name is not None and name.text().startswith(".") and not self._workspace.resolve_import(path, name.text())
            for name in brought
        )

    def _handlers(
        self, path: str, node: Node, only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool
    ) -> None:
        for clause in node.children():
            block = next((child for child in clause.children() if child.kind() == "block"), None)
            if clause.kind() == "except_clause" and block is not None:
                self._block(path, block.children(), only, switches, is_certain=is_certain)

    def _import(
        self, path: str, node: Node, only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool
    ) -> None:
        module = node.field("module_name")
        target = self._workspace.resolve_import(path, module.text()) if module is not None else None
        if target is None:
            return
        if any(child.kind() == "wildcard_import" for child in node.children()):
            self.file(target, only, switches, is_certain=is_certain)
            return
        names = frozenset(re.findall(r"\b[A-Z][A-Z0-9_]+\b", node.text()))
        if names:
            self.file(target, names if only is None else names & only, switches, is_certain=is_certain)

    def _expression(
        self, path: str, node: Node, only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool
    ) -> None:
        inner = next((child for child in node.children() if child.is_named()), None)
        if inner is None:
            return
        name = operation = ""
        value: Node | None = None
        if inner.kind() in ("assignment", "augmented_assignment"):
            left, value = inner.field("left"), inner.field("right")
            name = left.text() if left is not None and left.kind() == "identifier" else ""
            operation = "=" if inner.kind() == "assignment" else "+="
        elif inner.kind() == "call":
            called = inner.field("function")
            given = inner.field("arguments")
            arguments = [c for c in given.children() if c.is_named() and c.kind() != "comment"] if given else []
            if called is not None and called.text() == "include" and "split_settings" in self._workspace.read(path):
                self._included(path, inner, only, switches, is_certain=is_certain)
                return
            match = re.fullmatch(r"([A-Z][A-Z0-9_]*)\.(append|extend|insert)", called.text()) if called else None
            if match is not None and arguments:
                name, operation, value = match[1], match[2], arguments[-1]
        if name and value is not None and (only is None or name in only):
            binding = Binding(path, node, value, operation, switches, is_certain)
            self._settings.bindings.setdefault(name, []).append(binding)

    def _included(
        self, path: str, call: Node, only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool
    ) -> None:
        folder = posixpath.dirname(path)
        for string in call.find_all(kind="string"):
            pattern = posixpath.normpath(posixpath.join(folder, string.text().strip("'\"")))
            for found in fnmatch.filter(self._workspace.files(), pattern):
                self.file(found, only, switches, is_certain=is_certain)

    def _switch(
        self, path: str, node: Node, only: frozenset[str] | None, switches: tuple[str, ...], *, is_certain: bool
    ) -> None:
        condition, first = node.field("condition"), node.field("consequence")
        if condition is None or first is None:
            return
        others = [child for child in node.children() if child.kind() in ("elif_clause", "else_clause")]
        taken = takes(condition.text(), self._settings.is_production)
        named = (*switches, switch_name(condition.text()))
        if taken is not False:
            self._block(path, first.children(), only, named, is_certain=is_certain and bool(taken))
        if taken:
            return
        is_open = taken is None
        for other in others:
            asked, body = other.field("condition"), other.field("consequence") or other.field("body")
            chosen = takes(asked.text(), self._settings.is_production) if asked is not None else True
            if body is not None and chosen is not False:
                sure = is_certain and bool(chosen) and not is_open
                self._block(path, body.children(), only, named, is_certain=sure)
            if chosen and not is_open:
                return
            is_open = is_open or chosen is None


def takes(condition: str, is_production: bool | None) -> bool | None:
    """Whether the branch behind ``condition`` runs; None where that cannot be told."""
    if re.search(r"\bsys\.argv\b|\bTEST(?:ING|S)?\b|\bPYTEST", condition):
        return False
    if _HOSTED.search(condition) and "==" not in condition:
        is_negated = re.match(r"\(?\s*not\b", condition) is not None or " not in " in condition
        return None if is_production is None else is_production is not is_negated
    return takes_first(_STAGE.sub("ENVIRONMENT", condition), is_production)
