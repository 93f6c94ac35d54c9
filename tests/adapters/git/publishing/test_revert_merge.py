"""A merge is taken back in one commit, once, unless that was taken back itself."""

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.publish import MergeConflict, merge_branch, revert_merge


@pytest.fixture
def mirror(origin):
    return origin.mirror()


def merged(origin, mirror, contents, branch="autofix/1"):
    origin.fix(mirror, branch, contents)
    return merge_branch(mirror, branch, "main", "Merge", origin.when).commit


def test_taken_back_once(origin, mirror):
    text = origin.show("server.js") + "\n"
    merge = merged(origin, mirror, {"new.js": b"1\n", "server.js": text.replace("line 2\n", "fixed\n").encode()})
    origin.push({"server.js": origin.show("server.js").replace("line 20", "later") + "\n"})

    made = revert_merge(mirror, merge, "main", "Take it back\n\nAutoFix-Fix: fix_1\n", origin.when)

    assert made == origin.head()
    assert origin.show("server.js") == text.replace("line 20", "later").strip()
    origin.git("show", "main:new.js", fails=True)
    message = f"Take it back\n\nThis reverts commit {merge}.\n\nAutoFix-Fix: fix_1"
    assert origin.git("log", "-1", "--format=%B", "main") == message
    later = origin.push({"later.js": "1"})
    assert revert_merge(mirror, merge, "main", "Take it back\n\nAutoFix-Fix: fix_1\n", origin.when) == made
    assert origin.head() == later


def test_a_persons_revert_counts(origin, mirror):
    merge = merged(origin, mirror, {"new.js": b"1\n"})
    origin.person("pull", "-q", "--ff-only", "origin", "main")
    origin.person("revert", "--no-edit", "-m", "1", merge)
    origin.person("push", "-q", "origin", "main")

    assert revert_merge(mirror, merge, "main", "Take it back", origin.when) == origin.head()


def test_a_revert_that_was_taken_back_does_not_count(origin, mirror):
    merge = merged(origin, mirror, {"new.js": b"1\n"})
    first = revert_merge(mirror, merge, "main", "Take it back", origin.when)
    origin.person("pull", "-q", "--ff-only", "origin", "main")
    origin.person("revert", "--no-edit", first)
    origin.person("push", "-q", "origin", "main")
    assert origin.show("new.js") == "1"

    second = revert_merge(mirror, merge, "main", "Take it back", origin.when)

    assert second == origin.head() != first
    origin.git("show", "main:new.js", fails=True)
    assert revert_merge(mirror, merge, "main", "Take it back", origin.when) == second


def test_later_work_on_the_same_lines_is_a_conflict(origin, mirror):
    merge = merged(origin, mirror, {"server.js": b"fixed\n"})
    before = origin.push({"server.js": "built upon\n"})

    with pytest.raises(MergeConflict, match="later commits changed the same lines of server.js") as caught:
        revert_merge(mirror, merge, "main", "Take it back", origin.when)

    assert caught.value.files == ("server.js",)
    assert origin.head() == before


def test_a_merge_that_is_not_there(origin, mirror):
    change = origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})

    with pytest.raises(GitError, match="does not contain"):
        revert_merge(mirror, change, "main", "Take it back", origin.when)


def test_nothing_left_to_take_back(origin, mirror):
    merge = merged(origin, mirror, {"new.js": b"1\n"})
    origin.person("pull", "-q", "--ff-only", "origin", "main")
    origin.person("rm", "-q", "new.js")
    head = origin.push({})

    with pytest.raises(GitError, match="holds nothing of"):
        revert_merge(mirror, merge, "main", "Take it back", origin.when)
    assert origin.head() == head
