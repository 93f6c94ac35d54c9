from __future__ import annotations

import pytest

from autofix.adapters.sandbox import open_sandbox
from autofix.adapters.sandbox.opening import _why_unusable, missing_programs
from autofix.sdk.sandbox import SandboxError


@pytest.fixture
def no_programs(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    _why_unusable.cache_clear()
    yield
    _why_unusable.cache_clear()


@pytest.mark.needs_bwrap
def test_bubblewrap_is_taken_where_it_works_whatever_else_is_allowed():
    assert open_sandbox(("process", "unshare")).name == "bubblewrap"


def test_without_it_the_message_says_what_to_install(no_programs):
    with pytest.raises(SandboxError) as caught:
        open_sandbox()
    assert caught.value.permanent
    assert "missing bwrap (package bubblewrap)" in str(caught.value)
    assert "apt install bubblewrap" in str(caught.value)


def test_a_weaker_one_is_tried_only_when_it_is_named(no_programs):
    with pytest.raises(SandboxError) as caught:
        open_sandbox(["unshare"])
    assert "unshare: missing" in str(caught.value)
    assert "process: missing" not in str(caught.value)


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="no sandbox backend is called chroot"):
        open_sandbox(["chroot"])


def test_the_weakest_needs_the_fewest_programs(no_programs):
    assert [program for program, _ in missing_programs("process")] == ["prlimit", "tar"]
