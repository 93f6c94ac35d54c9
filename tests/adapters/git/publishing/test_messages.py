"""Trailers and revert lines, where git finds them too."""

import subprocess

import pytest

from autofix.adapters.git.messages import reverted_commits, with_fix, with_revert

SHA = "0123456789" * 4


def trailers(message):
    """The trailers as git reads them."""
    done = subprocess.run(["git", "interpret-trailers", "--parse"], input=message, text=True, capture_output=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("message", ["Fix", "fix: a subject", "Fix\n\nWords.\n", "Fix\n\nWords.\n\nRefs: 12\n"])
def test_the_trailer_stands_once_however_often_it_is_asked_for(message):
    once = with_fix(message, "fix_1")

    assert trailers(once).count("AutoFix-Fix: fix_1") == 1
    assert with_fix(once, "fix_1") == once
    assert once.startswith(message.strip())


def test_the_revert_line_leaves_the_trailers_last():
    message = with_revert(with_fix("Take it back", "fix_1"), SHA)

    assert message == f"Take it back\n\nThis reverts commit {SHA}.\n\nAutoFix-Fix: fix_1\n"
    assert trailers(message) == ["AutoFix-Fix: fix_1"]
    assert with_revert(message, SHA) == message


def test_reverts_as_git_writes_them_are_known():
    text = f'Revert "x"\n\nThis reverts commit {SHA}, reversing\nchanges made to {"f" * 40}.\n'

    assert reverted_commits(text) == (SHA,)
    assert reverted_commits(f"See: This reverts commit {SHA}.") == ()


@pytest.mark.parametrize("fix", ["", "a b", "a\nSigned-off-by: x", "é"])
def test_an_id_is_one_word(fix):
    with pytest.raises(ValueError, match="no id of a fix"):
        with_fix("Fix", fix)
