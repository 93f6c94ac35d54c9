"""Every diff the engine makes is taken by ``git apply`` and gives the very bytes that were meant."""

import random
import subprocess

import pytest

from autofix.engine.patch import file_diff, make_patch
from autofix.sdk import Action, Candidate, Change, Edit


def apply_diff(folder, diff, *flags):
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    done = subprocess.run(
        ["git", "apply", *flags, "-"], cwd=folder, input=diff.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, f"{done.stderr.decode()}\n{diff}"


def patched(workspace, files, *changes):
    made = make_patch(workspace(files), Candidate("recipe:test", "test", changes))
    return made, made.contents()


CASES = {
    "plain": (b"one\ntwo\nthree\n", "two", "2"),
    "no final newline": (b"one\ntwo\nthree", "three", "3"),
    "no final newline, added to": (b"one", "one", "one\ntwo\n"),
    "CRLF": (b"one\r\ntwo\r\nthree\r\n", "two", "2\nand a half"),
    "mixed line ends": (b"one\r\ntwo\nthree\r\n", "two", "2"),
    "tabs": (b"if (x) {\n\tcall();\n}\n", "call();", "call();\n\tagain();"),
    "byte-order mark": (b"\xef\xbb\xbfone\ntwo\n", "one", "1"),
    "byte-order mark and CRLF": (b"\xef\xbb\xbfone\r\ntwo\r\n", "two", "2"),
    "only line, no newline, BOM": (b"\xef\xbb\xbfone", "one", "1"),
    "letters beyond ASCII": ("naïve\n😀 two\nthree\n".encode(), "two", "zwölf"),
    "form feed and line separator": ("a\x0cb\u2028c\nd\n".encode(), "d", "e\x0cf"),
    "carriage return alone": (b"a\rb\nc\n", "c", "d"),
    "lines that look like a diff": (b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n", "-x", "+x"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edit(workspace, tmp_path, name):
    data, old, new = CASES[name]
    text = data.decode().removeprefix("\ufeff")
    edit = Edit(text.index(old), text.index(old) + len(old), new)

    made, after = patched(workspace, {"src/file.txt": data}, Change("src/file.txt", Action.MODIFY, "x", (edit,)))
    apply_diff(tmp_path, made.diff)

    assert (tmp_path / "src/file.txt").read_bytes() == after["src/file.txt"]
    assert after["src/file.txt"] != data
    if data.count(b"\r\n") == data.count(b"\n") and b"\n" in data:
        assert after["src/file.txt"].count(b"\r\n") == after["src/file.txt"].count(b"\n"), "line ends were kept"
    assert after["src/file.txt"].startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["plain.txt", "with blank.txt", "é.txt", 'quo"te.txt', "back\\slash.txt", "ta\tb.txt"])
def test_names(workspace, tmp_path, name):
    change = Change(name, Action.MODIFY, "x", (Edit(0, 3, "two"),))

    made, _ = patched(workspace, {name: b"one\n"}, change)
    apply_diff(tmp_path, made.diff)

    assert (tmp_path / name).read_bytes() == b"two\n"


def test_a_rename(workspace, tmp_path):
    change = Change("a.txt", Action.RENAME, "x", new_file="b/c.txt")

    made, _ = patched(workspace, {"a.txt": b"one\n"}, change)
    apply_diff(tmp_path, made.diff)

    assert "rename from a.txt\nrename to b/c.txt" in made.diff
    assert not (tmp_path / "a.txt").exists()
    assert (tmp_path / "b/c.txt").read_bytes() == b"one\n"


def test_a_rename_with_an_edit(workspace, tmp_path):
    change = Change("a.txt", Action.RENAME, "x", (Edit(0, 3, "1"),), new_file="b.txt")

    made, _ = patched(workspace, {"a.txt": b"one\r\ntwo"}, change)
    apply_diff(tmp_path, made.diff)

    assert (tmp_path / "b.txt").read_bytes() == b"1\r\ntwo"


def test_a_new_file_and_a_deleted_one(workspace, tmp_path):
    changes = (
        Change("new/one.txt", Action.CREATE, "x", content="a\nb"),
        Change("old.txt", Action.DELETE, "x"),
    )

    made, _ = patched(workspace, {"old.txt": b"x\ny\n"}, *changes)
    apply_diff(tmp_path, made.diff)

    assert (tmp_path / "new/one.txt").read_bytes() == b"a\nb"
    assert not (tmp_path / "old.txt").exists()


def test_the_inverse_gives_the_old_tree(workspace, tmp_path):
    changes = (
        Change("a.txt", Action.RENAME, "x", (Edit(0, 3, "1"),), new_file="b.txt"),
        Change("c.txt", Action.MODIFY, "x", (Edit(0, 0, "0\n"),)),
    )

    made, _ = patched(workspace, {"a.txt": b"one\n", "c.txt": b"c"}, *changes)
    apply_diff(tmp_path, made.diff)
    apply_diff(tmp_path, made.diff, "-R")

    assert (tmp_path / "a.txt").read_bytes() == made.inverse()["a.txt"] == b"one\n"
    assert (tmp_path / "c.txt").read_bytes() == made.inverse()["c.txt"] == b"c"
    assert made.inverse()["b.txt"] is None


@pytest.mark.parametrize("seed", range(30))
def test_random_changes(tmp_path, seed):
    chance = random.Random(seed)
    line = lambda: chance.choice(["", "a", "b", "c\r", "\t", "é", "-", "+", "@@ -1 +1 @@"])  # noqa: E731
    old = [line() for _ in range(chance.randrange(0, 60))]
    new = list(old)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(0, len(new) + 1)
        new[at : at + chance.randrange(0, 3)] = [line() for _ in range(chance.randrange(0, 4))]
    before, after = ("\n".join(lines).encode() for lines in (old, new))
    if before == after:
        return
    (tmp_path / "f").write_bytes(before)

    apply_diff(tmp_path, file_diff("f", "f", before, after))

    assert (tmp_path / "f").read_bytes() == after
