"""Publishing a fix to a plain git repository: every step may be repeated and has its effect once."""

from autofix.adapters.git.branches import BranchMoved, PushRefused, delete_branch, push_branch
from autofix.adapters.git.changes import AUTOFIX, Author, commit_changes
from autofix.adapters.git.merges import MergeConflict, MergeResult, merge_branch
from autofix.adapters.git.reverts import find_revert, revert_merge

__all__ = [
    "AUTOFIX",
    "Author",
    "BranchMoved",
    "MergeConflict",
    "MergeResult",
    "PushRefused",
    "commit_changes",
    "delete_branch",
    "find_revert",
    "merge_branch",
    "push_branch",
    "revert_merge",
]
