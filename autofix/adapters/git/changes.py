"""Commits made without a work tree: the same inputs always make the same commit."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from autofix.adapters.git.command import GitError
from autofix.adapters.git.commit import LINK, SUBMODULE
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.names import commit_id, file_path

FILE, EXECUTABLE = "100644", "100755"


@dataclass(frozen=True)
class Author:
    """Who a commit is by: author and committer alike."""

    name: str
    email: str


AUTOFIX = Author("AutoFix", "autofix@localhost")


def commit_changes(
    mirror: Mirror,
    base: str,
    contents: Mapping[str, bytes | None],
    message: str,
    when: datetime,
    author: Author = AUTOFIX,
    *,
    executable: Collection[str] = (),
) -> str:
    """A commit on top of the commit ``base``: each path's new bytes, None for a path to remove.

    A file keeps its mode; a new one is executable when it is in ``executable``.
    ``when`` must know its time zone. Calling again answers the same commit.
    Raises ``GitError`` for a path that no commit may hold, that is or leads
    through a link or a submodule, and for changes that change nothing.
    """
    with mirror.held():
        if not mirror.has(base):
            raise GitError(f"{mirror.remote.address} has sent no commit {base} to build on", permanent=True)
        with tempfile.TemporaryDirectory(prefix="index-", dir=mirror.folder) as made:
            index = {"GIT_INDEX_FILE": str(Path(made) / "index")}
            mirror.run(["read-tree", base], environment=index)
            modes = _modes(mirror.run(["ls-files", "--stage", "-z"], environment=index))
            lines = []
            for path, mode in _new_modes(modes, contents, executable).items():
                data = contents[path]
                oid = "0" * len(base) if data is None else _write_blob(mirror, data)
                lines.append(f"{mode} {oid}\t{path}\0".encode())
            mirror.run(["update-index", "-z", "--index-info"], environment=index, stdin=b"".join(lines))
            tree = mirror.run(["write-tree"], environment=index).decode().strip()
        if tree == tree_of(mirror, base):
            raise GitError(f"the changes leave commit {base} as it is; there is nothing to commit", permanent=True)
        return write_commit(mirror, tree, [base], message, when, author)


def write_commit(
    mirror: Mirror, tree: str, parents: Sequence[str], message: str, when: datetime, author: Author
) -> str:
    """The commit of ``tree`` with these parents; raises ``GitError``."""
    if when.tzinfo is None:
        raise ValueError("the time of a commit needs a time zone")
    date = f"@{int(when.timestamp())} +0000"
    identity = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", author.name), ("EMAIL", author.email), ("DATE", date))
    }
    flags = [part for parent in parents for part in ("-p", parent)]
    text = message.strip() + "\n"
    made = mirror.run(
        ["commit-tree", "--no-gpg-sign", tree, *flags, "-F", "-"], environment=identity, stdin=text.encode()
    )
    return made.decode().strip()


def tree_of(mirror: Mirror, commit: str) -> str:
    """The id of a commit's tree; raises ``GitError``."""
    return mirror.run(["rev-parse", "--verify", f"{commit_id(commit)}^{{tree}}"]).decode().strip()


def parents_of(mirror: Mirror, commit: str) -> tuple[str, ...]:
    """The ids of a commit's parents, the mainline first; raises ``GitError``."""
    return tuple(mirror.run(["rev-parse", f"{commit_id(commit)}^@"]).decode().split())


def _new_modes(
    modes: Mapping[str, str], contents: Mapping[str, bytes | None], executable: Collection[str]
) -> dict[str, str]:
    """What is to stand in the index for each path, removals first: git takes the index's lines in order."""
    removed = {file_path(path) for path, data in contents.items() if data is None}
    written = sorted(file_path(path) for path, data in contents.items() if data is not None)
    left = (set(modes) - removed) | set(written)
    folders = {str(folder) for path in left for folder in PurePosixPath(path).parents}
    for path in contents:
        for place in (path, *map(str, PurePosixPath(path).parents)):
            if modes.get(place) in (LINK, SUBMODULE):
                kind = "link" if modes[place] == LINK else "submodule"
                raise GitError(f"{place} is a {kind}; AutoFix neither changes nor follows it", permanent=True)
    for path in removed - set(modes):
        raise GitError(f"{path} is to be removed, but there is no such file", permanent=True)
    found = dict.fromkeys(sorted(removed), "0")
    for path in written:
        if path in folders or any(str(folder) in left for folder in PurePosixPath(path).parents):
            raise GitError(f"{path} would be a file and a folder at once", permanent=True)
        found[path] = modes.get(path) or (EXECUTABLE if path in executable else FILE)
    return found


def _modes(listing: bytes) -> dict[str, str]:
    """The mode of each path in the output of ``git ls-files --stage -z``."""
    found = {}
    for raw in listing.split(b"\0"):
        meta, _, name = raw.partition(b"\t")
        if name:
            found[name.decode(errors="surrogateescape")] = meta.split()[0].decode()
    return found


def _write_blob(mirror: Mirror, data: bytes) -> str:
    # From standard input and without a path: no filter or line ending of the repository applies.
    return mirror.run(["hash-object", "-w", "--stdin"], stdin=data).decode().strip()
