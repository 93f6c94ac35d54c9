"""Names as file systems read them, beyond what a file system of tests takes."""

import pytest

from autofix.engine.gates.names import plain_name, shown, wrong_name


@pytest.mark.parametrize("path", ["\ud800.js", "x" * 253 + ".js", "é" * 127 + ".js", "x/" * 511 + "a.js", "a/../b", ""])
def test_a_name_no_file_system_takes(path):
    assert wrong_name(path, is_new=True)
    assert wrong_name(path, is_new=False)


@pytest.mark.parametrize("path", ["x" * 252 + ".js", "é" * 126 + ".js", "x/" * 509 + "a.js"])
def test_the_longest_name_that_is_taken(path):
    assert wrong_name(path, is_new=True) == ""


@pytest.mark.parametrize("path", ["lib/aux.js", "\ufb01le.js", "cafe\u0301.js"])
def test_an_odd_name_that_stands_already_may_be_changed(path):
    assert wrong_name(path, is_new=False) == ""
    assert wrong_name(path, is_new=True)


@pytest.mark.parametrize("path", [".git ", ".GIT.", ".gi\u200ct", ".g\uff49t", " .git. ."])
def test_names_that_are_the_same_place(path):
    assert plain_name(f"{path}/Config") == ".git/config"


def test_a_message_holds_nothing_a_terminal_would_act_on():
    assert shown("a\x1b[2Jb.js") == "'a\\x1b[2Jb.js'"
    assert shown("caf\u00e9.js") == "caf\u00e9.js"
