"""A library that a newer release of another one breaks, where the newer one is not asked for by name.

Sources: httpx's release notes of 0.28 (``proxies`` and ``app`` are gone), NumPy's of 2.0 (the binary interface).
"""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Dependency, Edit, Package, Problem, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.manifest_python import declare_distribution, names_of, plain, python_manifests
from plugins.build.python_renaming import text_of

# What is refused: the other library, its bound, the newest version below, and whose files the report has to show.
_BOUNDS = {
    "proxies": ("httpx", "<0.28", "0.27.2", re.compile(r"/(?P<name>openai|anthropic|groq|gotrue|postgrest|supabase)/")),
    "app": ("httpx", "<0.28", "0.27.2", re.compile(r"/(?P<name>starlette)/testclient\.py")),
    "numpy": ("numpy", "<2", "1.26.4", re.compile(r"numpy")),
}


def bounded(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """Ask for the other library below its break, where the first is asked for; None where it is pinned otherwise."""
    other, bound, version, shown = _BOUNDS.get(spot.value, ("", "", "", re.compile("$^")))
    if not other or not shown.search(problem.text):
        return None
    manifests = python_manifests(workspace, spot.file)
    holders = [package for package in manifests if other in names_of(package)]
    if len(holders) > 1 or not manifests:
        return None
    change = _lowered(workspace, holders[0], other, bound, version) if holders else None
    change = change if holders else declare_distribution(workspace, manifests[0], other, bound)
    if change is None:
        return None
    return Remedy("build_bound", f"{other}{bound}", (change,), (Dependency("pip", other, change.file),))


def _lowered(workspace: Workspace, package: Package, other: str, bound: str, version: str) -> Change | None:
    """The row of the list with a version below the break: a pin stays a pin."""
    text = text_of(workspace, package.path)
    row = rf"(?im)^(?P<name>{other})(?P<spec>[ \t]*(?:[=<>!~][^;#\n\r]*?)?)(?=[ \t]*(?:[;#\r]|$))"
    found = list(re.finditer(row, text)) if package.path.endswith((".txt", ".in")) else []
    if len(found) != 1 or "<" in found[0]["spec"] or plain(found[0]["name"]) != other:
        return None
    spec = found[0]["spec"].strip()
    written = f"=={version}" if spec.startswith("==") else f"{spec},{bound}" if spec else bound
    edit = Edit(found[0].start("spec"), found[0].end("spec"), written)
    return Change(package.path, Action.MODIFY, f"Ask for {other} below its break.", (edit,))
