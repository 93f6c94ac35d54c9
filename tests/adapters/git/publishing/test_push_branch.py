"""Branches of the remote move from where they are known to be, and a repeated call finds it done."""

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.publish import BranchMoved, commit_changes, delete_branch, push_branch


@pytest.fixture
def mirror(origin):
    return origin.mirror()


def commits(origin, mirror, count=2):
    """A line of commits on top of main."""
    made = [mirror.head("main")]
    for number in range(count):
        made.append(commit_changes(mirror, made[-1], {"n.js": f"{number}".encode()}, "Fix", origin.when))
    return made[1:]


def test_a_new_branch_once(origin, mirror):
    first, second = commits(origin, mirror)

    push_branch(mirror, "autofix/1", first, None)
    push_branch(mirror, "autofix/1", first, None)
    assert origin.head("autofix/1") == mirror.head("autofix/1") == first

    push_branch(mirror, "autofix/1", second, first)
    push_branch(mirror, "autofix/1", second, first)
    assert origin.head("autofix/1") == second


def test_a_branch_that_is_there_already_is_not_overwritten(origin, mirror):
    first, second = commits(origin, mirror)
    push_branch(mirror, "autofix/1", first, None)

    with pytest.raises(BranchMoved, match=f"is {first}, not still to be made"):
        push_branch(mirror, "autofix/1", second, None)
    assert origin.head("autofix/1") == first


def test_a_branch_that_a_person_moved_is_not_overwritten(origin, mirror):
    first, second = commits(origin, mirror)
    push_branch(mirror, "autofix/1", first, None)
    theirs = origin.push({"theirs.js": "1"}, branch="autofix/1")

    with pytest.raises(BranchMoved, match=theirs):
        push_branch(mirror, "autofix/1", second, first)
    with pytest.raises(BranchMoved, match=theirs):
        delete_branch(mirror, "autofix/1", first)
    assert origin.head("autofix/1") == theirs


def test_a_branch_that_moves_after_it_was_looked_at(origin, mirror, monkeypatch):
    """The lease decides at the remote: what we saw may be old by then."""
    first, second = commits(origin, mirror)
    push_branch(mirror, "autofix/1", first, None)
    theirs = origin.push({"theirs.js": "1"}, branch="autofix/1")
    real = type(mirror).remote_head
    seen = iter([first])
    monkeypatch.setattr(type(mirror), "remote_head", lambda self, branch: next(seen, None) or real(self, branch))

    with pytest.raises(BranchMoved, match=theirs):
        push_branch(mirror, "autofix/1", second, first)
    assert origin.head("autofix/1") == theirs


def test_a_branch_that_is_gone_is_not_made_again(origin, mirror):
    first, second = commits(origin, mirror)

    with pytest.raises(BranchMoved, match="is gone"):
        push_branch(mirror, "autofix/1", second, first)


def test_deleting_twice(origin, mirror):
    first, _ = commits(origin, mirror)
    push_branch(mirror, "autofix/1", first, None)

    delete_branch(mirror, "autofix/1", first)
    delete_branch(mirror, "autofix/1", first)

    origin.git("rev-parse", "--verify", "refs/heads/autofix/1", fails=True)
    assert mirror.head("autofix/1") is None


def test_a_name_below_one_that_a_person_deleted(origin, mirror):
    first, second = commits(origin, mirror)
    push_branch(mirror, "autofix", first, None)
    origin.git("branch", "-D", "autofix")

    push_branch(mirror, "autofix/1", second, None)

    assert mirror.head("autofix/1") == second
    assert mirror.head("autofix") is None


@pytest.mark.parametrize(
    "branch",
    ["", "-f", "a b", "a..b", "a:b", "a*", "a~1", "a.lock", "a/.b", "/a", "a/", "a@{1}", "HEAD", "a\0", "\udcff"],
)
def test_names_that_are_no_branch(origin, mirror, branch):
    with pytest.raises(GitError, match="is no name for a branch"):
        push_branch(mirror, branch, mirror.head("main"), None)


def test_a_commit_that_is_not_there(mirror):
    with pytest.raises(GitError, match="there is no commit"):
        push_branch(mirror, "autofix/1", "1" * 40, None)


def test_the_remotes_rules_are_told_in_its_words(origin, mirror):
    origin.git("config", "receive.denyDeletes", "true")
    first, _ = commits(origin, mirror)
    push_branch(mirror, "autofix/1", first, None)

    with pytest.raises(GitError, match=r"refused the push to refs/heads/autofix/1: .*deletion prohibited") as caught:
        delete_branch(mirror, "autofix/1", first)
    assert caught.value.permanent
