"""The route table of a Flask application: its routes and those of its blueprints."""

from __future__ import annotations

from autofix.engine.workspace.routes.flask_calls import read_events
from autofix.engine.workspace.routes.flask_objects import Objects
from autofix.engine.workspace.routes.limits import Allowance
from autofix.engine.workspace.routes.walk import Event, HandedOn, Place, Unknown, collect_routes
from autofix.sdk.workspace import Application, RouteTable, Workspace

NEEDLES = (".route(", ".add_url_rule(", ".register_blueprint(", ".add_resource(", ".add_namespace(", "Api(")
VERBS = (".get(", ".post(", ".put(", ".patch(", ".delete(")


def find_flask_routes(workspace: Workspace, application: Application) -> RouteTable:
    """Follow ``application`` from where it is created through blueprints and the functions it is given to."""
    reader = _Reader(workspace)
    start = reader.start(application)
    if start is None:
        return RouteTable((), is_complete=False)
    reader.read(application.source)
    acting = workspace.search(*NEEDLES, suffixes=(".py",))
    decorating = workspace.search(*(f"@app{verb}" for verb in VERBS), suffixes=(".py",))
    inside = f"{application.root}/" if application.root else ""
    for path in dict.fromkeys((*acting, *decorating)):
        if path.startswith(inside):
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
        self.has_skipped = False

    def start(self, application: Application) -> Place | None:
        """The place of the application object itself."""
        file = self.objects.open(application.source)
        if file is None:
            return None
        found: Place | None = None
        for call in file.root.find_all(kind="call"):
            if self.objects.created(file, call) != "Flask":
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
