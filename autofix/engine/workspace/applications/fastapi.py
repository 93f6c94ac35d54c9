"""The FastAPI and Starlette applications of a repository."""

from __future__ import annotations

from collections.abc import Iterator

from autofix.engine.workspace.applications.aside import is_enough, main_first
from autofix.engine.workspace.applications.django_project import find_manifest, has_tests
from autofix.engine.workspace.applications.fastapi_start import find_start
from autofix.engine.workspace.routes.fastapi_objects import FastObjects
from autofix.engine.workspace.routes.flask_objects import SourceFile
from autofix.sdk.workspace import Application, Node, Workspace

MAX_APPLICATIONS = 50
MAX_DEPTH = 24
APPLICATIONS = frozenset({"FastAPI", "Starlette"})


def find_fastapi_applications(workspace: Workspace) -> list[Application]:
    """One application for each ``FastAPI(...)`` that no other one of the same file mounts.

    Those of tests and examples count where there is no other.
    """
    objects = FastObjects(workspace)
    found: list[Application] = []
    for path in main_first(workspace.search("FastAPI(", "Starlette(", suffixes=(".py",))):
        if is_enough(path, found):
            break
        file = objects.open(path)
        if file is None or len(found) >= MAX_APPLICATIONS:
            continue
        for call, variable, factory in created(objects, file):
            manifest, root = find_manifest(workspace, path)
            start = find_start(objects, root, path, call, variable, factory)
            found.append(
                Application(
                    framework="fastapi",
                    ecosystem="pip",
                    root=root,
                    entry=start.entry,
                    source=path,
                    variable=variable,
                    manifest=manifest,
                    start=start.command,
                    test="python -m pytest" if has_tests(workspace, root) else "",
                    port=start.port,
                    port_variable=start.port_variable,
                )
            )
    return found


def created(objects: FastObjects, file: SourceFile) -> Iterator[tuple[Node, str, str]]:
    """Each application that the file makes: the call, the variable that keeps it and the function around it."""
    mounted = _mounted(file)
    for call in file.root.find_all(kind="call"):
        if objects.created(file, call) not in APPLICATIONS:
            continue
        variable, factory = _kept(call)
        if variable not in mounted:
            yield call, variable or "app", factory


def _kept(call: Node) -> tuple[str, str]:
    """The variable that a call's result is kept in, and the function that does so; empty for none."""
    variable = factory = ""
    for place in call.ancestors()[:MAX_DEPTH]:
        left = place.field("left") if place.kind() == "assignment" else None
        if left is not None and not variable and not factory:
            variable = left.text()
        name = place.field("name") if place.kind() == "function_definition" else None
        if name is not None and not factory:
            factory = name.text()
    return variable, factory


def _mounted(file: SourceFile) -> set[str]:
    """The names that ``something.mount(path, name)`` hangs below another application."""
    found = set()
    for call in file.root.find_all(kind="call"):
        called = call.field("function")
        if called is None or not called.text()[-40:].endswith(".mount"):
            continue
        given = call.field("arguments")
        for child in given.children() if given is not None else ():
            value = child.field("value") if child.kind() == "keyword_argument" else child
            if value is not None and value.kind() == "identifier":
                found.add(value.text())
    return found
