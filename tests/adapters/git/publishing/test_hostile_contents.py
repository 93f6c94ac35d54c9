"""What a fetched repository holds changes nothing here: no filter, driver, hook, submodule or link is followed."""

import subprocess

import pytest

from autofix.adapters.git.publish import MergeConflict, commit_changes, merge_branch


def test_attributes_neither_filter_nor_merge(origin, tmp_path):
    """``merge=union`` would call two changes of one line no conflict; ``text`` would change line ends."""
    origin.push({".gitattributes": "* text=auto eol=crlf filter=evil merge=union\n"})
    mirror = origin.mirror()
    change = origin.fix(mirror, "autofix/1", {"server.js": b"windows\r\nend\r\n"})
    origin.push({"server.js": "another\n"})

    assert mirror.source(change).read_bytes("server.js", 100) == b"windows\r\nend\r\n"
    origin.person("fetch", "-q", "origin")
    origin.person("merge", "-q", "-m", "by hand", "origin/autofix/1")  # no conflict for plain git
    with pytest.raises(MergeConflict) as caught:
        merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)
    assert caught.value.files == ("server.js",)


def test_programs_in_the_mirrors_own_folder(origin, tmp_path):
    mirror = origin.mirror()
    mark = tmp_path / "executed"
    names = ("reference-transaction", "pre-push", "post-update", "pre-merge-commit", "post-index-change")
    for name in names:
        place = mirror.repository / "hooks" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\ntouch {mark}\n")
        place.chmod(0o755)
    subprocess.run(["git", "update-ref", "refs/x", mirror.head("main")], cwd=mirror.repository, check=True)
    assert mark.exists(), "plain git runs it"
    mark.unlink()

    origin.fix(mirror, "autofix/1", {"new.js": b"x\n"})
    merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)

    assert origin.show("new.js") == "x"
    assert not mark.exists()


def test_submodules_stay_as_they_are(origin, tmp_path):
    mark = tmp_path / "executed"
    origin.person("update-index", "--add", "--cacheinfo", "160000", "1" * 40, "vendor/evil")
    (origin.clone / ".gitmodules").write_text(
        f'[submodule "evil"]\n\tpath = vendor/evil\n\turl = ext::touch {mark}\n\tupdate = !touch {mark}\n'
    )
    origin.person("add", ".gitmodules")
    origin.person("commit", "-qm", "submodule")
    origin.person("push", "-q", "origin", "main")
    mirror = origin.mirror()

    origin.fix(mirror, "autofix/1", {"new.js": b"x\n"})
    merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)

    assert "160000 commit " + "1" * 40 in origin.git("ls-tree", "main", "vendor/evil")
    assert not mark.exists()


def test_a_tree_with_a_git_folder_in_it_is_not_built_on(origin):
    blob = origin.git("rev-parse", "main:server.js")
    inner = origin.clone / "tree"
    inner.write_bytes(b"100644 config\0" + bytes.fromhex(blob))
    tree = origin.person("hash-object", "-w", "-t", "tree", "--literally", "tree")
    inner.write_bytes(b"40000 .git\0" + bytes.fromhex(tree))
    top = origin.person("hash-object", "-w", "-t", "tree", "--literally", "tree")
    commit = origin.person("commit-tree", top, "-p", "main", "-m", "evil")
    origin.person("push", "-q", "origin", f"{commit}:refs/heads/main")
    mirror = origin.mirror()

    with pytest.raises(Exception, match=r"invalid path '.git/config'"):
        commit_changes(mirror, commit, {"new.js": b"x\n"}, "Fix", origin.when)
