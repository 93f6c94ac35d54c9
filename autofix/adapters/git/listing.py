"""Which files of a folder belong to the repository, by git's own ignore rules.

The folder's ``.git`` is never opened as a repository: git runs with an empty
git directory of ours and only borrows the folder's index, so nothing of the
repository's configuration is read. A folder without ``.git`` works the same.
"""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

from autofix.adapters.git.command import GitError, run_git

MAX_FILES = 200_000
PRUNED = frozenset({"node_modules", ".git", ".hg", ".svn", "__pycache__", ".venv", "venv", "site-packages"})


def list_files(folder: Path) -> tuple[str, ...]:
    """Tracked and not ignored files of ``folder``, sorted, without installed dependencies.

    Names that are not UTF-8 are left out: they cannot be named in a diff or in JSON.
    Raises ``GitError``.
    """
    with tempfile.TemporaryDirectory(prefix="autofix-git-") as made:
        git_dir = Path(made)
        (git_dir / "HEAD").write_text("ref: refs/heads/main\n")
        (git_dir / "objects").mkdir()
        (git_dir / "refs").mkdir()
        environment = {"GIT_DIR": made, "GIT_WORK_TREE": str(folder)}
        index = folder / ".git" / "index"
        if _is_plain_file(index):
            (git_dir / "index").write_bytes(index.read_bytes())
        listing = _ls_files(folder, environment, with_index=_is_plain_file(index))
    names = set()
    for raw in listing.split(b"\0"):
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            continue
        if name and PRUNED.isdisjoint(name.split("/")) and _is_file_or_link(folder / name):
            names.add(name)
    if len(names) > MAX_FILES:
        raise GitError(
            f"{folder} holds {len(names)} files, more than the {MAX_FILES} AutoFix reads; "
            "name the folder of the application instead",
            permanent=True,
        )
    return tuple(sorted(names))


def _ls_files(folder: Path, environment: dict[str, str], *, with_index: bool) -> bytes:
    excludes = [f"--exclude={name}" for name in sorted(PRUNED)]
    arguments = ["ls-files", "-z", "--others", "--exclude-standard", *excludes]
    if not with_index:
        return run_git(arguments, folder=folder, environment=environment)
    try:
        return run_git([*arguments, "--cached"], folder=folder, environment=environment)
    except GitError:
        # A damaged or split index: what stands in the folder still counts.
        (Path(environment["GIT_DIR"]) / "index").unlink(missing_ok=True)
        return run_git(arguments, folder=folder, environment=environment)


def _is_file_or_link(path: Path) -> bool:
    """Not so for what the index names but the folder lacks, for submodules, pipes and devices."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def _is_plain_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode) and not path.parent.is_symlink()
    except OSError:
        return False
