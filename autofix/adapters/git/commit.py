"""The files of a commit, read from the object store without a checkout.

No filter, hook, submodule or link is followed: objects are bytes here.
"""

from __future__ import annotations

from pathlib import Path

from autofix.adapters.git.command import GitError, run_git
from autofix.adapters.git.objects import ObjectReader
from autofix.sdk.workspace import WorkspaceError

LINK, SUBMODULE = "120000", "160000"


class CommitSource:
    """The tree of one commit of a repository on this machine."""

    def __init__(self, folder: Path, revision: str) -> None:
        """Raises ``GitError`` when ``folder`` is no repository or holds no such commit."""
        self.folder = folder
        try:
            sha = run_git(["rev-parse", "--verify", "--end-of-options", revision + "^{commit}"], folder=folder)
        except GitError as error:
            if "not a git repository" in str(error):
                raise GitError(
                    f"{folder} is no git repository, so it has no commit {revision}", permanent=True
                ) from None
            raise GitError(f"{folder} has no commit {revision}", permanent=True) from None
        self.revision = sha.decode().strip()
        self._objects = ObjectReader(folder)
        self._entries: dict[str, tuple[str, str, int]] = {}
        for raw in run_git(["ls-tree", "-rlz", "--full-tree", self.revision], folder=folder).split(b"\0"):
            meta, _, name = raw.partition(b"\t")
            try:
                path = name.decode()
            except UnicodeDecodeError:
                continue
            if path:
                mode, _kind, oid, size = meta.decode().split()
                self._entries[path] = (mode, oid, int(size) if size.isdigit() else 0)

    def files(self) -> tuple[str, ...]:
        """Every file and link of the commit; submodules are left out."""
        return tuple(sorted(path for path, entry in self._entries.items() if entry[0] != SUBMODULE))

    def local_files(self) -> tuple[str, ...]:
        """A commit has none."""
        return ()

    def is_ignored(self, path: str) -> bool:
        """A commit holds no ignored files."""
        return False

    def is_executable(self, path: str) -> bool:
        """Whether the file has the execute bit."""
        return self._entries[path][0] == "100755"

    def link_target(self, path: str) -> str | None:
        """Where the link at ``path`` points, None when it is a file."""
        mode, oid, _ = self._entries[path]
        if mode != LINK:
            return None
        return self._blob(oid).decode(errors="surrogateescape")

    def read_bytes(self, path: str, max_bytes: int) -> bytes:
        """The content of a file; raises ``WorkspaceError`` for a link, or more than ``max_bytes``."""
        if path not in self._entries:
            raise WorkspaceError(f"{path} is not in commit {self.revision[:12]}")
        mode, oid, size = self._entries[path]
        if mode == LINK:
            raise WorkspaceError(f"{path} is a link; AutoFix does not follow links")
        if size > max_bytes:
            raise WorkspaceError(f"{path} has {size} bytes, more than the {max_bytes} AutoFix reads")
        return self._blob(oid)

    def installed(self, ecosystem: str, root: str) -> Path | None:
        """A commit holds no installed dependencies."""
        return None

    def _blob(self, oid: str) -> bytes:
        return self._objects.read(oid)
