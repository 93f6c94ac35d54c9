"""Merging a branch at the remote, once, however often it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from autofix.adapters.git.branches import BranchMoved, push_branch
from autofix.adapters.git.changes import AUTOFIX, Author, parents_of, write_commit
from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.names import commit_id
from autofix.adapters.git.transport import printable

TRIES = 8


class MergeConflict(GitError):
    """Both sides changed the same lines; ``files`` are where."""

    def __init__(self, message: str, files: tuple[str, ...]) -> None:
        super().__init__(message, permanent=True)
        self.files = files


@dataclass(frozen=True)
class MergeResult:
    """``commit`` brought the branch in, on top of ``onto``; ``was_there`` when an earlier call or a person made it.

    ``onto`` is empty when the branch is the very first commit.
    """

    commit: str
    was_there: bool
    onto: str


def merge_branch(
    mirror: Mirror,
    branch: str,
    into: str,
    message: str,
    when: datetime,
    author: Author = AUTOFIX,
    *,
    commit: str | None = None,
    onto: str | None = None,
) -> MergeResult:
    """Merge ``branch`` into ``into`` at the remote, with a merge commit in any case.

    With ``commit``, that commit and no other of the branch is merged, and it is
    found again after the branch was deleted. When ``into`` moves meanwhile, the
    merge is made anew on top of it; with ``onto`` it is made on that commit or not
    at all. Raises ``MergeConflict``, ``BranchMoved`` when
    ``branch`` is not at ``commit`` or ``into`` not at ``onto``, ``PushRefused`` or another ``GitError``.
    """
    with mirror.held():
        for _ in range(TRIES):
            mirror.fetch()
            ours, theirs = needed_head(mirror, into), commit or needed_head(mirror, branch)
            found = brought_in(mirror, theirs, ours)
            if found is not None:
                return MergeResult(found, was_there=True, onto="".join(parents_of(mirror, found)[:1]))
            if theirs != needed_head(mirror, branch):
                raise BranchMoved(f"{branch} of {mirror.remote.address} is no longer at {theirs}")
            if onto is not None and ours != onto:
                raise BranchMoved(f"{into} of {mirror.remote.address} is no longer at {onto}")
            made = write_commit(mirror, merge_trees(mirror, ours, theirs), [ours, theirs], message, when, author)
            try:
                push_branch(mirror, into, made, ours)
            except BranchMoved:
                continue
            return MergeResult(made, was_there=False, onto=ours)
    raise GitError(f"{into} of {mirror.remote.address} moved {TRIES} times during the merge", permanent=False)


def needed_head(mirror: Mirror, branch: str) -> str:
    """The fetched head of a branch that must be there; raises ``GitError``."""
    head = mirror.head(branch)
    if head is None:
        raise GitError(f"{mirror.remote.address} has no branch {branch}", permanent=True)
    return head


def brought_in(mirror: Mirror, commit: str, head: str) -> str | None:
    """The commit of the main line up to ``head`` that brought ``commit`` in, None when ``head`` lacks it."""
    if not mirror.has(commit) or not mirror.is_ancestor(commit, head):
        return None
    line = mirror.run(["rev-list", "--first-parent", commit_id(head)]).decode().split()
    # What contains the commit once contains it ever after, so the line can be halved.
    containing, without = 0, len(line)
    while without - containing > 1:
        middle = (containing + without) // 2
        if mirror.is_ancestor(commit, line[middle]):
            containing = middle
        else:
            without = middle
    return line[containing]


def merge_trees(mirror: Mirror, ours: str, theirs: str) -> str:
    """The tree of the merge of two commits; raises ``MergeConflict``."""
    done = mirror.call(["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs])
    tree, *files = [part.decode(errors="backslashreplace") for part in done.stdout.split(b"\0") if part]
    if done.code == 1:
        named = printable(", ".join(files))
        raise MergeConflict(f"merging {theirs} into {ours} conflicts in {named}", tuple(dict.fromkeys(files)))
    if done.code:
        raise GitError(f"{theirs} cannot be merged into {ours}: {printable(done.stderr)}", permanent=True)
    return tree
