from __future__ import annotations

from autofix.adapters.sandbox.defences import ALL_UP, Defences
from autofix.adapters.sandbox.limits import rlimit_command
from autofix.sdk.sandbox import Limits

LIMITS = Limits(memory_bytes=1000, processes=5, disk_bytes=2000, open_files=30)


def test_every_limit_is_set():
    assert rlimit_command(LIMITS, ALL_UP, has_memory_cgroup=False) == (
        *("prlimit", "--core=0", "--nproc=5", "--nofile=30", "--fsize=2000", "--data=1000", "--"),
    )


def test_a_process_may_reserve_more_where_a_group_bounds_what_is_used():
    assert "--data=4000" in rlimit_command(LIMITS, ALL_UP, has_memory_cgroup=True)


def test_a_defence_switched_off_drops_its_limit():
    none = Defences(process_limit=False, file_limit=False, disk_limit=False, memory_limit=False)
    assert rlimit_command(LIMITS, none, has_memory_cgroup=False) == ("prlimit", "--core=0", "--")
