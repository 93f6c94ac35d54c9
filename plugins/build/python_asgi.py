"""An ``asgi.py`` of Django that imports models before Django is set up.

Source: Channels' documentation, which has ``get_asgi_application()`` called before consumers and routes are imported.
"""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Import, Location, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.python_settings import read

CODE = "asgi_order"
_SAYS = re.compile(r"settings are not configured|Apps aren't loaded yet")
_MADE = re.compile(r"(?m)^\w+[ \t]*=[ \t]*get_asgi_application\(\)[^\n]*\n")
_INLINE = re.compile(r"(?<=[\s(:,])get_asgi_application\(\)")
_SETTINGS = re.compile(r"(?m)^os\.environ(?:\.setdefault\([^)]*\)|\[[^\]]*\][ \t]*=[^\n]*)[ \t]*\n")
# They load the models of users by themselves.
_LOADS = ("channels.auth", "channels.sessions")


def find_asgi(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Set Django up first, and import what needs it below; None where no ``asgi.py`` is in the report, or in order."""
    if not _SAYS.search(spot.finding.message):
        return None
    files = [path for path in workspace.files() if posixpath.basename(path) == "asgi.py"]
    named = [path for path in files if re.search(rf"{re.escape(path.rpartition('/')[0])}[\\/]asgi\.py\"", problem.text)]
    if len(named) != 1:
        return None
    edits = _in_order(workspace, named[0])
    if not edits:
        return None
    change = Change(named[0], Action.MODIFY, "Set Django up before what needs it is imported.", edits)
    sentence = f"{named[0]} imports what needs Django's settings and models before Django is set up."
    place = Location(named[0], read(workspace, named[0])[: edits[0].start].count("\n") + 1)
    return Cause(CODE, sentence, place, (Remedy("build_asgi_order", "set Django up first", (change,)),))


def _in_order(workspace: Workspace, file: str) -> tuple[Edit, ...]:
    text = read(workspace, file)
    made, settings, inline = _MADE.search(text), _SETTINGS.search(text), list(_INLINE.finditer(text))
    brought = text.find("import get_asgi_application")
    if settings is None or not 0 <= brought < settings.start() or (made or settings).start() < settings.start():
        return ()
    if made is None and len(inline) != 1:
        return ()
    start = made.end() if made else settings.end()
    moved = [one for one in workspace.imports(file) if one.end <= start and _needs_django(workspace, one, text)]
    rows = "".join(text[one.start : one.end] + "\n" for one in moved)
    if not moved:
        return ()
    set_up = "" if made else "\ndjango_asgi_app = get_asgi_application()\n"
    called = () if made else (Edit(inline[0].start(), inline[0].end(), "django_asgi_app"),)
    removed = tuple(Edit(one.start, one.end + 1, "") for one in moved)
    return (*removed, Edit(start, start, f"{set_up}\n{rows}"), *called)


def _needs_django(workspace: Workspace, made: Import, text: str) -> bool:
    is_top = text[made.start - 1 : made.start] in ("", "\n") and text[made.end : made.end + 1] == "\n"
    is_own = workspace.resolve_import(made.file, made.specifier) is not None
    return is_top and (is_own or made.specifier in _LOADS)
