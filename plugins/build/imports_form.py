"""In which form a name is imported from the file that was found: as its default, or by its name."""

from __future__ import annotations

from autofix.sdk import Import, Workspace
from plugins.build.exports_declared import default_name
from plugins.build.imports_change import ImportChange, change_imports
from plugins.build.imports_clause import Add, Drop
from plugins.build.imports_intended import letters
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import open_source, stem_of


def reformed(workspace: Workspace, made: Import, path: str, specifier: str) -> ImportChange | None:
    """The import in the other form, where only that gives what is meant; None where the form is right as it is."""
    if len(made.names) != 1 or made.is_export or not path.endswith(SUFFIXES):
        return None
    imported, local = made.names[0]
    names = workspace.exports(path).names
    source, provider = open_source(workspace, made.file), open_source(workspace, path)
    if source is None or provider is None or imported == "*":
        return None
    own = default_name(provider)
    if imported == "default" and local in names and ("default" not in names or own not in ("", local)):
        right = local
    elif (
        imported != "default" and imported not in names and letters(imported) in (letters(own), letters(stem_of(path)))
    ):
        right = "default" if "default" in names else ""
    else:
        return None
    said = f"{path} exports {local} {'as its default' if right == 'default' else 'by its name'}."
    added = Add(specifier, right, local, made.is_type)
    return change_imports(source, said, Drop(local, made.line), added)
