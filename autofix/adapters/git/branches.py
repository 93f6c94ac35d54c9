"""Moving the branches of a remote, each only from where it is known to be."""

from __future__ import annotations

import time

from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.names import branch_ref, commit_id
from autofix.adapters.git.transport import failure, printable

# A push is refused too while another one holds the branch for a moment.
PAUSES_SECONDS = (0.2, 0.6, 0.0)


class BranchMoved(GitError):
    """The branch is not at the commit it was expected at; nothing was changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class PushRefused(GitError):
    """The remote does not let the branch be changed; the message holds its words."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


def push_branch(mirror: Mirror, branch: str, commit: str, expected: str | None) -> None:
    """Bring ``branch`` of the remote from the commit ``expected`` (None: no such branch) to ``commit``.

    Done already is fine. Raises ``BranchMoved``, ``PushRefused`` or another ``GitError``.
    """
    with mirror.held():
        if not mirror.has(commit):
            raise GitError(f"there is no commit {commit} to push", permanent=True)
        _move(mirror, branch, commit, expected)


def delete_branch(mirror: Mirror, branch: str, expected: str) -> None:
    """Remove ``branch`` from the remote while it is at the commit ``expected``.

    Gone already is fine. Raises ``BranchMoved``, ``PushRefused`` or another ``GitError``.
    """
    with mirror.held():
        _move(mirror, branch, None, commit_id(expected))


def _move(mirror: Mirror, branch: str, wanted: str | None, expected: str | None) -> None:
    ref = branch_ref(branch)
    if expected is not None:
        commit_id(expected)
    refused: GitError | None = None
    for pause in PAUSES_SECONDS:
        # Looked at first, and after each failure: an earlier push may have arrived though its answer did not.
        found = mirror.remote_head(branch)
        if found == wanted:
            mirror.remember(branch, wanted)
            return
        if found != expected:
            raise BranchMoved(
                f"{branch} of {mirror.remote.address} is {found or 'gone'}, not {expected or 'still to be made'}"
            )
        refused = _push(mirror, f"{wanted or ''}:{ref}", f"--force-with-lease={ref}:{expected or ''}")
        if refused is None:
            mirror.remember(branch, wanted)
            return
        time.sleep(pause)
    found = mirror.remote_head(branch)
    if found == wanted:
        mirror.remember(branch, wanted)
    elif refused is not None:
        raise refused


def _push(mirror: Mirror, refspec: str, lease: str) -> GitError | None:
    """Push once; answers why it failed, None when it did not."""
    options = ("--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no")
    done = mirror.talk("push", *options, *mirror.remote.writing(), lease, mirror.remote.address, refspec)
    if not done.code:
        return None
    # One line for each ref, "!\tFROM:TO\tWHY", once the remote has answered (git-push(1), OUTPUT).
    reasons = [line.split("\t")[-1] for line in done.stdout.decode(errors="replace").splitlines() if line[:1] == "!"]
    if not reasons:
        return failure(mirror.remote, "git push", done)
    said = [line.removeprefix("remote:") for line in done.stderr.splitlines() if line.startswith("remote:")]
    words = mirror.remote.without_secrets(" ".join([*said, *reasons]))
    return PushRefused(f"{mirror.remote.address} refused the push to {refspec.partition(':')[2]}: {printable(words)}")
