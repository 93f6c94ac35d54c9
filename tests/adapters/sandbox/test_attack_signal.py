from __future__ import annotations

import pytest

pytestmark = pytest.mark.needs_bwrap


def test_a_process_of_the_host_is_signalled_only_without_a_process_namespace(attack, victim):
    spared = victim("sleep", "30")
    assert not attack.reaches("signal_process", spared.pid)
    assert spared.poll() is None
    assert attack.reaches("signal_process", spared.pid, down=("pid_namespace",))
    assert spared.wait(5) != 0
