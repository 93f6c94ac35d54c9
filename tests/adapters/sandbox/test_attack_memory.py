from __future__ import annotations

import pytest

from autofix.sdk.sandbox import MIB, Limits

pytestmark = pytest.mark.needs_bwrap
LIMITS = Limits(memory_bytes=128 * MIB, seconds=20)


@pytest.mark.parametrize(("size", "count"), [(400, 1), (40, 8)], ids=["one process", "many processes"])
def test_memory_is_taken_only_without_a_memory_limit(attack, size, count):
    assert attack.reaches("fill_memory", size, count, limits=LIMITS, down=("memory_limit",))
    assert not attack.reaches("fill_memory", size, count, limits=LIMITS)


@pytest.mark.parametrize(("size", "count"), [(400, 1), (40, 8)], ids=["one process", "many processes"])
def test_the_limit_holds_without_a_control_group(attack, size, count):
    assert not attack.reaches("fill_memory", size, count, limits=LIMITS, down=("control_group",))


def test_the_outcome_names_memory(attack):
    assert attack.run("fill_memory", 40, 8, limits=LIMITS).ended_by == "memory"
