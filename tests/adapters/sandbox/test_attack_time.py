from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Limits

pytestmark = pytest.mark.needs_bwrap
LIMITS = Limits(seconds=0.4)


def test_a_job_stays_only_without_a_time_limit(attack):
    assert attack.reaches("stay", 0.8, limits=LIMITS, down=("time_limit",))
    outcome = attack.run("stay", 0.8, limits=LIMITS)
    assert outcome.ended_by == "time"
    assert outcome.seconds < 0.75
