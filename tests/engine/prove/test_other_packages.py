"""Packages that are not those which the manifests say: told in the evidence, and never alone with the change."""

from dataclasses import dataclass, replace

import pytest

from autofix.engine.prove.proof import Status
from autofix.sdk.packages import Installed, InstallRequest, Packages

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
OTHER = "cors 2.8.5 instead of 2.0.0"


@dataclass
class Differing:
    """Packages that were installed with ``notes``, one after the other."""

    inner: Packages
    notes: list[tuple[str, ...]]

    def provide(self, request: InstallRequest) -> Installed:
        return replace(self.inner.provide(request), notes=self.notes.pop(0))


def with_notes(project, bench, before, after, server=None):
    made = project(server) if server else project()
    return replace(made, bench=replace(bench, packages=Differing(bench.packages, [before, after])))


def test_the_same_on_both_sides_is_told(project, bench):
    proof = with_notes(project, bench, (OTHER,), (OTHER,)).prove(FIX)

    assert proof.status is Status.VERIFIED, proof.reason
    assert f"installed with {OTHER}" in [check.name for check in proof.checks]


@pytest.mark.parametrize(("before", "after"), [((), (OTHER,)), ((OTHER,), ())])
def test_others_on_one_side_alone_are_no_proof_of_the_change(project, bench, before, after):
    proof = with_notes(project, bench, before, after).prove(FIX)

    assert proof.status is Status.PLAUSIBLE
    assert OTHER in proof.reason


def test_a_failure_that_others_do_not_show_may_be_there_all_the_same(project, bench):
    open_to_it = project().workspace().read("server.js").replace("3000'", "5173'")
    proof = with_notes(project, bench, (OTHER,), (OTHER,), open_to_it).prove(("[{ id: 7 }]", "[ { id: 7 } ]"))

    assert proof.status is Status.UNPROVEN
    assert not proof.is_no_fault
