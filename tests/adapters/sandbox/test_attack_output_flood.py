from __future__ import annotations

import pytest

from autofix.sdk.sandbox import MIB, Limits

pytestmark = pytest.mark.needs_bwrap
LIMITS = Limits(output_bytes=MIB)


def test_output_is_kept_in_full_only_without_an_output_limit(attack):
    flood = attack.run("flood_output", 6, limits=LIMITS, down=("output_limit",))
    assert (len(flood.stdout), len(flood.stderr), flood.is_truncated) == (6 * MIB, 6 * MIB, False)
    bounded = attack.run("flood_output", 6, limits=LIMITS)
    assert (len(bounded.stdout), len(bounded.stderr), bounded.is_truncated) == (MIB, MIB, True)
    assert bounded.exit_code == 0
