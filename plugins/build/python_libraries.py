"""The library that a Python file takes a name from, where its manifest and its other imports leave one only."""

from __future__ import annotations

import re

from autofix.sdk import Workspace
from plugins.build.known_python import distribution_of
from plugins.build.known_python_names import homes, is_used_as_known, library_modules
from plugins.build.manifest_python import names_of, plain

_IMPORTS = re.compile(r"(?m)^[ \t]*(?:import|from)[ \t][^\n]*")
# What a distribution cannot be without, and what code imports from beside it.
_BRINGS = {
    "flask-sqlalchemy": "sqlalchemy",
    "flask-migrate": "sqlalchemy",
    "sqlmodel": "sqlalchemy",
    "djangorestframework": "django",
    "django-filter": "django",
    "flask-wtf": "wtforms",
}
_COMMENTS = re.compile(r"(?m)(?:^|[ \t])#[^\n]*")


def library_home(workspace: Workspace, file: str, text: str, name: str) -> tuple[str, str] | None:
    """The module to import from and what to import there; None where no library is known, ("", "") where several fit.

    A library counts if a manifest asks for it, or if the file itself imports from it.
    """
    tops = {made.specifier.split(".")[0] for made in workspace.imports(file)}
    asked = _asked(workspace)
    return _module(text, name, tops, asked) or _name(text, name, tops, asked)


def _name(text: str, name: str, tops: set[str], asked: set[str]) -> tuple[str, str] | None:
    known = homes().get(name)
    if known is None:
        return None
    if not is_used_as_known(_code(text), name):
        return "", ""
    near = [source for _, source in known if source.split(".")[0] in tops]
    # Flask brings Werkzeug: the framework that the file imports is the one whose exception is meant.
    near = near or [source for owner, source in known if owner in _owners(tops)]
    near = near or [source for owner, source in known if plain(owner) in asked]
    found = list(dict.fromkeys(near))
    # Views of the REST framework raise its own exceptions; what is caught may be what Django's models raise.
    if "rest_framework.exceptions" in found and re.search(rf"\braise {name}\b", text):
        is_caught = re.search(rf"\bexcept\b[^\n]*\b{name}\b", text) is not None
        found = found if is_caught else ["rest_framework.exceptions"]
    return (found[0], name) if len(found) == 1 else ("", "")


def _module(text: str, name: str, tops: set[str], asked: set[str]) -> tuple[str, str] | None:
    """A library that is used as a whole: ``requests.get`` without ``import requests``."""
    uses = re.findall(rf"(?<![\w.]){re.escape(name)}\b((?:\.\w+)*)(?!\s*=[^=])", _code(text))
    if not uses or not all(uses):
        return None
    if name in tops and all(use.count(".") > 1 for use in uses):
        # Of a package of packages the module that is used has to be loaded by its own name.
        modules = {f"{name}{_loaded(use)}" for use in uses}
        return (modules.pop(), "") if len(modules) == 1 else None
    # A lazy import elsewhere in the file says that the library is left out on purpose where it is not needed.
    is_lazy = re.search(rf"(?m)^[ \t]+(?:import|from)\s+{re.escape(name)}\b", text) is not None
    is_there = name in tops or any(plain(owner) in asked for owner in library_modules().get(name, ()))
    return (name, "") if name in library_modules() and is_there and not is_lazy else None


def _loaded(use: str) -> str:
    """What of ``.db.models.deletion.CASCADE`` is a module: all in front of the last name or the first class."""
    parts = use.split(".")[1:]
    first = next((at for at, part in enumerate(parts) if part != part.lower()), len(parts) - 1)
    return "".join(f".{part}" for part in parts[:first])


def _code(text: str) -> str:
    return _COMMENTS.sub("", _IMPORTS.sub("", text))


def _owners(tops: set[str]) -> set[str]:
    return {plain(name) for name in map(distribution_of, tops) if name}


def _asked(workspace: Workspace) -> set[str]:
    found = (package for package in workspace.packages() if package.ecosystem == "pip")
    asked = {plain(name) for package in found for name in names_of(package)}
    return asked | {_BRINGS[name] for name in asked if name in _BRINGS}
