"""CommonJS in a file that Node takes for a module, because its package says that all of them are."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Location, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.names_source import named_nodes, open_source

CODE = "common_js_in_module"
# Configuration files whose tools find them under the ending .cjs as well.
_CONFIGS = re.compile(
    r"(?:postcss|tailwind|babel|jest|commitlint|prettier|stylelint|eslint|lint-staged|webpack|craco)\.config\.js|"
    r"\.(?:eslintrc|prettierrc|stylelintrc|babelrc|lintstagedrc|postcssrc|mocharc)\.js"
)


def find_module_system(workspace: Workspace, spot: Spot) -> Cause | None:
    """Give the file the ending that says what it is; None for another fault, or another kind of file."""
    if spot.value not in ("module", "exports", "require") or "ES module scope" not in spot.finding.message:
        return None
    name = posixpath.basename(spot.file)
    source = open_source(workspace, spot.file) if _CONFIGS.fullmatch(name) else None
    if source is None or not named_nodes(source.root, spot.value):
        return None
    new = spot.file.removesuffix(".js") + ".cjs"
    sentence = f"{spot.file} is written as CommonJS, and its package.json says that .js files are modules."
    if workspace.has(new):
        return recommend(CODE, sentence, f"{new} is there too: keep one of the two.", spot.place)
    if _is_named(workspace, name, spot.file):
        reason = f"Call it {posixpath.basename(new)} here and where it is named, or export as modules do."
        return recommend(CODE, sentence, reason, spot.place)
    change = Change(spot.file, Action.RENAME, "It is CommonJS, and .cjs says so.", new_file=new)
    remedy = Remedy("build_module_system", f"call it {posixpath.basename(new)}", (change,))
    return Cause(CODE, sentence, Location(spot.file, spot.line), (remedy,))


def _is_named(workspace: Workspace, name: str, file: str) -> bool:
    """Whether a command or another file calls it by its name."""
    for other in workspace.search(name):
        base = posixpath.basename(other)
        if other == file or base.endswith((".md", "-lock.json", ".lock", "-lock.yaml")) or base.startswith("tsconfig"):
            continue
        try:
            if re.search(rf"(?<![\w-]){re.escape(name)}\b", workspace.read(other)):
                return True
        except WorkspaceError:
            continue
    return False
