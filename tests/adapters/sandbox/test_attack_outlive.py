from __future__ import annotations

import time

import pytest

from autofix.adapters.sandbox.cgroup import held_group

pytestmark = pytest.mark.needs_bwrap


def test_a_daemon_outlives_the_job_only_without_what_ends_it(attack, open_folder):
    """The process namespace and the control group each end it, so both are down."""
    for down, is_alive in ((("pid_namespace", "control_group"), True), ((), False)):
        attack.run("outlive", "/out/marker", output=open_folder, down=down)
        time.sleep(0.9)
        assert ((open_folder / "marker").read_bytes() == b"alive") is is_alive, down


@pytest.mark.parametrize("down", ["pid_namespace", "control_group"])
def test_either_alone_ends_it(attack, open_folder, down):
    if down == "pid_namespace":
        needs_control_group()
    attack.run("outlive", "/out/marker", output=open_folder, down=(down,))
    time.sleep(0.9)
    assert (open_folder / "marker").read_bytes() == b""


def needs_control_group():
    with held_group(None, 100) as group:
        if not group.folders:
            pytest.skip("no control group can be made here")
