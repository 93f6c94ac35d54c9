from __future__ import annotations

from autofix.supervisor.lines import LONGEST, Lines


def test_lines_are_whole_however_the_bytes_come():
    lines = Lines()
    assert lines.feed(b"one\ntw") == ["one"]
    assert lines.feed(b"o\nthree\n\n") == ["two", "three", ""]
    assert not lines.is_partial


def test_half_a_line_can_be_had():
    lines = Lines()
    assert lines.feed(b"Password: ") == []
    assert lines.is_partial
    assert lines.flush() == ["Password: "]
    assert lines.flush() == []


def test_a_long_line_is_cut_and_says_so():
    lines = Lines()
    for _ in range(10):
        assert lines.feed(b"x" * LONGEST) == []
    [line] = lines.feed(b"\n")
    assert line == "x" * LONGEST + f" ... {9 * LONGEST} more bytes"
    assert lines.feed(b"next\n") == ["next"]


def test_a_character_cut_in_two_by_the_pipe_is_whole():
    lines = Lines()
    euro = "€".encode()
    assert lines.feed(euro[:1]) == []
    assert lines.feed(euro[1:] + b"\n") == ["€"]


def test_what_is_not_text_is_shown_as_its_code():
    assert Lines().feed(b"caf\xe9 \xff\n") == ["caf\\xe9 \\xff"]


def test_nothing_can_move_the_cursor_or_forge_a_line():
    [line] = Lines().feed("\x1b[2Jgone\rforged\x9b31m\u2028x\tkept\n".encode())
    assert line == "\\x1b[2Jgone\\x0dforged\\x9b31m\\x2028x\tkept"
