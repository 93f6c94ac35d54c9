"""Repositories of this machine are taken below the operator's folders alone."""

import subprocess

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.remote import open_remote


def fetched(folder, address, roots):
    """The main branch, read through a mirror."""
    mirror = Mirror(folder, open_remote(str(address), roots))
    mirror.fetch()
    return mirror.head("main")


def test_inside_is_taken_and_outside_refused(origin, tmp_path):
    assert fetched(origin.state, origin.bare, [origin.root]) == origin.head()

    other = tmp_path / "other"
    other.mkdir()
    for address in (origin.bare, origin.root / "../clone", tmp_path / "missing"):
        with pytest.raises(GitError, match="not below a folder") as caught:
            open_remote(str(address), [other])
        assert caught.value.permanent
    with pytest.raises(GitError, match="not below a folder"):
        open_remote(str(origin.bare), [])


def test_a_folder_whose_name_merely_begins_alike_is_outside(origin):
    with pytest.raises(GitError, match="not below a folder"):
        open_remote(str(origin.bare), [origin.root.with_name("repo")])


def test_a_root_that_is_a_link(origin, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(origin.root)

    assert fetched(origin.state, link / "app.git", [link]) == origin.head()
    assert fetched(origin.state, origin.bare, [link]) == origin.head()


def test_a_link_out_of_the_root(origin, tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "app.git").symlink_to(origin.bare)

    with pytest.raises(GitError, match="not below a folder"):
        open_remote(str(inside / "app.git"), [inside])
    assert fetched(origin.state, inside / "app.git", [inside, origin.root]) == origin.head()


def test_a_repository_with_a_work_tree(origin, tmp_path):
    assert fetched(origin.state, origin.clone, [tmp_path]) == origin.head()


def test_a_folder_that_is_no_repository(origin):
    (origin.root / "empty").mkdir()

    with pytest.raises(GitError, match="is no git repository"):
        open_remote(str(origin.root / "empty"), [origin.root])


def test_a_work_tree_whose_git_folder_is_elsewhere(origin, tmp_path):
    origin.person("worktree", "add", "-q", str(origin.root / "tree"), "-b", "tree")
    (origin.root / "linked").mkdir()
    (origin.root / "linked/.git").symlink_to(origin.clone / ".git")

    for name in ("tree", "linked"):
        with pytest.raises(GitError, match="has its .git elsewhere"):
            open_remote(str(origin.root / name), [origin.root])


def test_borrowed_objects(origin, tmp_path):
    """Plain git reads the other repository's objects through it."""
    thief = origin.root / "thief.git"
    subprocess.run(["git", "init", "-q", "--bare", str(thief)], check=True)
    (thief / "objects/info/alternates").write_text(f"{origin.clone}/.git/objects\n")
    shown = subprocess.run(["git", "cat-file", "-t", origin.head()], cwd=thief, capture_output=True, check=True)
    assert shown.stdout == b"commit\n"

    with pytest.raises(GitError, match="borrows from another repository"):
        open_remote(str(thief), [origin.root])


@pytest.mark.parametrize("part", ["objects", "refs", "refs/heads"])
def test_a_link_inside_the_repository_that_leads_out(origin, part, tmp_path):
    outside = tmp_path / "outside"
    (origin.bare / part).rename(outside)
    (origin.bare / part).symlink_to(outside)

    with pytest.raises(GitError, match=f"the link {part}, which leads out"):
        open_remote(str(origin.bare), [origin.root])
    assert open_remote(str(origin.bare), [tmp_path]).protocol == "file"
