"""A change that reads the environment otherwise is plausible at most: what is set where it is deployed is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import Patch, make_patch
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.prove.prover import cap
from autofix.engine.prove.renamed import renamed_variables
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import (
    Action,
    Application,
    Candidate,
    Change,
    Edit,
    Judgement,
    Observation,
    Probe,
    Request,
    Seen,
)

OLD = "cors({ origin: process.env.CLIENT_URL || 'http://a' });\n"


def changed(folder: Path, new: str, **files: str) -> tuple[Snapshot, Patch]:
    for name, text in {"server.js": OLD, **files}.items():
        (folder / name).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    change = Change("server.js", Action.MODIFY, "x", (Edit(0, len(OLD), new),))
    return workspace, make_patch(workspace, Candidate("recipe:x", "x", (change,)))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        pytest.param(OLD.replace("'http://a'", "'http://b'"), "", id="the same name"),
        pytest.param(OLD.replace("CLIENT_URL", "CLIENT_ULR"), "reads CLIENT_ULR", id="misspelt"),
        pytest.param(OLD.replace("CLIENT_URL", "WEB_URL"), "", id="as another file names it"),
        pytest.param("cors({ origin: 'http://b' });\n", "no longer reads CLIENT_URL", id="left out"),
    ],
)
def test_it_is_named(tmp_path: Path, new: str, said: str) -> None:
    workspace, patch = changed(tmp_path, new, README="Set WEB_URL to where the page is.\n")
    named = renamed_variables(workspace, Snapshot(Overlay(workspace.source, patch.contents())), patch)

    assert (said in named, bool(named)) == (True, bool(said)), named


@pytest.mark.parametrize(
    ("new", "status"),
    [
        (OLD.replace("'http://a'", "'http://b'"), Status.VERIFIED),
        (OLD.replace("CLIENT_URL", "CLIENT_ULR"), Status.PLAUSIBLE),
    ],
)
def test_a_proof_is_capped_by_it(tmp_path: Path, new: str, status: Status) -> None:
    manifest = '{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}'
    (tmp_path / "package.json").write_text(manifest)
    workspace, patch = changed(tmp_path, new)
    server = Application("express", "npm", "", "server.js", "server.js", "app", "package.json", "node server.js")
    probe = Probe("asks", server, (Request("GET", "/"),), judge)

    assert cap(Proof(Status.VERIFIED, ()), workspace, patch, (probe,)).status is status


def judge(seen: Observation) -> Judgement:
    return Judgement(Seen.PASSED, "")
