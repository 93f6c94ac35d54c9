"""A name that each file of the repository makes for itself, in one and the same way: a logger, the model of users."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Remedy
from plugins.build.python_renaming import text_of

_MADE = r"(?m)^{name}[ \t]*=[ \t]*(?P<how>(?P<head>[\w.]+)\((?:__name__)?\))[ \t]*(?:#[^\n]*)?$"
_LOGS = r"(?:debug|info|warning|warn|error|exception|critical|log)\("
_LOGGERS = frozenset({"logger", "log", "LOGGER", "LOG", "_logger"})
MAX_FILES = 80


def usual_making(workspace: Workspace, file: str, text: str, name: str) -> str:
    """How other files make the name, as ``logging.getLogger(__name__)``; empty where they import it or differ."""
    found: Counter[str] = Counter()
    for path in list(workspace.search(name, suffixes=(".py",)))[:MAX_FILES]:
        if path == file:
            continue
        if any(local == name for made in workspace.imports(path) for _, local in made.names):
            return ""
        made = re.search(_MADE.format(name=re.escape(name)), text_of(workspace, path))
        if made:
            found[made["how"]] += 1
    uses = re.findall(rf"(?<![\w.]){re.escape(name)}\b\.?(\w*\(?)", text)
    is_logger = name in _LOGGERS and bool(uses) and all(re.fullmatch(_LOGS, use) for use in uses)
    if not found:
        return "logging.getLogger(__name__)" if is_logger else ""
    (how, count), *others = found.most_common(2)
    is_usual = not others or count >= 2 * others[0][1]
    return how if (count > 1 or "__name__" in how) and is_usual else ""


def made_here(workspace: Workspace, file: str, name: str, how: str, brought: Edit | None) -> Remedy | None:
    """Make the name below the imports, with the import ``brought`` that its making needs."""
    text = text_of(workspace, file)
    imports = workspace.imports(file)
    if not any(_is_at_margin(text, made) for made in imports):
        return None
    end = text.find("\n", opening_end(text, imports))
    at = len(text) if end < 0 else end
    row = f"\n\n{name} = {how}"
    if brought is not None and brought.start == at:
        edits: tuple[Edit, ...] = (Edit(at, at, brought.text + row),)
    else:
        edits = (*((brought,) if brought else ()), Edit(at, at, row))
    change = Change(file, Action.MODIFY, f"Make {name} as the other files do.", edits)
    return Remedy("build_name_made", f"make {name}", (change,))


def opening_end(text: str, imports: Sequence[Import]) -> int:
    """Where the last of the imports that begin the file ends, 0 where none does: code between them ends the block."""
    last = 0
    for made in imports:
        if not _is_at_margin(text, made):
            continue
        between = text[last : made.end].split("\n")[1:] if last else []
        if any(re.match(r"(?:def|class|if|for|with|async)\b|@", row) for row in between):
            break
        last = made.end
    return last


def _is_at_margin(text: str, made: Import) -> bool:
    return text[made.start - 1 : made.start] in ("", "\n")
