"""A mirror follows its remote, within bounds, and mends itself."""

import random
import subprocess

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.remote import open_remote
from autofix.adapters.git.transport import Bounds


def test_branches_come_and_go(origin):
    mirror = origin.mirror()
    assert mirror.head("main") == origin.head()
    assert mirror.head("side") is None
    origin.git("branch", "side", "main")
    mirror.fetch()
    assert mirror.head("side") == origin.head()
    origin.git("branch", "-D", "side")
    origin.git("branch", "side/deeper", "main")
    mirror.fetch()
    assert mirror.head("side") is None
    assert mirror.head("side/deeper") == origin.head()


def test_rewritten_branches_are_followed(origin):
    mirror = origin.mirror()
    first = origin.head()
    second = origin.push({"a": "1"})
    mirror.fetch()
    assert mirror.is_ancestor(first, second)
    assert not mirror.is_ancestor(second, first)
    origin.git("update-ref", "refs/heads/main", first)
    mirror.fetch()
    assert mirror.head("main") == first


def test_the_default_branch(origin):
    mirror = origin.mirror()
    assert mirror.default_branch() == "main"
    origin.git("branch", "-m", "main", "trunk")
    origin.git("symbolic-ref", "HEAD", "refs/heads/missing")
    assert mirror.default_branch() == "trunk"
    origin.git("branch", "other", "trunk")
    with pytest.raises(GitError, match="names no default branch and has 2 branches"):
        mirror.default_branch()


def test_a_remote_without_any_commit(origin):
    subprocess.run(["git", "init", "-q", "--bare", str(origin.root / "empty.git")], check=True)
    mirror = Mirror(origin.state, open_remote(str(origin.root / "empty.git"), [origin.root]))

    mirror.fetch()

    assert mirror.head("main") is None
    with pytest.raises(GitError, match="has 0 branches"):
        mirror.default_branch()


def test_the_engine_reads_a_commit(origin):
    source = origin.mirror().source(origin.head())

    assert source.files() == ("latest", "server.js", "start.sh")
    assert source.read_bytes("start.sh", 100).startswith(b"#!/bin/sh")


def test_a_rename_is_two_changed_paths(origin):
    before = origin.head()
    origin.person("mv", "server.js", "app.js")
    after = origin.push({})

    assert origin.mirror().changed_paths(before, after) == ("app.js", "server.js")


def test_reading_before_the_first_fetch(origin):
    mirror = Mirror(origin.state, open_remote(str(origin.bare), [origin.root]))

    with pytest.raises(GitError, match="fetch first"):
        mirror.head("main")


@pytest.mark.parametrize("damage", ["HEAD", "config", "objects", "autofix-origin"])
def test_a_half_made_mirror_is_made_anew(origin, damage):
    mirror = origin.mirror()
    place = mirror.repository / damage
    place.rename(origin.state / "taken-away")

    mirror.fetch()

    assert mirror.head("main") == origin.head()
    assert not list(mirror.folder.glob("discarded-*"))


def test_a_mirror_of_another_remote_is_made_anew(origin):
    mirror = origin.mirror()
    secret = mirror.head("main")
    subprocess.run(["git", "init", "-q", "--bare", str(origin.root / "empty.git")], check=True)

    other = Mirror(mirror.folder, open_remote(str(origin.root / "empty.git"), [origin.root]))
    other.fetch()

    assert not other.has(secret)


def test_locks_that_killed_processes_left(origin):
    """git itself gives up on them."""
    mirror = origin.mirror()
    origin.push({"a": "1"})
    left = ["refs/remote/main.lock", "packed-refs.lock", "config.lock", "HEAD.lock"]
    for name in left:
        (mirror.repository / name).touch()
    half = mirror.repository / "objects/pack/tmp_pack_x"
    half.parent.mkdir(exist_ok=True)
    half.touch()
    refused = subprocess.run(
        ["git", "update-ref", "refs/remote/main", "HEAD"], cwd=mirror.repository, capture_output=True, text=True
    )
    assert refused.returncode != 0

    mirror.fetch()

    assert mirror.head("main") == origin.head()
    assert not any((mirror.repository / name).exists() for name in left)
    assert not half.exists()


def test_more_than_the_bound_is_not_fetched(origin):
    origin.push({"big.txt": random.Random(1).randbytes(200_000).hex()})
    small = Bounds(max_bytes=16 * 1024)

    with pytest.raises(GitError, match="sends more than 16384 bytes") as caught:
        origin.mirror("small", bounds=small)
    assert caught.value.permanent
    assert origin.mirror("large").head("main") == origin.head()
