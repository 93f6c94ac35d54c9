"""A name that a Python file uses and neither binds nor imports."""

from __future__ import annotations

import posixpath
import re
import sys
from collections import Counter

from autofix.sdk import Action, Change, Import, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.manifest_python import names_of, plain, python_manifests
from plugins.build.packages import PYTHON_TOOLS
from plugins.build.python_bindings import of_object, of_parameter, unused_parameter
from plugins.build.python_convention import made_here, usual_making
from plugins.build.python_edits import relative, specifier_of
from plugins.build.python_import_added import import_added
from plugins.build.python_libraries import library_home
from plugins.build.python_local import is_local
from plugins.build.python_order import bound_below
from plugins.build.python_uses import of_self, of_settings, respelt_import, respelt_use, unqualified

CODE = "name_undefined"
# Names that have one usual home.
_HOMES = {
    "typing": "Optional List Dict Any Union Tuple Callable TYPE_CHECKING TypeVar Generic Protocol Literal cast",
    "pathlib": "Path PurePath",
    "decimal": "Decimal",
    "collections": "defaultdict Counter OrderedDict deque namedtuple",
    "dataclasses": "dataclass asdict",
    "enum": "Enum IntEnum StrEnum",
    "abc": "ABC abstractmethod",
    "functools": "partial wraps lru_cache reduce cached_property",
    "datetime": "timedelta",
    "uuid": "uuid4",
    "contextlib": "contextmanager asynccontextmanager suppress",
}
_ALIASES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "sns": "seaborn", "tf": "tensorflow"}
_MODULES = frozenset(
    "os sys re json time math random logging datetime uuid copy shutil subprocess hashlib base64 itertools functools "
    "collections traceback threading asyncio csv io string tempfile secrets socket struct glob platform inspect types "
    "typing warnings contextlib argparse pickle sqlite3 operator signal smtplib statistics zipfile urllib html".split()
)


def find_python_name(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What binds the name; None where the message is not about a file of Python."""
    if not spot.file.endswith(".py"):
        return (
            recommend(
                CODE, f"{spot.value} is not defined.", "The file that uses it is not in this repository.", spot.place
            )
            if spot.finding.tool in PYTHON_TOOLS
            else None
        )
    name = spot.value
    sentence = f"{spot.file}:{spot.line} uses {name}, which nothing there defines."
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    if (
        not name.isidentifier()
        or not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        or spot.finding.tool == "pytest"
    ):
        return recommend(CODE, sentence, f"Define {name}, or correct its name.", spot.place)
    remedy = (
        respelt_import(workspace, spot.file, text, name)
        or unqualified(workspace, spot.file, text, name)
        or of_settings(workspace, spot.file, text, name)
        or of_self(workspace, spot, text, name)
        or of_object(workspace, spot.file, text, name)
        or unused_parameter(workspace, spot, text, name)
        or of_parameter(workspace, spot, text, name)
        or bound_below(workspace, spot, text, name)
        or _made(workspace, spot.file, text, name)
        or _import(workspace, spot.file, text, name)
        or respelt_use(workspace, spot, text, name)
    )
    if remedy is None:
        return recommend(CODE, sentence, f"No one module here certainly gives {name}: import or define it.", spot.place)
    return Cause(CODE, sentence, spot.place, (remedy,))


def _made(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    how = usual_making(workspace, file, text, name) if not _is_bound(text, name) else ""
    head = re.split(r"[.(]", how)[0]
    if not how:
        return None
    has_head = any(local == head for made in workspace.imports(file) for _, local in made.names)
    is_module = how.startswith(head + ".") and head in sys.stdlib_module_names
    source, imported = (head, "") if is_module else _source(workspace, file, f"{text}\n{how}", head)
    if not has_head and not source:
        return None
    brought = None if has_head else import_added(workspace, file, text, source, imported, head)
    return made_here(workspace, file, name, how, brought)


def _import(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    if _is_bound(text, name):
        return None
    source, imported = _source(workspace, file, text, name)
    if not source:
        return None
    edit = import_added(workspace, file, text, source, imported, name)
    if edit is None:
        return None
    change = Change(file, Action.MODIFY, f"Import {name}.", (edit,))
    return Remedy("build_import_added", f"import {name}", (change,))


def _is_bound(text: str, name: str) -> bool:
    """Whether the file assigns, defines or deletes the name somewhere: then its scope is the matter."""
    escaped = re.escape(name)
    return bool(
        re.search(rf"(?m)^\s*(?:async\s+)?(?:def|class)\s+{escaped}\b", text)
        or re.search(rf"(?m)^\s*{escaped}\s*(?::[^=\n]+)?=[^=]", text)
        or re.search(rf"(?m)^\s*(?:import|from)\b[^\n]*(?<![\w.]){escaped}\s*$", text)
        or re.search(rf"\b(?:as|for|global|nonlocal)\s+{escaped}\b", text)
    )


def _source(workspace: Workspace, file: str, text: str, name: str) -> tuple[str, str]:
    """The module to import from and what to import there, nothing for the module itself; empty where it is not sure."""
    used = _as_others_do(workspace, file, name)
    own = [path for path in workspace.exporters(name) if path.endswith(".py") and path != file]
    if used == ("", "") and not own:
        return _one_of_theirs(workspace, library_home(workspace, file, text, name), name)
    if used is not None:
        return used
    if own:
        return (_specifier(workspace, file, own[0]), name) if len(own) == 1 else ("", "")
    library = library_home(workspace, file, text, name)
    if library is not None:
        return library
    home = next((module for module, names in _HOMES.items() if name in names.split()), "")
    if home:
        return home, name
    uses = re.findall(rf"(?<![\w.]){re.escape(name)}(\.\w+)?", text)
    if name == "datetime":
        # "datetime.now()" is the class, "datetime.datetime" the module.
        members = {use.lstrip(".") for use in uses if use}
        if members and members <= {"now", "utcnow", "strptime", "fromisoformat", "combine", "fromtimestamp", "today"}:
            return "datetime", "datetime"
        return ("datetime", "") if members & {"datetime", "timedelta", "date"} else ("", "")
    if name in _ALIASES:
        module = _ALIASES[name]
        wanted = module.split(".")[0]
        declared = any(n.lower() == wanted for p in workspace.packages() for n, _, _ in p.dependencies)
        return (module, "*") if declared else ("", "")
    if all(uses) and name not in sys.stdlib_module_names and _is_asked_for(workspace, file, name):
        return name, ""
    if name in _MODULES and name in sys.stdlib_module_names and all(uses):
        return name, ""
    return "", ""


def _is_asked_for(workspace: Workspace, file: str, name: str) -> bool:
    """Whether a manifest asks for the distribution that has the name of the module, of two words at least."""
    asked = {known for package in python_manifests(workspace, file) for known in names_of(package)}
    return "_" in name.strip("_") and plain(name) in asked


def _one_of_theirs(workspace: Workspace, library: tuple[str, str] | None, name: str) -> tuple[str, str]:
    """The library's own module, if it is among those that other files take the name from: the rest are its aliases."""
    if library is None or not library[0]:
        return "", ""
    source, imported = library
    row = (
        rf"(?m)^[ \t]*from {re.escape(source)} import [^\n]*\b{name}\b"
        if imported
        else rf"(?m)^import {re.escape(source)}$"
    )
    opening = f"from {source} import" if imported else f"import {source}"
    files = workspace.search(opening, suffixes=(".py",))[:80]
    return library if any(re.search(row, workspace.read(path)) for path in files) else ("", "")


def _as_others_do(workspace: Workspace, file: str, name: str) -> tuple[str, str] | None:
    """How the other files import the name, where they are at one; ("", "") where they are not."""
    found: Counter[tuple[str, str]] = Counter()
    for path in list(workspace.search(name, suffixes=(".py",)))[:80]:
        for made in workspace.imports(path) if path != file else ():
            for imported, local in made.names:
                if local != name or made.is_type:
                    continue
                target = workspace.resolve_import(path, made.specifier)
                is_plain = imported == "*" and made.specifier == name
                source = _specifier(workspace, file, target) if target else made.specifier
                if target == file or not source or (target is None and _is_broken(workspace, made)):
                    return "", ""
                found[source, "" if is_plain else imported] += 1
    if not found:
        return None
    (best, count), *rest = found.most_common(2)
    return best if not rest or count >= 4 * rest[0][1] else ("", "")


def _specifier(workspace: Workspace, file: str, target: str) -> str:
    """How ``file`` imports the module ``target``: with dots if it does so already."""
    imports = workspace.imports(file)
    local = [made for made in imports if workspace.resolve_import(file, made.specifier) is not None]
    dotted = [made for made in local if made.specifier.startswith(".")]
    if dotted and len(dotted) * 2 >= len(local) and _is_one_package(workspace, file, target):
        return relative(file, target)
    sample = next((made for made in local if not made.specifier.startswith(".")), None)
    plain = Import(file, sample.specifier if sample else "", (), 1, 0, 0, 0, 0)
    return specifier_of(workspace, plain, target)


def _is_broken(workspace: Workspace, made: Import) -> bool:
    """Whether an import that leads to no file was to lead to one of the repository."""
    return made.specifier.startswith(".") or is_local(workspace, made.specifier, made.file)


def _is_one_package(workspace: Workspace, file: str, target: str) -> bool:
    """Whether dots can lead from one file to the other: beyond the outermost package they do not."""
    folder = posixpath.dirname(file)
    while folder and workspace.has(posixpath.join(posixpath.dirname(folder), "__init__.py")):
        folder = posixpath.dirname(folder)
    return not folder or target.startswith(folder + "/")
