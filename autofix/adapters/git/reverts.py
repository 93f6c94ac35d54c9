"""Taking a merge back at the remote, once, however often it is asked for."""

from __future__ import annotations

from datetime import datetime

from autofix.adapters.git.branches import BranchMoved, push_branch
from autofix.adapters.git.changes import AUTOFIX, Author, parents_of, tree_of, write_commit
from autofix.adapters.git.command import GitError
from autofix.adapters.git.merges import TRIES, MergeConflict, merge_trees, needed_head
from autofix.adapters.git.messages import reverted_commits, with_revert
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.names import commit_id


def revert_merge(mirror: Mirror, merge: str, into: str, message: str, when: datetime, author: Author = AUTOFIX) -> str:
    """One commit on ``into`` of the remote that takes back what ``merge`` brought in; answers its id.

    A revert that is there already is answered instead, unless it was taken back
    itself. Raises ``MergeConflict`` when later commits built on the merge,
    ``PushRefused`` or another ``GitError``.
    """
    with mirror.held():
        for _ in range(TRIES):
            mirror.fetch()
            ours = needed_head(mirror, into)
            if not mirror.has(merge) or not mirror.is_ancestor(merge, ours):
                raise GitError(f"{into} of {mirror.remote.address} does not contain {merge}", permanent=True)
            found = find_revert(mirror, merge, ours)
            if found is not None:
                return found
            tree = _tree_without(mirror, merge, ours, when)
            if tree == tree_of(mirror, ours):
                raise GitError(f"{into} of {mirror.remote.address} holds nothing of {merge} any more", permanent=True)
            made = write_commit(mirror, tree, [ours], with_revert(message, merge), when, author)
            try:
                push_branch(mirror, into, made, ours)
            except BranchMoved:
                continue
            return made
    raise GitError(f"{into} of {mirror.remote.address} moved {TRIES} times during the revert", permanent=False)


def find_revert(mirror: Mirror, commit: str, head: str) -> str | None:
    """The commit between ``commit`` and ``head`` that takes ``commit`` back and is still in force, or None."""
    log = mirror.run(
        ["log", "-z", "--topo-order", "--format=%H%n%B", "--end-of-options", f"{commit_id(commit)}..{commit_id(head)}"]
    )
    taken_back: dict[str, str] = {}
    # Newest first, so that it is known of each revert whether it was reverted in turn.
    for entry in log.decode(errors="replace").split("\0"):
        found, _, message = entry.partition("\n")
        if found and found not in taken_back:
            taken_back.update(dict.fromkeys(reverted_commits(message), found))
    return taken_back.get(commit)


def _tree_without(mirror: Mirror, merge: str, ours: str, when: datetime) -> str:
    """``ours`` without the difference from the merge's mainline to the merge.

    That is a three-way merge whose base is ``merge``. git before 2.40 cannot be told
    the base, so it gets three commits of these trees in which the base is the parent.
    """
    parents = parents_of(mirror, merge)
    if not parents:
        raise GitError(f"{merge} is the first commit; there is nothing to go back to", permanent=True)
    base = write_commit(mirror, tree_of(mirror, merge), [], "base", when, AUTOFIX)
    sides = [write_commit(mirror, tree_of(mirror, side), [base], "side", when, AUTOFIX) for side in (ours, parents[0])]
    try:
        return merge_trees(mirror, *sides)
    except MergeConflict as error:
        files = ", ".join(error.files)
        raise MergeConflict(
            f"{merge} cannot be taken back: later commits changed the same lines of {files}", error.files
        ) from None
