"""Trailers and revert lines, where git finds them too."""

import subprocess

from autofix.adapters.git.messages import reverted_commits, with_revert

SHA = "0123456789" * 4


def trailers(message):
    """The trailers as git reads them."""
    done = subprocess.run(["git", "interpret-trailers", "--parse"], input=message, text=True, capture_output=True)
    return done.stdout.splitlines()


def test_the_revert_line_leaves_the_trailers_last():
    message = with_revert("Take it back\n\nAutoFix-Fix: fix_1\n", SHA)

    assert message == f"Take it back\n\nThis reverts commit {SHA}.\n\nAutoFix-Fix: fix_1\n"
    assert trailers(message) == ["AutoFix-Fix: fix_1"]
    assert with_revert(message, SHA) == message


def test_reverts_as_git_writes_them_are_known():
    text = f'Revert "x"\n\nThis reverts commit {SHA}, reversing\nchanges made to {"f" * 40}.\n'

    assert reverted_commits(text) == (SHA,)
    assert reverted_commits(f"See: This reverts commit {SHA}.") == ()
