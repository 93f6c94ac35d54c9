"""The trees of one proof: as it was, with the change, and with the change taken out again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from autofix.engine.patch import FilePatch, Patch, replace_file
from autofix.engine.prove.checkouts import CheckoutError, Checkouts
from autofix.engine.prove.observe import Stage
from autofix.engine.prove.stage import Installs, stage_dependencies
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.workspace import Application


@dataclass(frozen=True)
class Trees:
    """``back`` equals ``old`` to the byte and was made from ``new``; ``patch`` has the rewritten lock files too."""

    old: Stage
    new: Stage
    back: Stage
    patch: Patch


def stage_trees(
    installs: Installs,
    checkouts: Checkouts,
    workspace: Snapshot,
    application: Application,
    candidate: Candidate,
    patch: Patch,
    tools: tuple[str, ...] = (),
) -> Trees:
    """Lay the trees out with the dependencies of ``application``, and with ``tools``.

    Raises ``PackagesError``, and ``CheckoutError`` also where taking the change out again gives another tree.
    """
    before = stage_dependencies(installs, workspace, application, {}, (), tools)
    declared = tuple(d.name for d in candidate.dependencies if d.manifest == application.manifest)
    after = stage_dependencies(installs, workspace, application, patch.contents(), declared, tools)
    patch = with_locks(workspace, patch, after.locks)
    old_tree = checkouts.lay_out(workspace.source, {})
    new_tree = checkouts.rewrite(old_tree, patch.contents())
    back_tree = checkouts.rewrite(new_tree, patch.inverse())
    if checkouts.digest(back_tree) != checkouts.digest(old_tree):
        raise CheckoutError("taking the change out again does not give the old tree")
    old = Stage(old_tree, before.mounts, before.env)
    return Trees(old, Stage(new_tree, after.mounts, after.env), replace(old, tree=back_tree), patch)


def with_locks(workspace: Snapshot, patch: Patch, locks: object) -> Patch:
    """``patch`` with each rewritten lock file added, where it differs from the repository's."""
    added: list[FilePatch] = []
    for path, after in sorted(locks.items()) if isinstance(locks, dict) else ():
        if not workspace.has(path):
            continue
        text = workspace.text(path)
        before = text.encode(text.content)
        if before != after:
            added.append(replace_file(path, before, after, "Lock file brought up to date by the package manager."))
    known = {file.file for file in patch.files}
    return Patch((*patch.files, *(file for file in added if file.file not in known)))
