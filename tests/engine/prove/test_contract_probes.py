"""A contract probe has passed where it finds the failure without the change, and not with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.prove.contract_probes import hold_to, read_contracts
from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import ContractProbe, Judgement, Seen, Workspace


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Iterable[Seen]], Check]:
    """What is made of a probe that sees these two things, one after the other."""

    def make(seen: Iterable[Seen]) -> Check:
        answers = iter(seen)
        workspace = Snapshot(FolderSource(tmp_path))
        probe = ContractProbe("calls", lambda _: Judgement(next(answers), "as seen"))
        return read_contracts([probe], workspace, workspace)[0]

    return make


@pytest.mark.parametrize(
    ("before", "after", "has_passed"),
    [
        (Seen.REPORTED, Seen.PASSED, True),
        (Seen.REPORTED, Seen.REPORTED, False),
        (Seen.REPORTED, Seen.OTHER, False),
        (Seen.PASSED, Seen.PASSED, False),
        (Seen.OTHER, Seen.PASSED, False),
    ],
)
def test_the_failure_has_to_be_there_and_to_go(
    check: Callable[[Iterable[Seen]], Check], before: Seen, after: Seen, has_passed: bool
) -> None:
    assert check((before, after)).passed is has_passed


def test_a_judge_that_raises_has_seen_nothing(tmp_path: Path) -> None:
    def judge(_: Workspace) -> Judgement:
        raise KeyError("path")

    workspace = Snapshot(FolderSource(tmp_path))
    (found,) = read_contracts([ContractProbe("calls", judge)], workspace, workspace)

    assert found.passed is False
    assert "KeyError" in found.after


def test_a_proof_is_held_to_what_was_read(check: Callable[[Iterable[Seen]], Check]) -> None:
    passed, failed = check((Seen.REPORTED, Seen.PASSED)), check((Seen.REPORTED, Seen.REPORTED))

    assert hold_to((passed,), Proof(Status.VERIFIED, ())).status is Status.VERIFIED
    assert hold_to((passed, failed), Proof(Status.VERIFIED, ())).status is Status.UNPROVEN
