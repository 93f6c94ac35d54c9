"""Repositories on this machine: which ones a tenant may name.

A repository below one of the operator's folders must also keep all it reads
there: a link, a borrowed object store or a ``.git`` file could lead elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from autofix.adapters.git.command import GitError, call_git

# What may say no to a push (githooks(5)); leaving one out would pass by somebody's rule.
DECIDING_HOOKS = ("pre-receive", "update", "proc-receive", "reference-transaction")
READ_BY_GIT = ("HEAD", "config", "packed-refs", "refs", "objects", "info", "worktrees", "shallow")


def check_place(address: str, roots: Sequence[Path]) -> Path:
    """The git folder of the repository at ``address``, as a real path; raises ``GitError``."""
    real_roots = [Path(os.path.realpath(root)) for root in roots]
    place = Path(os.path.realpath(address))
    # One answer for outside and for not there: it tells nothing of what else the machine holds.
    if not _is_below(place, real_roots):
        raise GitError(f"{address!r} is not below a folder in which the operator allows repositories", permanent=True)
    git_folder = place / ".git" if os.path.lexists(place / ".git") else place
    if git_folder.is_symlink() or git_folder.is_file():
        raise GitError(
            f"{address!r} has its .git elsewhere; name the repository that it belongs to instead", permanent=True
        )
    if not all((git_folder / name).exists() for name in ("HEAD", "objects", "refs")):
        raise GitError(f"{address!r} is no git repository", permanent=True)
    for borrowed in ("commondir", "objects/info/alternates"):
        if os.path.lexists(git_folder / borrowed):
            raise GitError(
                f"{address!r} borrows from another repository ({borrowed}); make a whole clone of it", permanent=True
            )
    for link in _links(git_folder):
        if not _is_below(Path(os.path.realpath(link)), real_roots):
            raise GitError(
                f"{address!r} holds the link {link.relative_to(git_folder)}, which leads out of the folders in which "
                "the operator allows repositories",
                permanent=True,
            )
    return git_folder


def deciding_hooks(git_folder: Path) -> tuple[str, ...]:
    """The hooks of the repository that could refuse a push."""
    configured = own_setting(git_folder, "core.hooksPath")
    folder = git_folder / (configured or "hooks")
    return tuple(name for name in DECIDING_HOOKS if os.access(folder / name, os.X_OK))


def own_setting(git_folder: Path, key: str) -> str:
    """What the repository's own configuration says of ``key``, empty when nothing."""
    done = call_git(
        ["config", "--local", "--includes", "--get", key], folder=git_folder, environment={"GIT_DIR": str(git_folder)}
    )
    return done.stdout.decode(errors="replace").strip()


def _links(git_folder: Path) -> Iterator[Path]:
    for name in READ_BY_GIT:
        top = git_folder / name
        if top.is_symlink():
            yield top
        elif top.is_dir():
            for folder, folders, files in os.walk(top):
                for entry in (*folders, *files):
                    path = Path(folder) / entry
                    if path.is_symlink():
                        yield path


def _is_below(place: Path, roots: Sequence[Path]) -> bool:
    return any(place.is_relative_to(root) for root in roots)
