"""A file that pins Node may be raised to what the failing tool asked for, and to nothing else."""

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Edit


def refused(workspace, before, after, wanted, file=".nvmrc"):
    opened = workspace({file: before.encode()})
    candidate = Candidate("recipe:x", "x", (Change(file, Action.MODIFY, "x", (Edit(0, len(before), after),)),))
    proposal = Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None, wanted)
    return {result.name for result in pass_gates(proposal) if not result.passed}


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("v16.20.2\n", "v18\n", (">=18.0.0",)),
        ("16\n", "20\n", ("^18.17.0 || ^20.3.0 || >=21.0.0",)),
        ("14", "18", (">=17",)),
        ("14.2.0\n", "20.9.0\n", (">= 20.9.0 <23",)),
    ],
)
def test_it_may_be_raised_to_what_is_asked_for(workspace, before, after, wanted):
    assert refused(workspace, before, after, wanted) == set()
    assert refused(workspace, before, after, wanted, "client/.node-version") == set()


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("v16.20.2\n", "v18\n", ()),
        ("v16.20.2\n", "v22\n", (">=18.0.0",)),
        ("v20\n", "v18\n", ("^18.0.0",)),
        ("v16\n", "lts/*\n", (">=18.0.0",)),
        ("v16\n", "v18\nv20\n", (">=18.0.0",)),
        ("v16\n", "18\n", (">=18.0.0",)),
        ("v16\n", "v18 # $(id)\n", (">=18.0.0",)),
        ("v16\n", "v23\n", (">=18 <23",)),
        ("lts/gallium\n", "18\n", (">=18.0.0",)),
    ],
)
def test_anything_else_is_refused(workspace, before, after, wanted):
    assert refused(workspace, before, after, wanted) == {"config"}


def test_not_in_a_folder_that_steers(workspace):
    assert "config" in refused(workspace, "16\n", "18\n", (">=18",), ".husky/.nvmrc")
