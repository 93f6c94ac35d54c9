"""A commit goes through every phase and answers at the environment's address."""

import json

from autofix.core.events import recorded_state, replay
from autofix.deployments.states import Status

PHASES = ["initialization", "validation", "preparation", "execution", "verification", "completion"]


def test_every_phase_passes_and_the_address_answers(works):
    deployment = works.deployed()

    assert deployment.status == Status.SUCCESS, deployment.reason
    assert works.statuses(deployment) == dict.fromkeys(PHASES, "success")
    assert (deployment.commit, deployment.release) == (works.tip(), deployment.id)
    assert (deployment.platform, deployment.previous, deployment.is_rolled_back) == ("local", "", False)
    assert deployment.address == works.address()
    assert json.loads(works.get("/health")) == {"status": "ok"}
    assert works.current() == deployment.id

    assert replay(works.events(deployment)) == recorded_state(deployment)
    assert len(works.events(deployment)) == deployment.version
    assert all(phase.started_at <= phase.finished_at for phase in works.phases(deployment).values())
