"""Requirements of Python that cannot be met: a version that does not exist, or two that exclude each other."""

from __future__ import annotations

import re
import sys

from autofix.sdk import Action, Change, Dependency, Edit, Location, Package, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.known_python import distributions
from plugins.build.manifest_python import names_of, plain
from plugins.build.packages import is_alike
from plugins.build.python_rows import PORTABLE, WINDOWS

VERSION = "dependency_version"
CONFLICT = "dependency_conflict"
_WANTED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?(?P<spec>[^;]*)")
_ROW = r"(?im)^[ \t]*(?P<name>{name})(?P<extras>\[[^\]\n]*\])?[ \t]*(?P<spec>[=<>!~][^;#\n]*?)?[ \t]*(?=;|#|$)"


def find_python_version(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Ask for what there is; None where the message is not pip's."""
    wanted = _WANTED.match(spot.value) if spot.finding.tool == "pip" else None
    if wanted is None:
        return None
    name, spec = wanted["name"], wanted["spec"].strip()
    sentence = f"There is no {spot.value.strip()} to install."
    holder = _holder(workspace, name)
    if holder is None:
        return recommend(VERSION, sentence, f"No one requirements file here asks for {name}: look at what does.")
    package, row, text = holder
    place = Location(package.path, text[: row.start("name")].count("\n") + 1)
    listed = _listed(problem, name)
    other_python = re.search(
        r"Ignored the following (?:versions that require a different python version|yanked)[^\n]*"
        + re.escape(spec.lstrip("=<>~! ")),
        problem.text,
    )
    if other_python:
        return not_code(
            VERSION,
            f"{spot.value.strip()} needs another Python than the one that ran.",
            "Run it with a Python that this version takes, or ask for an older version of it.",
            place,
        )
    if not listed and plain(name) in WINDOWS:
        return _for_windows(workspace, package, row, name, sentence, place)
    edit, better = _better(package, row, text, name, spec, listed)
    if edit is None:
        return recommend(VERSION, sentence, f"Ask for a version of {name} that exists, in {package.path}.", place)
    change = Change(package.path, Action.MODIFY, f"Ask for {better}." if better else f"{name} is none.", (edit,))
    newer = _WANTED.match(better) if better else None
    named = plain(newer["name"]) if newer else name
    dependencies = tuple(Dependency("pip", one, package.path) for one in dict.fromkeys((name, named)))
    return Cause(
        VERSION, sentence, place, (Remedy("build_version", better or f"drop {name}", (change,), dependencies),)
    )


def _for_windows(
    workspace: Workspace, package: Package, row: re.Match[str], name: str, sentence: str, place: Location
) -> Cause:
    """Ask for it on Windows alone, where no code needs it elsewhere."""
    if row.string[row.end() : row.end() + 1] == ";":
        return recommend(VERSION, sentence, f"Correct the marker of {name} in {package.path}.", place)
    edit = Edit(row.end(), row.end(), '; sys_platform == "win32"')
    change = Change(package.path, Action.MODIFY, f"Ask for {name} on Windows, the one system that has it.", (edit,))
    remedy = Remedy("build_version", f"{name} on Windows", (change,), (Dependency("pip", name, package.path),))
    return Cause(VERSION, f"{name} is made for Windows alone.", place, (remedy,))


def find_python_conflict(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Loosen the one pin of the repository that the others do not take; None where the message is not pip's."""
    if spot.finding.tool != "pip":
        return None
    sentence = f"{spot.value or 'A package'} is asked for at versions that exclude each other."
    reason = "Loosen one of the pins that pip lists, so that one version fits all of them."
    found = [one for one in problem.of_code("build.dependency_conflict") if one.value == spot.value]
    own = [one for one in found if one.source is None]
    others = [one for one in found if one.source is not None]
    holder = _holder(workspace, spot.value) if spot.value else None
    if len(own) != 1 or len(others) != 1 or holder is None:
        return recommend(CONFLICT, sentence, reason)
    package, row, text = holder
    place = Location(package.path, text[: row.start("name")].count("\n") + 1)
    bounds = re.findall(r"(>=|<=|==|<|>|~=|!=)\s*([\w.*]+)", others[0].hint or "")
    # An exact or lowest version that is wanted certainly exists.
    version = next((number for sign, number in bounds if sign in ("==", ">=", "~=")), "")
    if not version or "*" in version or not (row["spec"] or "").startswith("=="):
        return recommend(CONFLICT, sentence, reason, place)
    upper = next((number for sign, number in bounds if sign == "<"), "")
    pinned = (row["spec"] or "").removeprefix("==").strip()
    if upper and _number(pinned) >= _number(upper):
        return recommend(CONFLICT, sentence, reason, place)
    edit = Edit(row.start("spec"), row.end("spec"), f"=={version}")
    change = Change(package.path, Action.MODIFY, f"Take the {spot.value} that {others[0].source} wants.", (edit,))
    remedy = Remedy(
        "build_version", f"{spot.value}=={version}", (change,), (Dependency("pip", spot.value, package.path),)
    )
    return Cause(CONFLICT, sentence, place, (remedy,))


def _holder(workspace: Workspace, name: str) -> tuple[Package, re.Match[str], str] | None:
    """The one requirements file with a row for ``name``, and that row."""
    found = []
    pattern = re.compile(_ROW.format(name=re.sub(r"[-_.]+", "[-_.]+", re.escape(plain(name)).replace("\\-", "-"))))
    for package in workspace.packages():
        if package.ecosystem != "pip" or not package.path.endswith((".txt", ".in")):
            continue
        if plain(name) not in names_of(package):
            continue
        try:
            text = workspace.read(package.path)
        except WorkspaceError:
            continue
        row = pattern.search(text)
        if row and "--hash=" not in text:
            found.append((package, row, text))
    return found[0] if len(found) == 1 else None


def _listed(problem: Problem, name: str) -> list[str]:
    """The versions that pip says there are."""
    found = re.search(
        rf"requirement {re.escape(name)}[^\n(]*\(from (?:-r [^\n()]*\(line \d+\)\) \(from )?versions: ([^)\n]*)\)",
        problem.text,
    )
    return [one.strip() for one in found[1].split(",") if one.strip() not in ("", "none")] if found else []


def _better(
    package: Package, row: re.Match[str], text: str, name: str, spec: str, listed: list[str]
) -> tuple[Edit | None, str]:
    """The edit of the row and the requirement it then is; empty where the row is to go."""
    if not listed:
        return _other_name(package, row, text, name)
    pinned = re.fullmatch(r"==\s*([\w.]+)", spec)
    if pinned is None:
        return None, ""
    finals = [one for one in listed if re.fullmatch(r"\d+(?:\.\d+)*", one)]
    wanted = _number(pinned[1])
    series = [one for one in finals if _number(one)[:2] == wanted[:2]] or [
        one for one in finals if _number(one)[:1] == wanted[:1]
    ]
    if not series or not wanted:
        return None, ""
    best = max(series, key=_number)
    return Edit(row.start("spec"), row.end("spec"), f"=={best}"), f"{name}=={best}"


def _other_name(package: Package, row: re.Match[str], text: str, name: str) -> tuple[Edit | None, str]:
    """A row that names a module rather than its distribution, or one of Python's own."""
    module = name.replace("-", "_")
    line_start = text.rfind("\n", 0, row.start("name")) + 1
    line_end = text.find("\n", row.end())
    whole = Edit(line_start, len(text) if line_end < 0 else line_end + 1, "")
    if plain(name) in ("pkg-resources", "pkg_resources") or module.lower() in sys.stdlib_module_names:
        return whole, ""
    lowered = {key.lower(): value for key, value in distributions().items()}
    better = PORTABLE.get(plain(name)) or lowered.get(module.lower()) or _misspelt(name)
    if better is None or plain(better) == plain(name):
        return None, ""
    if plain(better) in names_of(package):
        return whole, ""
    return Edit(row.start("name"), row.end("spec") if row["spec"] else row.end("name"), better), better


def _misspelt(name: str) -> str | None:
    """The one known distribution that the name is a slip for; None where it is known, or like several."""
    known = {plain(one) for one in distributions().values()}
    near = [one for one in known if is_alike(plain(name), one)]
    return near[0] if len(near) == 1 and plain(name) not in known else None


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])
