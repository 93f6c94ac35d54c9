"""The trees of one proof: as it was, with the change, and with the change taken out again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from autofix.engine.patch import FilePatch, Patch, replace_file
from autofix.engine.prove.checkouts import CheckoutError, Checkouts
from autofix.engine.prove.observe import Stage
from autofix.engine.prove.proof import Check, Proof
from autofix.engine.prove.stage import Installs, stage_dependencies
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.packages import PackagesError
from autofix.sdk.workspace import Application


@dataclass(frozen=True)
class Trees:
    """``back`` equals ``old`` to the byte and was made from ``new``; ``patch`` has the rewritten lock files too.

    ``notes`` tell what is installed otherwise than the manifests say.
    """

    old: Stage
    new: Stage
    back: Stage
    patch: Patch
    notes: tuple[str, ...] = ()

    def tell(self, proof: Proof) -> Proof:
        """``proof`` with a line of evidence for ``notes``, which its reason names as well."""
        if not self.notes:
            return proof
        said = f"installed with {'; '.join(self.notes)}"
        check = Check(said, "build", "the same", "the same", True)
        reason = f"{proof.reason} ({said})" if proof.reason else ""
        checks = (*proof.checks[:1], check, *proof.checks[1:])
        # Where other packages run than those of the report, a failure that is not seen is no sign that there is none.
        return replace(proof, checks=checks, reason=reason, is_no_fault=False)


def stage_trees(
    installs: Installs,
    checkouts: Checkouts,
    workspace: Snapshot,
    application: Application,
    candidate: Candidate,
    patch: Patch,
    tools: tuple[str, ...] = (),
    undeclared: tuple[str, ...] = (),
) -> Trees:
    """Lay the trees out with the dependencies of ``application``, with ``tools`` and what is ``undeclared``.

    Raises ``PackagesError``, and ``CheckoutError`` also where taking the change out again gives another tree.
    """
    before = stage_dependencies(installs, workspace, application, {}, (), tools, undeclared)
    declared = tuple(d.name for d in candidate.dependencies if d.manifest == application.manifest)
    after = stage_dependencies(installs, workspace, application, patch.contents(), declared, tools, undeclared)
    patch = with_locks(workspace, patch, after.locks)
    old_tree = checkouts.lay_out(workspace.source, {})
    new_tree = checkouts.rewrite(old_tree, patch.contents())
    back_tree = checkouts.rewrite(new_tree, patch.inverse())
    if checkouts.digest(back_tree) != checkouts.digest(old_tree):
        raise CheckoutError("taking the change out again does not give the old tree")
    if before.notes != after.notes:
        # A change that asks for what cannot be had, or no longer does: what runs is not what it says.
        notes = "; ".join((*before.notes, *after.notes))
        raise PackagesError(f"without and with the change they differ from what is declared, and not alike: {notes}")
    old = Stage(old_tree, before.mounts, before.env)
    return Trees(old, Stage(new_tree, after.mounts, after.env), replace(old, tree=back_tree), patch, before.notes)


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
