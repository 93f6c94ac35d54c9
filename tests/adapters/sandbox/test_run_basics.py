from __future__ import annotations

import signal

import pytest

from autofix.sdk.sandbox import Job, SandboxError


def test_the_exit_code_is_the_commands_own(any_box):
    assert any_box.run(Job(argv=("sh", "-c", "exit 7"))).exit_code == 7


def test_a_signal_is_a_negative_exit_code(any_box):
    assert any_box.run(Job(argv=("sh", "-c", "kill -SEGV $$"))).exit_code == -signal.SIGSEGV


def test_both_outputs_are_kept_apart(any_box):
    outcome = any_box.run(Job(argv=("sh", "-c", "echo out; echo err >&2")))
    assert (outcome.stdout, outcome.stderr, outcome.is_truncated) == (b"out\n", b"err\n", False)


@pytest.mark.parametrize("given", [b"", b"hello", bytes(300_000)], ids=["empty", "short", "long"])
def test_standard_input_is_what_was_given(any_box, given):
    assert any_box.run(Job(argv=("cat",), stdin=given)).stdout == given


def test_a_command_that_is_not_there_is_the_jobs_failure(any_box):
    assert any_box.run(Job(argv=("no-such-command",))).exit_code == 127


def test_a_folder_that_is_not_there_is_the_sandboxs(any_box):
    with pytest.raises(SandboxError, match="not started"):
        any_box.run(Job(argv=("true",), cwd="nowhere"))


def test_a_tree_that_is_not_there_is_the_sandboxs(any_box, tmp_path):
    with pytest.raises(SandboxError, match="tree"):
        any_box.run(Job(argv=("true",), tree=tmp_path / "none"))
