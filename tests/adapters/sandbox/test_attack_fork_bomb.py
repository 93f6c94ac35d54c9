from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Limits

pytestmark = pytest.mark.needs_bwrap
LIMITS = Limits(processes=48, seconds=20)


def test_many_processes_are_started_only_without_a_process_limit(attack):
    assert attack.reaches("fork_many", 300, limits=LIMITS, down=("process_limit",))
    outcome = attack.run("fork_many", 300, limits=LIMITS)
    assert int(outcome.stdout) < LIMITS.processes


def test_the_kernels_own_limit_holds_without_a_control_group(attack):
    assert not attack.reaches("fork_many", 300, limits=LIMITS, down=("control_group",))
