from __future__ import annotations

import time

import pytest

from autofix.sdk.sandbox import MIB, Job, Limits


def test_time_ends_the_job(any_box):
    begun = time.monotonic()
    outcome = any_box.run(Job(argv=("sleep", "20"), limits=Limits(seconds=0.4)))
    assert (outcome.ended_by, outcome.exit_code) == ("time", -9)
    assert time.monotonic() - begun < 3


def test_time_ends_the_job_while_the_tree_is_sent(any_box, tmp_path):
    with (tmp_path / "big").open("wb") as file:
        file.truncate(400 * MIB)
    outcome = any_box.run(Job(argv=("true",), tree=tmp_path, limits=Limits(seconds=0.05)))
    assert outcome.ended_by == "time"


def test_memory_ends_the_job(any_box):
    program = "import time; a = b'x' * (200 << 20); time.sleep(2)"
    outcome = any_box.run(
        Job(argv=(any_box.tools["python"], "-c", program), limits=Limits(memory_bytes=64 * MIB, seconds=20))
    )
    assert outcome.exit_code != 0
    assert outcome.seconds < 2


def test_disk_ends_the_job(any_box):
    script = "for i in 1 2 3 4 5 6 7 8; do dd if=/dev/zero of=$i bs=1M count=4; sleep 0.1; done; sleep 3"
    outcome = any_box.run(Job(argv=("sh", "-c", script), limits=Limits(disk_bytes=16 * MIB, seconds=20)))
    assert outcome.ended_by == "disk"


def test_output_over_the_limit_is_dropped_and_said(any_box):
    outcome = any_box.run(Job(argv=("sh", "-c", "yes | head -c 3000000"), limits=Limits(output_bytes=1000)))
    assert (len(outcome.stdout), outcome.is_truncated, outcome.exit_code) == (1000, True, 0)


@pytest.mark.needs_bwrap
def test_the_defaults_are_enough_for_node(box):
    if "node" not in box.tools:
        pytest.skip("node is not installed")
    outcome = box.run(Job(argv=("node", "-e", "console.log(Buffer.alloc(200 << 20, 1).length)")))
    assert outcome.stdout == b"209715200\n", outcome
