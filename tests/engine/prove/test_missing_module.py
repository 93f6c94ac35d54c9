"""A server that did not start before can be compared with nothing: only its declarations may be verified."""

import json

import pytest

from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.progress import Silent
from autofix.engine.prove.proof import Status
from autofix.engine.prove.prover import prove
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.sdk import Action, Candidate, Change, Dependency, Diagnosis, Edit, Verdict

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

REPORT = "Error: Cannot find module 'cors'\nRequire stack:\n- /app/server.js\n"


def without_cors(made):
    """Takes the declaration of cors out of the manifest."""
    place = made.folder / "package.json"
    manifest = json.loads(place.read_text())
    del manifest["dependencies"]["cors"]
    place.write_text(json.dumps(manifest, indent=2) + "\n")
    return made


def test_declaring_it_is_verified(project):
    made = without_cors(project())

    repair = Repairer(load_plugins(("plugins.cors",)), made.bench).repair(read_report(REPORT), made.workspace())

    assert repair.result is Result.VERIFIED, repair.reason
    assert [file.file for file in repair.chosen.patch.files] == ["package.json"]


def test_changing_the_code_as_well_is_not(project):
    made = without_cors(project())
    workspace = made.workspace()
    manifest, server = workspace.read("package.json"), workspace.read("server.js")
    at, orders = manifest.index('"express"'), server.index("[{ id: 7 }]")
    changes = (
        Change("package.json", Action.MODIFY, "x", (Edit(at, at, '"cors": "^2.8.5",\n    '),)),
        Change("server.js", Action.MODIFY, "x", (Edit(orders, orders + len("[{ id: 7 }]"), "[]"),)),
    )
    candidate = Candidate("recipe:test", "test", changes, dependencies=(Dependency("npm", "cors", "package.json"),))
    problem, plugins = read_report(REPORT), load_plugins(("plugins.cors",))
    probes = plugins.validate(problem, Diagnosis("cors_error", "x", Verdict.CODE_FIX), candidate, workspace)

    proof, _ = prove(made.bench, workspace, candidate, make_patch(workspace, candidate), probes, Silent())

    assert proof.status is not Status.VERIFIED
    assert proof.reason
