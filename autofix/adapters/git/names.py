"""Which branch names, commit ids and file paths are taken."""

from __future__ import annotations

import re

from autofix.adapters.git.command import GitError

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_FORBIDDEN_IN_BRANCH = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//")

# Code points that HFS+ leaves out when it compares names (git's utf8.c, next_hfs_char).
_HFS_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")


def commit_id(text: str) -> str:
    """``text`` when it is a whole commit id; raises ``GitError``."""
    if not _COMMIT.match(text):
        raise GitError(f"{text[:80]!r} is no commit id; give all of its hexadecimal digits", permanent=True)
    return text


def branch_ref(branch: str) -> str:
    """The full name of a branch, ``refs/heads/...``; raises ``GitError`` by the rules of git-check-ref-format(1)."""
    parts = branch.split("/")
    is_bad = (
        not branch
        or branch in ("@", "HEAD")
        or branch.startswith(("-", "/"))
        or branch.endswith((".", "/"))
        or not _is_text(branch)
        or _FORBIDDEN_IN_BRANCH.search(branch) is not None
        or any(part.startswith(".") or part.endswith(".lock") for part in parts)
    )
    if is_bad:
        raise GitError(f"{branch[:80]!r} is no name for a branch", permanent=True)
    return f"refs/heads/{branch}"


def file_path(path: str) -> str:
    """``path`` when a commit may hold a file there; raises ``GitError``.

    Refused is what leads out of the tree or into a ``.git`` folder, in any spelling
    that some file system takes for it (git-config(1), core.protectHFS and core.protectNTFS).
    """
    if not path or "\0" in path or not _is_text(path):
        raise GitError(f"{path[:80]!r} is no path of a file", permanent=True)
    for part in re.split(r"[/\\]", path):
        if part in ("", ".", ".."):
            raise GitError(f"{path[:200]!r} is not a plain path below the repository", permanent=True)
        if _means_git_folder(part):
            raise GitError(f"{path[:200]!r} leads into a .git folder", permanent=True)
    return path


def _means_git_folder(part: str) -> bool:
    hfs = _HFS_IGNORED.sub("", part).casefold()
    # NTFS cuts trailing blanks and dots, and what stands behind a colon names a stream.
    ntfs = part.partition(":")[0].rstrip(" .").casefold()
    return hfs == ".git" or ntfs in (".git", "git~1")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
