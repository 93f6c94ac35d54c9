"""The route table of a FastAPI application: its routes, its routers' and what it mounts."""

from __future__ import annotations

from autofix.engine.workspace.routes.fastapi_calls import read_events
from autofix.engine.workspace.routes.fastapi_objects import FastObjects
from autofix.engine.workspace.routes.limits import Allowance
from autofix.engine.workspace.routes.walk import Event, HandedOn, Place, Unknown, collect_routes
from autofix.sdk.workspace import Application, RouteTable, Workspace

NEEDLES = ("include_router(", "APIRouter(", ".add_api_route(", ".api_route(", ".mount(", "FastAPI(", "Starlette(")


def find_fastapi_routes(workspace: Workspace, application: Application) -> RouteTable:
    """Follow ``application`` from where it is created through routers and the functions it is given to."""
    reader = _Reader(workspace)
    start = reader.start(application)
    if start is None:
        return RouteTable((), is_complete=False)
    reader.read(application.source)
    inside = f"{application.root}/" if application.root else ""
    for path in workspace.search(*NEEDLES, "@app.", suffixes=(".py",)):
        if path.startswith(inside):
            reader.read(path)
    table = collect_routes(reader, start)
    return RouteTable(table.routes, table.is_complete and not reader.has_skipped)


class _Reader:
    """What the walk asks, answered from the files read so far."""

    def __init__(self, workspace: Workspace) -> None:
        self.objects = FastObjects(workspace)
        self._events: dict[Place, list[Event]] = {}
        self._read: set[str] = set()
        self._allowance = Allowance()
        self.has_skipped = False

    def start(self, application: Application) -> Place | None:
        """The place of the application object itself."""
        file = self.objects.open(application.source)
        found: Place | None = None
        for call in file.root.find_all(kind="call") if file is not None else ():
            if file is None or self.objects.created(file, call) not in ("FastAPI", "Starlette"):
                continue
            place = Place(file.path, call.range().start.index)
            parent = call.parent()
            left = parent.field("left") if parent is not None and parent.kind() == "assignment" else None
            if left is not None and left.text() == application.variable:
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
        for place, events in read_events(self.objects, file).items():
            self._events.setdefault(place, []).extend(events)

    def events(self, place: Place) -> list[Event]:
        """What is done to ``place`` in the files read, its own among them."""
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
        if function is None:
            return None
        return self.objects.argument_place(function, event.slot)
