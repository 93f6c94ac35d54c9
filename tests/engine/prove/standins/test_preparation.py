"""What is run before the server may fail or hang: the server is started all the same, and the log says what happened."""

import pytest

from autofix.engine.prove.observe import Stage, observe
from autofix.engine.prove.stage import stage_dependencies
from autofix.engine.prove.standins.standins import StandIns
from autofix.sdk.proof import Request

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]


@pytest.fixture
def started(project, full_bench, manifest):
    made = project()
    (made.folder / "package.json").write_text(manifest)
    workspace = made.workspace()
    application = workspace.applications()[0]
    installed = stage_dependencies(full_bench, workspace, application, {}, ())
    stage = Stage(full_bench.checkouts.lay_out(workspace.source, {}), installed.mounts)

    def start(*commands):
        asked = (Request("GET", "/health"),)
        given = StandIns(prepare=commands)
        return observe(full_bench.sandbox, stage, application, asked, host="localhost", port=None, stand_ins=given)

    return start


def test_one_that_goes_well_is_done_before_the_server(started):
    seen = started("sed -i s/ok/migrated/ server.js")

    assert seen.answers[0].body == b"migrated"
    assert "sed" not in seen.log


def test_one_that_fails_and_one_that_hangs(started, monkeypatch):
    monkeypatch.setattr("autofix.engine.prove.observe.PREPARE_SECONDS", 1.0)

    seen = started("echo no such table; exit 3", "sleep 600")

    assert seen.answers[0].body == b"ok"
    assert "exited with 3\nno such table" in seen.log
    assert "sleep 600: did not end within 1 s" in seen.log


def test_one_may_not_read_the_plan(started):
    """It is code of the repository, and the plan holds what the launcher signs its result with."""
    seen = started("cat /run/stdin; exit 1")

    assert "nonce" not in seen.log
    assert "No such file" in seen.log
