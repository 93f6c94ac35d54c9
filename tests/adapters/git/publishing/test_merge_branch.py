"""A branch is merged once, on whatever its target has become."""

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.publish import BranchMoved, MergeConflict, delete_branch, merge_branch


@pytest.fixture
def mirror(origin):
    return origin.mirror()


def test_merged_with_two_parents_and_found_again(origin, mirror):
    base = origin.head()
    change = origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})

    made = merge_branch(mirror, "autofix/1", "main", "Merge\n\nAutoFix-Fix: fix_1\n", origin.when)

    assert (made.was_there, made.onto, made.commit) == (False, base, origin.head())
    assert origin.git("log", "-1", "--format=%P", "main").split() == [base, change]
    assert "AutoFix-Fix: fix_1" in origin.git("log", "-1", "--format=%B", "main")
    again = merge_branch(mirror, "autofix/1", "main", "Merge\n\nAutoFix-Fix: fix_1\n", origin.when)
    assert (again.was_there, again.onto, again.commit) == (True, base, made.commit)
    assert origin.head() == made.commit


def test_found_again_below_later_work_and_from_another_mirror(origin, mirror):
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    made = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)
    for number in range(5):
        head = origin.push({"later.js": str(number)})

    again = merge_branch(origin.mirror("other"), "autofix/1", "main", "Merge", origin.when)

    assert (again.commit, again.was_there) == (made.commit, True)
    assert origin.head() == head


def test_a_persons_merge_counts(origin, mirror):
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    origin.person("fetch", "-q", "origin")
    origin.person("merge", "-q", "--no-ff", "-m", "by hand", "origin/autofix/1")
    origin.person("push", "-q", "origin", "main")

    found = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)

    assert found.was_there
    assert found.commit == origin.head()


def test_found_again_after_the_branch_is_gone(origin, mirror):
    change = origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    made = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when, commit=change)
    delete_branch(mirror, "autofix/1", change)

    again = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when, commit=change)

    assert again.commit == made.commit
    with pytest.raises(GitError, match="has no branch autofix/1"):
        merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)


def test_another_commit_than_the_named_one_is_not_merged(origin, mirror):
    change = origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    origin.push({"sneaked.js": "x"}, branch="autofix/1")
    before = origin.head()

    with pytest.raises(BranchMoved, match="no longer at"):
        merge_branch(mirror, "autofix/1", "main", "Merge", origin.when, commit=change)
    assert origin.head() == before


def test_a_base_that_moved_is_told_and_merged_onto(origin, mirror):
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    theirs = origin.push({"server.js": origin.show("server.js").replace("line 1\n", "line one\n") + "\n"})

    made = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)

    assert made.onto == theirs
    assert origin.show("new.js") == "1"
    assert origin.show("server.js").startswith("line one\n")


def test_a_target_that_moves_between_fetch_and_push(origin, mirror, monkeypatch):
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    real, moves = type(mirror).fetch, iter(range(2))

    def fetch_then_they_push(self):
        real(self)
        if (number := next(moves, None)) is not None:
            origin.push({"theirs.js": str(number)})

    monkeypatch.setattr(type(mirror), "fetch", fetch_then_they_push)
    made = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)

    assert made.commit == origin.head()
    assert origin.show("theirs.js") == "1"
    assert origin.git("log", "--merges", "--format=%H", "main").split() == [made.commit]


def test_a_conflict_names_the_files(origin, mirror):
    origin.fix(mirror, "autofix/1", {"server.js": b"ours\n", "new.js": b"ours\n", "quiet.js": b"1\n"})
    before = origin.push({"server.js": "theirs\n", "new.js": "theirs\n"})

    with pytest.raises(MergeConflict) as caught:
        merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)

    assert caught.value.files == ("new.js", "server.js")
    assert caught.value.permanent
    assert origin.head() == before


def test_a_target_that_is_not_there(origin, mirror):
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})

    with pytest.raises(GitError, match="has no branch nowhere"):
        merge_branch(mirror, "autofix/1", "nowhere", "Merge", origin.when)


def test_with_a_base_it_is_made_on_that_base_or_not_at_all(origin, mirror):
    base = origin.head()
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    moved = origin.push({"later.js": "1"})

    with pytest.raises(BranchMoved, match=f"no longer at {base}"):
        merge_branch(mirror, "autofix/1", "main", "Merge", origin.when, onto=base)

    assert origin.head() == moved
    assert merge_branch(mirror, "autofix/1", "main", "Merge", origin.when, onto=moved).onto == moved
