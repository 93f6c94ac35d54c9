"""A diff as numbered lines."""

from __future__ import annotations

from autofix.admin.diff import MAX_LINES, read_diff

DIFF = "--- a/x\n+++ b/x\n@@ -3,3 +3,3 @@ def f():\n same\n--- a remark\n+++ counter\n same\n"


def test_lines_are_numbered_as_in_the_two_files() -> None:
    lines = [line for line in read_diff(DIFF) if line.kind not in ("head", "hunk")]
    assert [(line.kind, line.before, line.after) for line in lines] == [
        ("context", 3, 3),
        ("removed", 4, None),
        ("added", None, 4),
        ("context", 5, 5),
    ]


def test_a_changed_line_that_looks_like_a_head_is_none() -> None:
    lines = read_diff(DIFF)
    assert [line.text for line in lines if line.kind == "head"] == ["--- a/x", "+++ b/x"]
    assert [line.text for line in lines if line.kind == "removed"] == ["-- a remark"]


def test_only_a_line_feed_ends_a_line() -> None:
    lines = read_diff("@@ -1 +1 @@\n-a\n+b\x0cc\u2028-d\x85+e\n")
    assert [line.text for line in lines if line.kind == "added"] == ["b\x0cc\u2028-d\x85+e"]


def test_a_missing_end_of_line_is_a_note() -> None:
    assert read_diff("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n")[2].kind == "note"


def test_a_second_file_begins_anew() -> None:
    kinds = [line.kind for line in read_diff("@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n@@ -0,0 +1 @@\n+c\n")]
    assert kinds == ["hunk", "removed", "added", "head", "head", "hunk", "added"]


def test_what_is_left_out_is_said() -> None:
    lines = read_diff(f"@@ -0,0 +1,{MAX_LINES + 9} @@\n" + "+a\n" * (MAX_LINES + 9))
    assert len(lines) == MAX_LINES + 1
    assert lines[-1].text.startswith("10 more lines")


def test_a_hunk_that_lies_about_its_length_shows_every_line() -> None:
    lines = read_diff("@@ -1,1 +1,1 @@\n-a\n+b\n+unannounced\n")
    assert lines[-1].text == "+unannounced"
