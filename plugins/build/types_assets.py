"""Pictures and styles that TypeScript does not know as modules: the bundler declares them, where it is asked to."""

from __future__ import annotations

import posixpath

from autofix.sdk import Action, Change, Import, Location, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_specifier import PICTURES, STYLES

CODE = "asset_types"
# Bundler, the reference that declares its modules, and the file that customarily holds it.
_DECLARED = (
    ("vite", "vite/client", "vite-env.d.ts"),
    ("react-scripts", "react-scripts", "react-app-env.d.ts"),
)


def find_asset_types(workspace: Workspace, spot: Spot, made: Import) -> Cause | None:
    """Declare what the bundler makes importable; None for another file, or where that is done."""
    package = workspace.package_of(made.file)
    is_asset = made.specifier.split("?")[0].endswith((*PICTURES, *STYLES))
    if spot.finding.tool not in ("tsc", "vue-tsc") or package is None or not is_asset:
        return None
    declared = {name for name, _, _ in package.dependencies}
    for bundler, reference, name in _DECLARED:
        if bundler not in declared or workspace.search(
            reference, suffixes=(".d.ts", ".ts", "tsconfig.json", "app.json")
        ):
            continue
        path = posixpath.join(package.root, "src", name)
        if workspace.has(path) or not made.file.startswith(posixpath.join(package.root, "src") + "/"):
            return None
        said = f"Let TypeScript know what {bundler} makes importable."
        change = Change(path, Action.CREATE, said, content=f'/// <reference types="{reference}" />\n')
        remedy = Remedy("build_asset_types", f"declare the modules of {bundler}", (change,))
        sentence = f"{made.file}:{made.line} imports {made.specifier}, which TypeScript has no declaration for."
        return Cause(CODE, sentence, Location(made.file, made.line), (remedy,))
    return None
