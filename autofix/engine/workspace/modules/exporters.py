"""Which files export a name themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from autofix.engine.workspace.modules.exports import ExportReader
from autofix.engine.workspace.modules.suffixes import COMPONENTS, JAVASCRIPT, SCRIPTS
from autofix.sdk.workspace import Workspace, WorkspaceError

# A file longer than this is built or generated, and nobody's source.
MAX_FILE = 500_000
MAX_PARSED = 20_000_000
MAX_NAME = 200

_DEFAULT = re.compile(r"\bexport\s+default\b|\bas\s+default\b|\bexports\s*=[^=]|\bexports\.default\s*=|\bexport\s*=")
_EXPORTS = re.compile(r"\bexports\b")
_EXPORTED_PATTERN = re.compile(r"\bexport\s+(?:declare\s+)?(?:const|let|var)\s*[\[{]")
_TAKEN = re.compile(
    r"\bimport\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?\{[^{}]*\}"
    r"|\b(?:const|let|var)\s*\{[^{}]*\}\s*=\s*(?:await\s+)?(?:require|import)\b"
)
_IDENTIFIER = re.compile(r"[\w$]+")


def find_exporters(workspace: Workspace, reader: ExportReader, name: str) -> tuple[str, ...]:
    """The files that export ``name`` and do not have it from another file of the repository; sorted.

    A file is parsed only if its text can hold such an export; for ``default`` the text alone decides.
    """
    if not name or len(name) > MAX_NAME or not _IDENTIFIER.fullmatch(name):
        return ()
    if name == "default":
        return _default_exporters(workspace)
    found: list[str] = []
    parsed = 0
    for path in workspace.search(name, suffixes=(*SCRIPTS, ".py")):
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        if len(text) <= MAX_FILE and parsed < MAX_PARSED and may_export(path, text, name):
            parsed += len(text)
            if _exports_itself(workspace, reader, path, name):
                found.append(path)
    return tuple(found)


def may_export(path: str, text: str, name: str) -> bool:
    """Whether the text of a file can hold an export of ``name``; wrong only by saying yes too often."""
    if path.endswith(".py"):
        return _python_form(name).search(text) is not None
    # What is only taken from elsewhere is what most of the files that say the name do with it.
    text = _TAKEN.sub(" ", text)
    if name not in text:
        return False
    if _EXPORTS.search(text) and _common_form(name).search(text):
        return True
    if "export" not in text:
        return False
    if _EXPORTED_PATTERN.search(text) or _listed_form(name).search(text):
        return True
    return any(form.search(text) for form in _declared_forms(name))


def _default_exporters(workspace: Workspace) -> tuple[str, ...]:
    """The files that export a default by their text, and every component, since all of them do."""
    said = workspace.search("default", "exports", "export =", suffixes=JAVASCRIPT)
    found = [path for path in said if _DEFAULT.search(workspace.read(path))]
    return tuple(sorted([*found, *(path for path in workspace.files() if path.endswith(COMPONENTS))]))


def _exports_itself(workspace: Workspace, reader: ExportReader, path: str, name: str) -> bool:
    found = reader.found(path)
    if found is None:
        return False
    if name in found.own:
        return True
    if name not in found.passed or path.endswith(".py"):
        return False
    # What is passed on from a package has no other home in this repository.
    return workspace.resolve_import(path, found.passed[name][0]) is None


def _word(name: str) -> str:
    return rf"(?<![\w$]){re.escape(name)}(?![\w$])"


@lru_cache(maxsize=32)
def _declared_forms(name: str) -> tuple[re.Pattern[str], ...]:
    word = _word(name)
    return (
        re.compile(rf"\b(?:const|let|var|function|class|enum|interface|type|namespace|module)\b[\s*]+{word}"),
        re.compile(rf"\bexport\s+import\s+{word}"),
        # One declarator of several.
        re.compile(rf",\s*{word}\s*(?:=(?![=>])|:|;|$)", re.MULTILINE),
    )


@lru_cache(maxsize=32)
def _listed_form(name: str) -> re.Pattern[str]:
    return re.compile(rf"\bexport\s*(?:type\s*)?(?:\{{[^{{}}]*|\*\s*as\s+){_word(name)}")


@lru_cache(maxsize=32)
def _common_form(name: str) -> re.Pattern[str]:
    word = _word(name)
    return re.compile(rf"[{{,]\s*(?:(?:get|set|async|\*)\s*)*{word}\s*[,:}}(=]|\.{word}\s*=(?!=)|['\"]{word}['\"]")


@lru_cache(maxsize=32)
def _python_form(name: str) -> re.Pattern[str]:
    word = re.escape(name)
    return re.compile(rf"\b(?:def|class|type|as|for)\s+{word}\b|\b{word}\s*(?:[:,)\]=]|[-+*/|&]=)")
