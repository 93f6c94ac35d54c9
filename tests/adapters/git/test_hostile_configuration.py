"""What a repository's configuration would have git run is not run; a careless git runs it (shown each time)."""

import hashlib

import pytest

from autofix.adapters.folder import FolderSource
from autofix.adapters.git.command import GitError
from autofix.adapters.git.commit import CommitSource


def read_everything(folder):
    """All that AutoFix does with git, on the folder and on its last commit."""
    for source in (FolderSource(folder), CommitSource(folder, "HEAD")):
        for path in source.files():
            if source.link_target(path) is None:
                source.read_bytes(path, 1_000_000)
    return source.files()


def test_fsmonitor(hostile):
    repository = hostile()
    repository.configure("core.fsmonitor", str(repository.program()))
    repository.git("status")
    assert repository.has_run(), "a careless git status runs it"

    assert "server.js" in read_everything(repository.folder)
    assert not repository.has_run()


def test_hooks(hostile):
    repository = hostile()
    for hook in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction"):
        program = repository.folder / ".git/hooks" / hook
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ntouch {repository.mark}\n")
        program.chmod(0o755)
    repository.git("checkout", "-q", "-b", "other")
    assert repository.has_run(), "a careless git checkout runs it"

    assert "server.js" in read_everything(repository.folder)
    assert not repository.has_run()


def test_filters(hostile):
    repository = hostile()
    (repository.folder / ".gitattributes").write_text("*.js filter=evil\n")
    repository.configure("filter.evil.clean", str(repository.program()))
    repository.configure("filter.evil.smudge", str(repository.program()))
    repository.git("add", ".")
    repository.git("commit", "-qm", "filtered")
    repository.has_run()
    (repository.folder / "server.js").unlink()
    repository.git("checkout", "--", "server.js")
    assert repository.has_run(), "a careless git checkout runs it"

    assert "server.js" in read_everything(repository.folder)
    assert not repository.has_run()


@pytest.mark.parametrize("driver", ["textconv", "command"])
def test_diff_drivers(hostile, driver):
    repository = hostile()
    (repository.folder / ".gitattributes").write_text("*.js diff=evil\n")
    repository.configure(f"diff.evil.{driver}", str(repository.program()))
    (repository.folder / "server.js").write_text("changed\n")
    repository.git("diff")
    assert repository.has_run(), "a careless git diff runs it"

    assert "server.js" in read_everything(repository.folder)
    assert not repository.has_run()


def test_a_remote_that_is_a_program(hostile):
    """A partial clone fetches what is missing from its remote, and ``ext::`` runs a command."""
    repository = hostile()
    program = repository.program(then="exit 1")
    repository.configure("protocol.ext.allow", "always")
    repository.configure("remote.origin.url", f"ext::{program}")
    repository.configure("remote.origin.promisor", "true")
    repository.configure("extensions.partialClone", "origin")
    repository.configure("core.repositoryFormatVersion", "1")
    objects = repository.folder / ".git/objects"
    data = (repository.folder / "server.js").read_bytes()
    oid = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    (objects / oid[:2] / oid[2:]).unlink()
    repository.git("cat-file", "blob", oid)
    assert repository.has_run(), "a careless git fetches the missing object"

    with pytest.raises(GitError, match="cat-file .* failed"):
        read_everything(repository.folder)
    assert not repository.has_run()


def test_submodules_are_left_alone(hostile, tmp_path):
    repository = hostile()
    repository.git("update-index", "--add", "--cacheinfo", "160000", "1" * 40, "vendor/evil")
    (repository.folder / ".gitmodules").write_text(
        f'[submodule "evil"]\n\tpath = vendor/evil\n\turl = ext::touch {repository.mark}\n\tupdate = !touch {repository.mark}\n'
    )
    repository.git("add", ".gitmodules")
    repository.git("commit", "-qm", "submodule")

    assert "vendor/evil" not in read_everything(repository.folder)
    assert not repository.has_run()
