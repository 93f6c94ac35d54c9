"""A repository on this machine that is pushed to runs nothing of its own; plain git runs it (shown each time)."""

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import commit_changes, merge_branch, push_branch
from autofix.adapters.git.remote import open_remote


@pytest.fixture
def mark(tmp_path):
    return tmp_path / "executed"


def hook(folder, name, mark, then="exit 0"):
    place = folder / "hooks" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\ntouch {mark}\n{then}\n")
    place.chmod(0o755)
    return place


def publish(origin, mirror, branch="autofix/1"):
    origin.fix(mirror, branch, {"new.js": b"x\n"})
    return merge_branch(mirror, branch, "main", "Merge", origin.when)


@pytest.mark.parametrize("name", ["post-receive", "post-update"])
def test_hooks_that_only_watch_are_not_run(origin, mark, name):
    hook(origin.bare, name, mark)
    origin.push({"a": "b"})
    assert mark.exists(), "plain git runs it"
    mark.unlink()

    publish(origin, origin.mirror())

    assert not mark.exists()


@pytest.mark.parametrize("name", ["pre-receive", "update", "reference-transaction"])
def test_a_hook_that_decides_is_neither_run_nor_passed_by(origin, mark, name):
    hook(origin.bare, name, mark)
    mirror = origin.mirror()
    mark.unlink(missing_ok=True)
    before = origin.head()

    with pytest.raises(GitError, match=f"has the hook {name}") as caught:
        publish(origin, mirror)

    assert caught.value.permanent
    assert not mark.exists()
    assert origin.head() == before


def test_a_hook_at_a_place_of_the_repositorys_choice(origin, mark, tmp_path):
    hook(tmp_path, "pre-receive", mark)
    origin.git("config", "core.hooksPath", str(tmp_path / "hooks"))

    with pytest.raises(GitError, match="has the hook pre-receive"):
        publish(origin, origin.mirror())
    assert not mark.exists()


def test_hooks_run_where_the_operator_lets_them(origin, mark):
    hook(origin.bare, "pre-receive", mark)
    mirror = Mirror(origin.state, open_remote(str(origin.bare), [origin.root], local_hooks=True))
    mirror.fetch()

    publish(origin, mirror)

    assert mark.exists()


def test_filters_of_a_work_tree_that_follows_the_push(origin, mark):
    program = hook(origin.clone, "filter", mark, "cat")
    origin.push({".gitattributes": "*.js filter=evil\n"})
    origin.person("config", "filter.evil.smudge", str(program))
    origin.person("config", "receive.denyCurrentBranch", "updateInstead")
    origin.person("clean", "-qfdx", "-e", "hooks")
    (origin.clone / ".git/info/exclude").write_text("hooks\n")
    mirror = Mirror(origin.state, open_remote(str(origin.clone), [origin.clone]))
    mirror.fetch()
    base = mirror.head("main")
    change = commit_changes(mirror, base, {"new.js": b"x\n"}, "Fix", origin.when)

    with pytest.raises(GitError, match="checked out"):
        push_branch(mirror, "main", change, base)
    assert not mark.exists()

    push_branch(mirror, "other", change, None)
    origin.person("push", "-q", str(origin.clone), "refs/heads/other:refs/heads/main")
    assert mark.exists(), "plain git runs it"


def test_a_program_instead_of_missing_objects(origin, mark):
    """A partial clone fetches what it lacks from its own remote, and ``ext::`` runs a command."""
    program = hook(origin.bare, "evil", mark, "exit 1")
    for key, value in {
        "protocol.ext.allow": "always",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
    }.items():
        origin.git("config", key, value)
    blob = origin.git("rev-parse", "main:server.js")
    lost = origin.bare / "objects" / blob[:2] / blob[2:]
    lost.unlink()
    origin.git("cat-file", "blob", blob, fails=True)
    assert mark.exists(), "plain git runs it"
    mark.unlink()

    with pytest.raises(GitError):
        origin.mirror()
    assert not mark.exists()
