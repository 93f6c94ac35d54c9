from __future__ import annotations

import pytest

from autofix.sdk.sandbox import MIB, Limits

pytestmark = pytest.mark.needs_bwrap
LIMITS = Limits(disk_bytes=16 * MIB, seconds=20)


@pytest.mark.parametrize("folder", ["/work", "/tmp", "/"])
def test_the_jobs_own_file_system_is_filled_only_without_a_disk_limit(attack, folder):
    assert attack.reaches("fill_disk", folder, 64, 0, limits=LIMITS, down=("disk_limit",))
    outcome = attack.run("fill_disk", folder, 64, 0, limits=LIMITS)
    assert outcome.ended_by == "disk"


def test_shared_memory_is_bounded_too(attack):
    assert attack.reaches("fill_disk", "/dev/shm", 64, 0, limits=LIMITS, down=("disk_limit",))
    assert not attack.reaches("fill_disk", "/dev/shm", 64, 0, limits=LIMITS)


def test_the_output_folder_is_filled_only_without_a_disk_limit(attack, open_folder):
    slowly = 0.005
    out = {"output": open_folder, "limits": LIMITS}
    assert attack.reaches("fill_disk", "/out", 64, slowly, down=("disk_limit",), **out)
    for left in open_folder.iterdir():
        left.unlink()
    outcome = attack.run("fill_disk", "/out", 64, slowly, **out)
    assert outcome.ended_by == "disk"
    assert sum(left.stat().st_size for left in open_folder.iterdir()) < 64 * MIB
