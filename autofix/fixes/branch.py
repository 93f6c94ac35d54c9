"""The branch of a fix in its repository: its commit, putting it up, taking it away.

A commit is written down before it is pushed. What stands on the branch is ours when it is one of those that were.
"""

from __future__ import annotations

from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import commit_changes, delete_branch, push_branch
from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from autofix.engine.spoken import inert
from autofix.fixes.evidence import contents_of
from autofix.fixes.models import Attempt, Fix
from autofix.fixes.states import ON_THE_WAY

TRAILER = "AutoFix-Fix"


def commit_fix(fix: Fix, mirror: Mirror) -> str:
    """The commit of the chosen change on its base; the same one however often it is asked for."""
    with tenant_scope(fix.tenant_id):
        # Who calls has seen that something was chosen.
        chosen = Attempt.objects.prefetch_related("changes").get(fix=fix, round=fix.round, ordinal=fix.chosen or 0)
        contents = contents_of(chosen)
    message = f"{inert(fix.title)}\n\n{inert(fix.root_cause)}\n\n{TRAILER}: {fix.id}\n"
    return commit_changes(mirror, fix.base_commit, contents, message, fix.finished_at or fix.created_at)


def put_up(fix: Fix, mirror: Mirror, head: str) -> None:
    """Bring the branch to ``head`` from where we left it; raises ``BranchMoved`` when others changed it."""
    found = mirror.remote_head(fix.branch)
    if found is not None and found in _own_heads(fix):
        expected: str | None = found
    else:
        # A branch that was never up, or was taken away by us, begins anew; else it has to be where we left it.
        expected = fix.head_commit if fix.publication in ON_THE_WAY else None
    push_branch(mirror, fix.branch, head, expected)


def take_away(fix: Fix, mirror: Mirror) -> None:
    """Remove the branch; gone already is fine. Raises ``BranchMoved`` when others added to it."""
    if not fix.branch or not fix.head_commit:
        return
    found = mirror.remote_head(fix.branch)
    if found is not None and found in _own_heads(fix):
        delete_branch(mirror, fix.branch, found)
    elif fix.publication in ON_THE_WAY:
        delete_branch(mirror, fix.branch, fix.head_commit)


def merge_message(fix: Fix) -> str:
    """What the merge commit says."""
    return f"Merge {fix.branch}: {inert(fix.title)}\n\n{TRAILER}: {fix.id}\n"


def revert_message(fix: Fix) -> str:
    """What the commit says that takes the merge back."""
    return f"Revert {inert(fix.title)!r}\n\n{TRAILER}: {fix.id}\n"


def _own_heads(fix: Fix) -> frozenset[str]:
    """Every commit that was written down as the head of this fix's branch."""
    with tenant_scope(fix.tenant_id):
        told = Event.objects.filter(subject=fix.pk, changes__has_key="head_commit").values_list("changes", flat=True)
        return frozenset(str(changes["head_commit"]) for changes in told) - {""}
