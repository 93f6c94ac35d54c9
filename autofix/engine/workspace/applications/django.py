"""The Django projects of a repository."""

from __future__ import annotations

import posixpath
import re
import shlex

from autofix.engine.workspace.applications.django_project import find_manifest, has_tests, inside, scripts_of
from autofix.engine.workspace.applications.manifests import read_or_empty
from autofix.sdk.workspace import Application, Workspace

MAX_APPLICATIONS = 20
DEFAULT_PORT = 8000

_SETTINGS = re.compile(
    r"DJANGO_SETTINGS_MODULE['\"]\s*\]?\s*[,=]\s*[^'\"\n]{0,80}?f?['\"](?P<module>[A-Za-z_][\w.]{0,200})['\"]"
)
_RUNSERVER = re.compile(r"\brunserver[\"',\s]{1,6}(?:--?[\w=-]+[\"',\s]+){0,4}(?:[\w.\[\]:*]+:)?(\d{2,5})\b")


def find_django_applications(workspace: Workspace) -> list[Application]:
    """One application for each ``manage.py``; where there is none, for each ``wsgi.py`` or ``asgi.py``."""
    naming = workspace.search("DJANGO_SETTINGS_MODULE", suffixes=(".py",))
    managing = [path for path in naming if "execute_from_command_line" in read_or_empty(workspace, path)]
    serving = [path for path in naming if posixpath.basename(path) in ("wsgi.py", "asgi.py")]
    found: list[Application] = []
    for path in managing[:MAX_APPLICATIONS]:
        made = _application(workspace, path, posixpath.dirname(path))
        if made is not None:
            found.append(made)
    folders = tuple(posixpath.dirname(a.entry) for a in found)
    for path in sorted(serving, key=lambda path: not path.endswith("wsgi.py"))[:MAX_APPLICATIONS]:
        base = posixpath.dirname(posixpath.dirname(path))
        if any(not folder or base == folder or base.startswith(folder + "/") for folder in folders):
            continue
        made = _application(workspace, path, base)
        if made is not None:
            found.append(made)
            folders = (*folders, base)
    return found


def settings_modules(text: str) -> list[str]:
    """The settings modules that a file names, in their order."""
    return list(dict.fromkeys(match["module"] for match in _SETTINGS.finditer(text)))


def _application(workspace: Workspace, entry: str, base: str) -> Application | None:
    """The project that ``entry`` starts, whose modules lie in ``base``; None where its settings are not here."""
    named = settings_modules(read_or_empty(workspace, entry))
    beside = posixpath.join(base, "_.py")
    resolved = ((module, workspace.resolve_import(beside, module)) for module in named)
    chosen = next(((module, path) for module, path in resolved if path is not None), None)
    if chosen is None:
        return None
    module, source = chosen
    manifest, root = find_manifest(workspace, entry)
    port, variable = _port(workspace, root)
    is_managed = "execute_from_command_line" in read_or_empty(workspace, entry)
    if is_managed:
        program = f"python {shlex.quote(inside(root, entry))} runserver"
    else:
        folder = inside(root, base) if base != root else "."
        program = f"python -m django runserver --settings {module} --pythonpath {shlex.quote(folder)}"
    return Application(
        framework="django",
        ecosystem="pip",
        root=root,
        entry=entry,
        source=source,
        variable=module,
        manifest=manifest,
        start=f"{program} 0.0.0.0:${{{variable}:-{port}}} --noreload",
        test=_test(workspace, root, entry) if is_managed and has_tests(workspace, posixpath.dirname(entry)) else "",
        port=port,
        port_variable=variable,
    )


def _port(workspace: Workspace, root: str) -> tuple[int, str]:
    """The port that some script gives ``runserver``; Django's own where none does."""
    for _, text in scripts_of(workspace, root):
        match = _RUNSERVER.search(text)
        if match is not None:
            return int(match[1]), "PORT"
    return DEFAULT_PORT, "PORT"


def _test(workspace: Workspace, root: str, entry: str) -> str:
    named = ("pytest.ini", "setup.cfg", "pyproject.toml", "tox.ini", "conftest.py")
    configured = (read_or_empty(workspace, posixpath.join(root, name)) for name in named)
    if any("DJANGO_SETTINGS_MODULE" in text for text in configured):
        return "python -m pytest"
    return f"python {shlex.quote(inside(root, entry))} test --noinput"
