"""The one change of a test that stands which a fix may make: an import that leads nowhere names its module anew.

Such a test could not run at all. The names that it takes stay, and so does the module's own name: only the way to
it changes, and it has to lead to a file of the repository that has them.
"""

from __future__ import annotations

import ast
import sys

from autofix.engine.gates.gate import Proposal
from autofix.engine.gates.manifests_python import python_name
from autofix.engine.patch import FilePatch


def is_import_repair(proposal: Proposal, file: FilePatch) -> bool:
    """Whether nothing but the paths of imports that cannot be resolved differs between before and after."""
    before, after = file.before or b"", file.after or b""
    try:
        old, new = (ast.parse(data) for data in (before, after))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    pairs = list(zip(_imports(old), _imports(new), strict=False))
    changed = [(one, other) for one, other in pairs if _module(one) != _module(other)]
    if not changed or len(_imports(old)) != len(_imports(new)):
        return False
    if not all(_is_repair(proposal, file.file, one, other) for one, other in changed):
        return False
    for one, other in changed:
        one.module, one.level = other.module, other.level
    return ast.dump(old) == ast.dump(new) and _comments(before) == _comments(after)


def _is_repair(proposal: Proposal, path: str, old: ast.ImportFrom, new: ast.ImportFrom) -> bool:
    workspace = proposal.workspace
    if _own_name(old) != _own_name(new) or workspace.resolve_import(path, _module(old)) is not None:
        return False
    if not old.level and _is_installed(proposal, _module(old).split(".")[0]):
        return False
    target = workspace.resolve_import(path, _module(new))
    if target is None or target == path:
        return False
    offered = workspace.exports(target).names
    return all(alias.name in offered for alias in new.names)


def _is_installed(proposal: Proposal, top: str) -> bool:
    """Whether a module comes with Python, or may come from a package that the repository declares."""
    declared = {
        python_name(name)
        for package in proposal.workspace.packages()
        if package.ecosystem == "pip"
        for name, _, _ in package.dependencies
    }
    return top in sys.stdlib_module_names or any(
        python_name(top) in (name, name.removeprefix("python-")) for name in declared
    )


def _imports(tree: ast.Module) -> list[ast.ImportFrom]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def _module(node: ast.ImportFrom) -> str:
    return "." * node.level + (node.module or "")


def _own_name(node: ast.ImportFrom) -> str:
    return (node.module or "").rpartition(".")[2]


def _comments(data: bytes) -> list[bytes]:
    """Every line with a comment: a linter's or a test runner's order may stand in one."""
    return [line[line.index(b"#") :] for line in data.splitlines() if b"#" in line]
