"""How a FastAPI application is started and where it then listens."""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass

from autofix.engine.workspace.applications.django_project import inside, scripts_of
from autofix.engine.workspace.applications.flask_port import find_port
from autofix.engine.workspace.routes.fastapi_objects import FastObjects
from autofix.engine.workspace.routes.flask_objects import assignment_value
from autofix.engine.workspace.routes.walk import Place
from autofix.sdk.workspace import Node, Workspace

DEFAULT_PORT = 8000
ABOVE = ".."
_SERVER = re.compile(r"\b(?:uvicorn|gunicorn|hypercorn|daphne)\b(?!\.)[^\n]{0,300}")
_TARGET = re.compile(r"(?<![\w.:/])(?P<module>[A-Za-z_]\w*(?:\.\w+)*):(?P<name>[A-Za-z_]\w*)(?P<call>\(\))?(?![\w.:/])")
_PORT = re.compile(r"(?:--port|-p|--bind|-b)[\"',\s=]+(?:[\w.\[\]]*:)?(?:\$\{?\w+(?::-)?)?(?P<port>\d{2,5})\b")
_ABSOLUTE = re.compile(r"^\s*(?:from\s+([A-Za-z_]\w*)[\w.]*\s+import|import\s+([A-Za-z_]\w*))", re.MULTILINE)
_RELATIVE = re.compile(r"^\s*from\s+\.", re.MULTILINE)


@dataclass(frozen=True)
class Starting:
    """The file that starts an application, the command and the port."""

    entry: str
    command: str
    port: int | None
    port_variable: str | None


@dataclass(frozen=True)
class Target:
    """What uvicorn is told: the file, the name in it, and whether that name makes the application when called."""

    file: str
    name: str
    is_factory: bool
    port: int | None = None


def find_start(objects: FastObjects, root: str, source: str, call: Node, variable: str, factory: str) -> Starting:
    """The target that some script serves; else where the module keeps the application; else its factory."""
    place = Place(source, call.range().start.index)
    target = _served(objects, root, source, place, factory) or _kept(objects, source, place, variable, factory)
    if target is None:
        return Starting(source, "", None, None)
    folder, module = _importable(objects, root, target.file)
    port = target.port
    if port is None:
        port = _own_port(objects, target.file, source)
    is_above = folder == ABOVE
    options = " --factory" if target.is_factory else ""
    options += f" --app-dir {shlex.quote(folder)}" if folder and not is_above else ""
    # What is started above its folder reads its files from there, such as its .env.
    command = "cd .. && " if is_above else ""
    command += f"python -m uvicorn {module}:{target.name}{options} --host 0.0.0.0 --port ${{PORT:-{port}}}"
    return Starting(target.file, command, port, "PORT")


def _served(objects: FastObjects, root: str, source: str, place: Place, factory: str) -> Target | None:
    texts = [text for _, text in scripts_of(objects.workspace, root)]
    for text in texts:
        for served in _SERVER.finditer(text):
            found = _target_in(objects, root, source, served[0], place, factory)
            if found is not None:
                return found
    return None


def _target_in(objects: FastObjects, root: str, source: str, command: str, place: Place, factory: str) -> Target | None:
    for match in _TARGET.finditer(command):
        file = _module_file(objects, root, source, match["module"])
        opened = objects.open(file) if file is not None else None
        if file is None or opened is None:
            continue
        port = _PORT.search(command)
        number = int(port["port"]) if port is not None else None
        if match["call"] or "--factory" in command:
            if match["name"] == factory and file == source:
                return Target(file, factory, True, number)
            continue
        if _place_of(objects, file, match["name"]) == place:
            return Target(file, match["name"], False, number)
    return None


def _module_file(objects: FastObjects, root: str, source: str, module: str) -> str | None:
    """The file of a dotted module, looked for from the project's folder and then from the source's."""
    for base in (root, posixpath.dirname(source)):
        found = objects.workspace.resolve_import(posixpath.join(base, "_.py"), module)
        if found is not None:
            return found
    return None


def _place_of(objects: FastObjects, path: str, name: str) -> Place | None:
    """The application that ``name`` is at the top of a file."""
    file = objects.open(path)
    if file is None:
        return None
    found: Place | None = None
    for assignment in file.root.find_all(kind="assignment"):
        left = assignment.field("left")
        if left is None or left.text() != name:
            continue
        is_inner = any(at.kind() in ("function_definition", "class_definition") for at in assignment.ancestors())
        value = assignment_value(assignment)
        if not is_inner and value is not None:
            # app = CORSMiddleware(app, ...) wraps what was there before.
            found = objects.place(file, value) or found
    return found


def _kept(objects: FastObjects, source: str, place: Place, variable: str, factory: str) -> Target | None:
    """Where a module keeps the application, its own source first."""
    if not factory:
        return Target(source, variable, False)
    own = [source, *(path for path in objects.workspace.search(f"{factory}(", suffixes=(".py",)) if path != source)]
    for path in own:
        file = objects.open(path)
        if file is None or re.search(r"(?:^|/)(?:tests?/|test_|conftest)", path):
            continue
        for name in dict.fromkeys(re.findall(rf"^(\w+)\s*(?::[^=\n]+)?=\s*(?:\w+\.)*{factory}\(", file.text, re.M)):
            if _place_of(objects, path, name) == place:
                return Target(path, name, False)
    file = objects.open(source)
    returned = file is not None and re.search(rf"^(?:async\s+)?def\s+{factory}\(", file.text, re.M) is not None
    return Target(source, factory, True) if returned else None


def _own_port(objects: FastObjects, entry: str, source: str) -> int:
    """The port that ``uvicorn.run`` is given in the file that starts the application."""
    for path in dict.fromkeys((entry, source)):
        file = objects.open(path)
        if file is not None and "uvicorn" in file.text and ".run(" in file.text:
            number = find_port(objects, path).number
            # Flask's default is what nothing in the file says.
            if number is not None and str(number) in file.text:
                return number
    return DEFAULT_PORT


def _importable(objects: FastObjects, root: str, path: str) -> tuple[str, str]:
    """The folder to put on ``sys.path``, empty for the project's own, and the module's dotted name there."""
    workspace = objects.workspace
    file = objects.open(path)
    text = file.text if file is not None else ""
    relative = inside(root, path)
    folder = posixpath.dirname(relative)
    if above := package_above(workspace, root, text):
        return ABOVE, f"{above}.{_module(relative)}"
    if folder and not _RELATIVE.search(text):
        beside = posixpath.dirname(path)
        tops = {first or second for first, second in _ABSOLUTE.findall(text)}
        is_from_root = any(_has_module(workspace, root, top) for top in tops)
        if not is_from_root and any(_has_module(workspace, beside, top) for top in tops):
            return folder, _module(posixpath.basename(path))
        first = relative.partition("/")[0]
        if first == "src" and not workspace.has(posixpath.join(root, "src", "__init__.py")) and "src" not in tops:
            return "src", _module(relative.removeprefix("src/"))
    return "", _module(relative)


def package_above(workspace: Workspace, root: str, text: str) -> str:
    """The name of the folder ``root``, where a file in it is written to be started above: it imports by that name."""
    name = posixpath.basename(root)
    tops = {first or second for first, second in _ABSOLUTE.findall(text)}
    return name if root and name in tops and not _has_module(workspace, root, name) else ""


def _has_module(workspace: Workspace, folder: str, name: str) -> bool:
    inner = posixpath.join(folder, name)
    return workspace.has(f"{inner}.py") or any(path.startswith(f"{inner}/") for path in workspace.files())


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
