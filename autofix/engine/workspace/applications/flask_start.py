"""How a Flask application is started and where it then listens."""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass

from autofix.engine.workspace.applications.flask_port import DEFAULT_PORT, find_port
from autofix.engine.workspace.applications.manifests import environment, procfile_web, read_or_empty
from autofix.engine.workspace.routes.flask_objects import Objects
from autofix.sdk.workspace import Workspace

USUAL_NAMES = ("run.py", "app.py", "main.py", "wsgi.py", "server.py", "manage.py", "start.py")
FOUND_BY_FLASK = ("app", "application")
FACTORIES_FOUND_BY_FLASK = ("create_app", "make_app")

_MAIN = re.compile(r"""^if\s+__name__\s*==\s*['"]__main__['"]\s*:(.*)""", re.MULTILINE | re.DOTALL)
_RUNS = re.compile(r"\.run\(|\bserve\(|\brun_simple\(|\bmain\(|\.serve_forever\(")
_SERVES = re.compile(r"\.run\(|\bserve\(|\brun_simple\(|\.serve_forever\(")
_SERVED = re.compile(
    r"""\b(?:gunicorn|waitress-serve|uwsgi|hypercorn)\b.*?['"]?\b((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*:\w+(?:\(\))?)"""
)
_IMPORT = re.compile(r"^\s*(?:from\s+([\w.]+)\s+import\s+([^\n]+)|import\s+([\w.]+))", re.MULTILINE)
_RELATIVE = re.compile(r"^\s*from\s+\.", re.MULTILINE)


@dataclass(frozen=True)
class Starting:
    """The file that starts an application, the command and the port."""

    entry: str
    command: str
    port: int | None
    port_variable: str | None


def find_start(objects: Objects, root: str, source: str, variable: str, factory: str) -> Starting:
    """A file that runs by itself, else what the Procfile serves, else Flask's own command."""
    workspace = objects.workspace
    entry = _main_file(workspace, root, source)
    if entry is not None:
        port = find_port(objects, entry)
        return Starting(entry, _python(workspace, root, entry), port.number, port.variable)
    web = procfile_web(workspace, root)
    served = _SERVED.search(web)
    if served is not None:
        module = served[1].partition(":")[0]
        path = workspace.resolve_import(posixpath.join(root, "_.py"), module)
        if path is not None:
            return _by_flask(workspace, root, path, served[1])
    return _by_flask(workspace, root, source, _target(workspace, root, source, variable, factory))


def _by_flask(workspace: Workspace, root: str, entry: str, target: str) -> Starting:
    settings = environment(workspace, posixpath.join(root, ".flaskenv"))
    port = settings.get("FLASK_RUN_PORT", "")
    number = int(port) if port.isdigit() and len(port) <= 5 else DEFAULT_PORT
    command = f"python -m flask --app {shlex.quote(target)} run"
    return Starting(entry, command, number, "FLASK_RUN_PORT")


def _main_file(workspace: Workspace, root: str, source: str) -> str | None:
    """The file whose main block runs the application: its source, else one that imports it."""
    inside = f"{root}/" if root else ""
    candidates = [path for path in workspace.search("__main__", suffixes=(".py",)) if path.startswith(inside)]
    candidates.sort(key=lambda path: (path != source, _usualness(path), path.count("/"), path))
    for path in candidates:
        text = read_or_empty(workspace, path)
        block = _MAIN.search(text)
        if block is None or not _RUNS.search(block[1]) or not _SERVES.search(text):
            continue
        if path == source or _reaches(workspace, path, source):
            return path
    return None


def _usualness(path: str) -> int:
    name = posixpath.basename(path)
    return USUAL_NAMES.index(name) if name in USUAL_NAMES else len(USUAL_NAMES)


def _reaches(workspace: Workspace, path: str, source: str) -> bool:
    """Whether ``path`` imports ``source``, at most one module between them."""
    direct = _imported(workspace, path)
    return source in direct or any(source in _imported(workspace, inner) for inner in direct[:20])


def _imported(workspace: Workspace, path: str) -> list[str]:
    found = []
    for source, names, module in _IMPORT.findall(read_or_empty(workspace, path)):
        tried = [module] if module else [source]
        if source:
            inner = re.findall(r"\w+", names)[:20]
            tried += [source + name if source.endswith(".") else f"{source}.{name}" for name in inner]
        for name in tried:
            target = workspace.resolve_import(path, name)
            if target is not None:
                found.append(target)
    return found


def _python(workspace: Workspace, root: str, entry: str) -> str:
    """``python file``, or ``python -m`` for a module that imports from its own package."""
    inside = entry.removeprefix(f"{root}/") if root else entry
    is_in_package = workspace.has(posixpath.join(posixpath.dirname(entry), "__init__.py"))
    if is_in_package and _RELATIVE.search(read_or_empty(workspace, entry)):
        return f"python -m {_module(inside)}"
    return f"python {shlex.quote(inside)}"


def _target(workspace: Workspace, root: str, source: str, variable: str, factory: str) -> str:
    """What ``flask --app`` is told: a module, and the name in it unless Flask finds that by itself."""
    inside = source.removeprefix(f"{root}/") if root else source
    top = inside.partition("/")[0]
    is_importable = "/" not in inside or workspace.has(posixpath.join(root, top, "__init__.py"))
    # Flask takes a path too, and then puts the folder of its outermost package on sys.path.
    module = _module(inside) if is_importable else inside.removesuffix("/__init__.py")
    if factory:
        return f"{module}:{factory}"
    return module if variable in FOUND_BY_FLASK else f"{module}:{variable}"


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
