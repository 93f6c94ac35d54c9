"""The route table of an Express application: its routes and those of every router mounted in it."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.routes.express_calls import read_events
from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.javascript_imports import (
    SUFFIXES,
    imported_files,
    reachable_files,
)
from autofix.engine.workspace.routes.limits import MAX_FILES, Allowance
from autofix.engine.workspace.routes.walk import Event, HandedOn, Place, Unknown, collect_routes
from autofix.engine.workspace.syntax_javascript import FIELDS, required_module, unwrap
from autofix.sdk.workspace import Application, Node, RouteTable, Workspace, WorkspaceError

MAX_DEPTH = 24

LOADERS = re.compile(
    r"consign|express-load|autoload|require-?dir|require-?all|file-?rout|routing-controllers|"
    r"useExpressServer|RegisterRoutes|enrouten|applyMiddleware|glob"
)
_DOES_SOMETHING = re.compile(r"\.\s*(?:get|post|put|patch|delete|options|head|all|use|route)\s*\(")
_COMPUTED_METHOD = re.compile(
    r"(?:\w*[rR]outer\w*|\bapp)\s*(?:\?\.)?\[\s*[A-Za-z_$][\w$.]*(?:\.toLowerCase\(\))?\s*\]\s*\("
)


def find_express_routes(workspace: Workspace, application: Application) -> RouteTable:
    """Follow ``application`` from where it is created through the files that it reaches."""
    reader = _Reader(workspace)
    start = reader.start(application)
    if start is None:
        return RouteTable((), is_complete=False)
    reached = _reached(workspace, application)
    for path in reached:
        # Opened first: what a loop walks over may be given by a file that comes later.
        reader.objects.open(path)
    for path in reached:
        reader.read(path)
    table = collect_routes(reader, start)
    return RouteTable(table.routes, table.is_complete and not reader.has_skipped)


class _Reader:
    """What the walk asks, answered from the files read so far."""

    def __init__(self, workspace: Workspace) -> None:
        self.objects = Objects(workspace)
        self._events: dict[Place, list[Event]] = {}
        self._read: set[str] = set()
        self._allowance = Allowance()
        self._computes_method = False
        self.has_skipped = False

    def start(self, application: Application) -> Place | None:
        """The place of the application object itself."""
        file = self.objects.open(application.source)
        if file is None:
            return None
        found: Place | None = None
        for call in file.root.find_all(kind="call_expression"):
            if not self.objects.is_creation(file, call):
                continue
            place = Place(file.path, call.range().start.index)
            if created_name(call) == application.variable:
                return place
            found = found or place
        return found

    def read(self, path: str) -> None:
        """Learn what the file at ``path`` does, once."""
        if path in self._read:
            return
        self._read.add(path)
        file = self.objects.open(path)
        if file is None or not self._allowance.take(file.text):
            self.has_skipped = True
            return
        self._computes_method = self._computes_method or _COMPUTED_METHOD.search(file.text) is not None
        for place, events in read_events(self.objects, file).items():
            self._events.setdefault(place, []).extend(events)

    def events(self, place: Place) -> list[Event]:
        """What is done to ``place`` in the files it reaches."""
        self.read(place.file)
        known = self._events.get(place)
        # A router that nothing is seen to be done to, where code reads the methods from elsewhere (decorators).
        return list(known or ()) if known or not self._computes_method else [Unknown()]

    def sources(self, place: Place) -> list[Place]:
        """What is handed on to ``place`` in the files read so far."""
        handed = [(at, event) for at, events in self._events.items() for event in events]
        return [at for at, event in handed if isinstance(event, HandedOn) and self.receiver(event) == place]

    def receiver(self, event: HandedOn) -> Place | Unknown | None:
        """The parameter of the called function that gets the object."""
        file = self.objects.open(event.file)
        if file is None:
            return None
        function = self.objects.called_function(file, event.call)
        if function is not None:
            return self.objects.parameter_place(function, int(event.slot), event.member)
        return Unknown() if _may_register(file, event.call) else None


def _may_register(file: SourceFile, call: Node) -> bool:
    """Whether a call that cannot be followed may add routes to what it is given."""
    if LOADERS.search(call.text()[:300]):
        return True
    called = call.field("function") or call.field("constructor")
    called = unwrap(called) if called is not None else None
    if called is not None and called.kind() == "identifier":
        declared = file.scopes.lookup(called.text(), called.range().start.index)
        called = unwrap(declared.value) if declared is not None and declared.value is not None else None
    loader = called.field("function") if called is not None else None
    if called is None or loader is None or loader.text() not in ("require", "import"):
        return False
    specifier = required_module(called)
    return specifier is None or specifier.startswith(".")


def created_name(call: Node) -> str:
    """The variable, or ``this`` member, that keeps what ``call`` creates; empty when there is none."""
    node, assigned = call, ""
    for _ in range(MAX_DEPTH):
        parent = node.parent()
        kind = parent.kind() if parent is not None else ""
        if parent is None or kind in ("statement_block", "program"):
            break
        if kind in ("variable_declarator", *FIELDS):
            name = parent.field("name") or parent.field("property")
            owner = "this." if kind in FIELDS else ""
            return owner + name.text() if name is not None else ""
        if kind == "assignment_expression":
            left = parent.field("left")
            assigned = assigned or (left.text() if left is not None and left != node else "")
        node = parent
    return assigned


def _reached(workspace: Workspace, application: Application) -> list[str]:
    """The application's files that may do something to it, those nearest to its source first.

    They are what its source and entry import, directly or not, and what imports its source.
    """
    stem = posixpath.basename(application.source).partition(".")[0]
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(application.source)) or stem
    importers = [
        path
        for path in workspace.search(stem, suffixes=SUFFIXES)[:MAX_FILES]
        if application.source in imported_files(workspace, path)
    ]
    reached = reachable_files(workspace, application.source, application.entry, *importers)
    always = {application.source, application.entry, *importers}
    return [path for path in reached if path.endswith(SUFFIXES) and (path in always or _acts(workspace, path))]


def _acts(workspace: Workspace, path: str) -> bool:
    try:
        text = workspace.read(path)
        return _DOES_SOMETHING.search(text) is not None or _COMPUTED_METHOD.search(text) is not None
    except WorkspaceError:
        return False
