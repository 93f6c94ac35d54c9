"""A name that a Python file uses and neither binds nor imports."""

from __future__ import annotations

import posixpath
import re
import sys
from collections import Counter

from autofix.sdk import Action, Change, Edit, Import, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.packages import PYTHON_TOOLS
from plugins.build.python_edits import relative, specifier_of
from plugins.build.python_libraries import library_home
from plugins.build.python_local import is_local
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
        or _import(workspace, spot.file, text, name)
        or respelt_use(workspace, spot, text, name)
    )
    if remedy is None:
        return recommend(CODE, sentence, f"No one module here certainly gives {name}: import or define it.", spot.place)
    return Cause(CODE, sentence, spot.place, (remedy,))


def _import(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    if _is_bound(text, name):
        return None
    source, imported = _source(workspace, file, text, name)
    if not source:
        return None
    edit = _added(workspace, file, text, source, imported, name)
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
    if name in _MODULES and name in sys.stdlib_module_names and all(uses):
        return name, ""
    return "", ""


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


def _added(workspace: Workspace, file: str, text: str, source: str, imported: str, name: str) -> Edit | None:
    """One more name in the import of the same module, else a new line after the imports of its kind."""
    made = [one for one in workspace.imports(file) if text[one.start - 1 : one.start] in ("", "\n")]
    if imported not in ("", "*"):
        same = [one for one in made if one.specifier == source and one.names and one.names[0][0] != "*"]
        same = [one for one in same if text[one.start : one.start + 5] == "from "]
        if same:
            return _extended(text, same[0], imported, name)
        row = f"from {source} import {imported}" + (f" as {name}" if imported != name else "")
    else:
        row = f"import {source}" + (f" as {name}" if source != name and imported == "*" else "")
    if not made:
        return _first(text, row)
    is_plain = row.startswith("import")
    is_own = workspace.resolve_import(file, source) is not None
    group = [one for one in made if _kind(workspace, file, one.specifier) == _kind(workspace, file, source)]
    group = [one for one in group if one.specifier != "__future__"]
    if not group:
        future = [one for one in made if one.specifier == "__future__"]
        if source.split(".")[0] in sys.stdlib_module_names and not is_own and not future:
            return Edit(made[0].start, made[0].start, row + "\n")
        last = future[-1] if future and not is_own else made[-1]
        return Edit(_line_end(text, last.end), _line_end(text, last.end), "\n" + row)
    later = [one for one in group if one.specifier > source and text.startswith("import", one.start) == is_plain]
    keys = [one.specifier for one in group if text.startswith("import", one.start) == is_plain]
    if later and keys == sorted(keys):
        return Edit(later[0].start, later[0].start, row + "\n")
    kin = [one for one in group if text.startswith("import", one.start) == is_plain]
    if is_plain and not kin:
        return Edit(group[0].start, group[0].start, row + "\n")
    last = (kin or group)[-1]
    return Edit(_line_end(text, last.end), _line_end(text, last.end), "\n" + row)


def _extended(text: str, made: Import, imported: str, name: str) -> Edit | None:
    statement = text[made.start : made.end]
    item = imported if imported == name else f"{imported} as {name}"
    if "\n" not in statement:
        end = made.end - 1 if statement.endswith(")") else made.end
        return Edit(end, end, f", {item}")
    row = re.search(r"\n(?P<indent>[ \t]+)[^\n]*?(?P<comma>,?)[ \t]*\n?[ \t]*\)$", statement)
    if row is None or "#" in statement:
        return None
    body = statement[:-1].rstrip()
    end = made.start + len(body)
    last = body.rpartition("\n")[2]
    indent = last[: len(last) - len(last.lstrip())]
    comma = "," if body.endswith(",") else ""
    return Edit(end, end, ("" if comma else ",") + f"\n{indent}{item}{comma}")


def _first(text: str, row: str) -> Edit:
    """In front of the code, below what has to stay at the top."""
    head = re.match(r"(?:#[^\n]*\n)*(?:\s*(?:\"\"\"(?:.|\n)*?\"\"\"|'''(?:.|\n)*?''')\s*\n)?\n*", text)
    start = head.end() if head else 0
    return Edit(start, start, row + "\n\n" + ("\n" if re.match(r"(?:def|class|@|async) ?", text[start:]) else ""))


def _kind(workspace: Workspace, file: str, specifier: str) -> int:
    if specifier.startswith(".") or workspace.resolve_import(file, specifier) is not None:
        return 2
    return 0 if specifier.split(".")[0] in sys.stdlib_module_names else 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - (text[end - 1 : end] == "\r")
