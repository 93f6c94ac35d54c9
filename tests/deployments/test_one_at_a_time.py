"""An environment has one deployment under way; a second waits for its end, or is refused when it may not."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.running import run_job
from autofix.deployments.states import Status


def test_the_second_waits_for_the_first(works, after):
    seen = {}

    def meanwhile():
        with pytest.raises(Conflict, match="is under way"):
            works.deploy(may_wait=False)
        seen["second"] = works.deploy()
        [job] = works.jobs("deployment.run", subject=seen["second"].pk)
        seen["ran"] = run_job(job.pk)
        seen["status"] = works.deployment(seen["second"]).status
        seen["job"] = works.jobs(pk=job.pk)[0]

    after("deployment.execution.started", meanwhile)
    first = works.deployed()

    assert first.status == Status.SUCCESS
    assert (seen["ran"], seen["status"]) == (True, Status.PENDING)
    assert (seen["job"].state, seen["job"].attempts) == ("pending", 0)
    assert first.id in seen["job"].error

    works.hasten()
    works.work()
    second = works.deployment(seen["second"])

    assert (second.status, second.previous) == (Status.SUCCESS, first.release)
    assert second.started_at > first.finished_at
    assert len(works.deployments()) == 2
