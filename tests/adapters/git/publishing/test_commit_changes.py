"""A commit without a work tree: the right files, and the same commit for the same inputs."""

from datetime import timedelta, timezone

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.publish import Author, commit_changes


def test_contents_are_written_removed_and_kept(origin):
    mirror = origin.mirror()
    base = mirror.head("main")

    made = commit_changes(mirror, base, {"src/new.js": b"\x00\r\nnew", "server.js": None}, "Fix", origin.when)

    assert mirror.changed_paths(base, made) == ("server.js", "src/new.js")
    source = mirror.source(made)
    assert source.files() == ("latest", "src/new.js", "start.sh")
    assert source.read_bytes("src/new.js", 100) == b"\x00\r\nnew"
    assert source.link_target("latest") == "server.js"


def test_modes(origin):
    mirror = origin.mirror()
    contents = {"start.sh": b"#!/bin/sh\n", "new.sh": b"#!/bin/sh\n", "new.js": b"x"}

    made = commit_changes(mirror, mirror.head("main"), contents, "Fix", origin.when, executable={"new.sh"})

    source = mirror.source(made)
    assert [path for path in source.files() if source.is_executable(path)] == ["new.sh", "start.sh"]


def test_the_same_inputs_make_the_same_commit_anywhere(origin):
    first, second = origin.mirror("first"), origin.mirror("second")
    base = first.head("main")
    inputs = {"b": b"1", "a": b"2"}, "Fix it\n\nAutoFix-Fix: fix_1\n"

    made = commit_changes(first, base, *inputs, origin.when)

    assert commit_changes(first, base, *inputs, origin.when) == made
    elsewhere = origin.when.astimezone(timezone(timedelta(hours=5)))
    assert commit_changes(second, base, dict(reversed(inputs[0].items())), inputs[1], elsewhere) == made
    assert commit_changes(second, base, inputs[0], inputs[1], origin.when + timedelta(seconds=1)) != made
    other = Author("Grace", "grace@example.org")
    assert commit_changes(second, base, *inputs, origin.when, other) != made


def test_the_commit_says_who_and_why(origin):
    mirror = origin.mirror()

    made = commit_changes(
        mirror, mirror.head("main"), {"a": b"1"}, "Fix it\n\nBecause.\n\nAutoFix-Fix: fix_1\n", origin.when,
        Author("Grace", "grace@example.org"),
    )  # fmt: skip

    raw = mirror.run(["cat-file", "commit", made]).decode()
    assert "author Grace <grace@example.org> 1767323045 +0000\n" in raw
    assert "committer Grace <grace@example.org> 1767323045 +0000\n" in raw
    assert raw.endswith("\n\nFix it\n\nBecause.\n\nAutoFix-Fix: fix_1\n")


@pytest.mark.parametrize(
    "path",
    [
        "../up.js",
        "/etc/passwd",
        "a/../../b",
        "a//b",
        "./a",
        "a/",
        "",
        "a\0b",
        "\udce9.js",
        ".git/config",
        "sub/.GIT/hooks/pre-commit",
        ".g\u200cit/config",
        "git~1/config",
        ".git /config",
        ".git./config",
        ".git::$INDEX_ALLOCATION/config",
        "a\\.git\\config",
        "..\\up.js",
    ],
)
@pytest.mark.parametrize("content", [b"x", None])
def test_paths_that_no_commit_may_hold(origin, path, content):
    mirror = origin.mirror()

    with pytest.raises(GitError, match=r"no path of a file|not a plain path|leads into a .git folder") as caught:
        commit_changes(mirror, mirror.head("main"), {path: content}, "Fix", origin.when)
    assert caught.value.permanent


@pytest.mark.parametrize("path", [".gitignore", ".github/x.yml", "a.git/b", "café.js", "a b\nc.js", ".git.d/x"])
def test_paths_that_merely_look_like_it(origin, path):
    mirror = origin.mirror()

    made = commit_changes(mirror, mirror.head("main"), {path: b"x"}, "Fix", origin.when)

    assert path in mirror.source(made).files()


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ({"latest": b"x"}, "latest is a link"),
        ({"latest": None}, "latest is a link"),
        ({"latest/x.js": b"x"}, "latest is a link"),
        ({"server.js/x.js": b"x"}, "a file and a folder at once"),
        ({"a": b"x", "a/b": b"x"}, "a file and a folder at once"),
        ({"missing.js": None}, "there is no such file"),
        ({"start.sh": b"#!/bin/sh\nnode server.js\n"}, "nothing to commit"),
        ({}, "nothing to commit"),
    ],
)
def test_changes_that_do_not_fit(origin, contents, words):
    mirror = origin.mirror()

    with pytest.raises(GitError, match=words):
        commit_changes(mirror, mirror.head("main"), contents, "Fix", origin.when)


def test_a_file_may_become_a_folder(origin):
    mirror = origin.mirror()

    made = commit_changes(mirror, mirror.head("main"), {"server.js": None, "server.js/x": b"1"}, "Fix", origin.when)

    assert "server.js/x" in mirror.source(made).files()


def test_a_base_that_is_not_there(origin):
    mirror = origin.mirror()

    for base, words in (("1" * 40, "has sent no commit"), ("main", "is no commit id"), ("--help", "is no commit id")):
        with pytest.raises(GitError, match=words):
            commit_changes(mirror, base, {"a": b"x"}, "Fix", origin.when)


def test_a_time_without_a_zone_is_a_mistake(origin):
    mirror = origin.mirror()

    with pytest.raises(ValueError, match="time zone"):
        commit_changes(mirror, mirror.head("main"), {"a": b"x"}, "Fix", origin.when.replace(tzinfo=None))
