"""What is done to the objects of a JavaScript framework, file by file, as the walk asks for it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.javascript_imports import SUFFIXES, imported_files, reachable_files
from autofix.engine.workspace.routes.limits import MAX_FILES, Allowance
from autofix.engine.workspace.routes.walk import Event, HandedOn, Place, Unknown
from autofix.engine.workspace.syntax_javascript import required_module
from autofix.sdk.workspace import Application, Workspace

Events = dict[Place, list[Event]]
ReadEvents = Callable[[Objects, SourceFile], Events]


class ObjectReader:
    """Answers the walk from the files read so far; ``read_events`` knows the framework's own calls."""

    def __init__(self, objects: Objects, read_events: ReadEvents) -> None:
        self.objects = objects
        self._read_events = read_events
        self._events: Events = {}
        self._read: set[str] = set()
        self._allowance = Allowance()
        self.has_skipped = False

    def read(self, path: str) -> None:
        """Learn what the file at ``path`` does, once."""
        if path in self._read:
            return
        self._read.add(path)
        file = self.objects.open(path)
        if file is None or not self._allowance.take(file.text):
            self.has_skipped = True
            return
        for place, events in self._read_events(self.objects, file).items():
            self._events.setdefault(place, []).extend(events)

    def events(self, place: Place) -> list[Event]:
        """What is done to ``place`` in the files it reaches."""
        self.read(place.file)
        return list(self._events.get(place, ()))

    def sources(self, place: Place) -> list[Place]:
        """What is handed on to ``place`` in the files read so far."""
        handed = [(at, event) for at, events in self._events.items() for event in events]
        return [at for at, event in handed if isinstance(event, HandedOn) and self.receiver(event) == place]

    def receiver(self, event: HandedOn) -> Place | Unknown | None:
        """The parameter of the called function that gets the object."""
        file = self.objects.open(event.file)
        function = self.objects.called_function(file, event.call) if file is not None else None
        if function is not None:
            return self.objects.parameter_place(function, int(event.slot), event.member)
        called = event.call.field("function")
        specifier = required_module(called) if called is not None else None
        return Unknown() if specifier is not None and specifier.startswith(".") else None


def reached_files(workspace: Workspace, application: Application) -> list[str]:
    """The files that the application's source and entry import, directly or not, and what imports its source."""
    stem = posixpath.basename(application.source).partition(".")[0]
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(application.source)) or stem
    importers = [
        path
        for path in workspace.search(stem, suffixes=SUFFIXES)[:MAX_FILES]
        if application.source in imported_files(workspace, path)
    ]
    return reachable_files(workspace, application.source, application.entry, *importers)
