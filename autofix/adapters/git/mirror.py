"""A bare repository of our own that follows a remote.

The remote's branches stand below ``refs/remote/``. Nothing is ever checked
out, and all that is in here can be fetched or made again: what cannot be used
is thrown away and made anew.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import rmtree

from autofix.adapters.git.command import Finished, GitError, call_git
from autofix.adapters.git.commit import CommitSource
from autofix.adapters.git.lock import FolderLock
from autofix.adapters.git.names import branch_ref, commit_id
from autofix.adapters.git.recovery import ORIGIN, is_whole, remove_leftovers
from autofix.adapters.git.remote import Remote
from autofix.adapters.git.transport import Bounds, call_remote, failure, printable

REFS = "refs/remote/"
LOCK_SECONDS = 180.0


class Mirror:
    """The mirror of ``remote`` in ``folder``, which is made when it is first needed.

    One call at a time changes it, in whatever thread or process. All methods raise ``GitError``.
    """

    def __init__(
        self, folder: Path, remote: Remote, *, bounds: Bounds | None = None, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        """``bounds`` holds for each call to the remote."""
        self.folder = folder
        self.remote = remote
        self.repository = folder / "repository"
        self._bounds = bounds or Bounds()
        self._lock = FolderLock(folder / "lock", lock_seconds)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep everybody else out; what killed callers left behind is cleared first."""
        try:
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise GitError(f"{self.folder} cannot be made: {error.strerror}", permanent=False) from None
        with self._lock.held() as is_new:
            if is_new:
                self._make_ready()
            yield

    def fetch(self) -> None:
        """Bring all of the remote's branches here, and forget those it no longer has."""
        with self.held():
            self.ask(
                "fetch",
                "--quiet",
                "--prune",
                "--no-tags",
                "--no-recurse-submodules",
                "--no-auto-maintenance",
                "--no-write-fetch-head",
                "--no-show-forced-updates",
                *self.remote.reading(),
                self.remote.address,
                f"+refs/heads/*:{REFS}*",
            )

    def default_branch(self) -> str:
        """The branch that the remote's HEAD names; its only one where HEAD leads nowhere."""
        with self.held():
            heads = self._listed("HEAD", "refs/heads/*")
        branches = [name.removeprefix("refs/heads/") for name in heads if name.startswith("refs/heads/")]
        named = heads.get("ref: HEAD", "").removeprefix("refs/heads/")
        if named in branches:
            return named
        if len(branches) == 1:
            return branches[0]
        raise GitError(
            f"{self.remote.address} names no default branch and has {len(branches)} branches; name the branch to use",
            permanent=True,
        )

    def remote_head(self, branch: str) -> str | None:
        """The commit that ``branch`` has at the remote right now, None when there is no such branch."""
        ref = branch_ref(branch)
        with self.held():
            return self._listed(ref).get(ref)

    def head(self, branch: str) -> str | None:
        """The commit that ``branch`` had when it was last fetched or pushed, None when there was none."""
        ref = REFS + branch_ref(branch).removeprefix("refs/heads/")
        done = self.call(["rev-parse", "--verify", "--quiet", "--end-of-options", ref])
        return done.stdout.decode().strip() or None

    def source(self, commit: str) -> CommitSource:
        """The files of a commit."""
        if not self.has(commit):
            raise GitError(f"{self.remote.address} has sent no commit {commit}", permanent=True)
        return CommitSource(self.repository, commit)

    def has(self, commit: str) -> bool:
        """Whether the commit is here."""
        return self.call(["cat-file", "-e", f"{commit_id(commit)}^{{commit}}"]).code == 0

    def is_ancestor(self, ancestor: str, commit: str) -> bool:
        """Whether ``commit`` contains ``ancestor``; a commit contains itself."""
        done = self.call(["merge-base", "--is-ancestor", commit_id(ancestor), commit_id(commit)])
        if done.code not in (0, 1):
            raise GitError(f"{ancestor} and {commit} could not be compared: {printable(done.stderr)}", permanent=True)
        return done.code == 0

    def changed_paths(self, before: str, after: str) -> tuple[str, ...]:
        """The files that differ between two commits, sorted; a rename counts as both of its names."""
        options = ["-r", "-z", "--name-only", "--no-renames", "--no-ext-diff"]
        found = self.run(["diff-tree", *options, commit_id(before), commit_id(after)])
        return tuple(sorted(raw.decode(errors="backslashreplace") for raw in found.split(b"\0") if raw))

    def remember(self, branch: str, commit: str | None) -> None:
        """Note what ``branch`` is at the remote after a push of ours; None when it is gone."""
        ref = REFS + branch_ref(branch).removeprefix("refs/heads/")
        if self.call(["update-ref", ref, commit] if commit else ["update-ref", "-d", ref]).code:
            # A branch that is gone at the remote may stand in the way: "a" of "a/b".
            self.fetch()

    def ask(self, *arguments: str) -> bytes:
        """Run a git command that only reads from the remote, and answer its output."""
        done = self.talk(*arguments)
        if done.code:
            raise failure(self.remote, f"git {arguments[0]}", done)
        return done.stdout

    def talk(self, *arguments: str) -> Finished:
        """Run a git command that talks to the remote, whatever its exit code."""
        return call_remote(
            self.remote,
            arguments,
            repository=self.repository,
            bounds=self._bounds,
            inherited=self._lock.inherited,
        )

    def run(
        self, arguments: Sequence[str], *, environment: Mapping[str, str] | None = None, stdin: bytes = b""
    ) -> bytes:
        """Run a git command in the mirror and answer its output."""
        done = self.call(arguments, environment=environment, stdin=stdin)
        if done.code:
            raise GitError(
                f"git {arguments[0]} in the mirror of {self.remote.address} failed: {printable(done.stderr)}",
                permanent=True,
            )
        return done.stdout

    def call(
        self, arguments: Sequence[str], *, environment: Mapping[str, str] | None = None, stdin: bytes = b""
    ) -> Finished:
        """Run a git command in the mirror, whatever its exit code."""
        if not self.repository.is_dir():
            raise GitError(f"the mirror of {self.remote.address} is empty; fetch first", permanent=False)
        return call_git(
            arguments,
            folder=self.repository,
            # Named outright: git would look for a repository further up if this one were damaged.
            environment={"GIT_DIR": str(self.repository), **(environment or {})},
            stdin=stdin,
            inherited=self._lock.inherited,
        )

    def _listed(self, *patterns: str) -> dict[str, str]:
        """What the remote says of its refs: commits by full name, and the branch of HEAD as ``ref: HEAD``."""
        said = self.ask("ls-remote", "--quiet", "--symref", *self.remote.reading(), self.remote.address, *patterns)
        found = {}
        for line in said.decode(errors="replace").splitlines():
            value, _, name = line.partition("\t")
            if value.startswith("ref: "):
                found[f"ref: {name}"] = value.removeprefix("ref: ")
            else:
                found[name] = commit_id(value)
        return found

    def _make_ready(self) -> None:
        for left in self.folder.iterdir():
            if left.name.startswith(("making-", "discarded-", "index-")):
                rmtree(left, ignore_errors=True)
        if is_whole(self.repository, self.remote.address):
            remove_leftovers(self.repository)
            return
        if os.path.lexists(self.repository):
            # Renamed first: removing takes time, and a half-removed mirror could look whole.
            self.repository.rename(Path(tempfile.mkdtemp(prefix="discarded-", dir=self.folder)) / "repository")
            self._make_ready()
            return
        made = Path(tempfile.mkdtemp(prefix="making-", dir=self.folder))
        done = call_git(["init", "--quiet", "--bare", "--template=", "--initial-branch=none", "."], folder=made)
        if done.code:
            raise GitError(f"{self.folder} cannot hold a mirror: {printable(done.stderr)}", permanent=False)
        (made / ORIGIN).write_text(self.remote.address)
        made.rename(self.repository)
