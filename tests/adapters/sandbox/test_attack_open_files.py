from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Limits

pytestmark = pytest.mark.needs_bwrap
LIMITS = Limits(open_files=64)


def test_many_files_are_open_only_without_a_file_limit(attack):
    assert attack.reaches("open_many", 500, limits=LIMITS, down=("file_limit",))
    assert not attack.reaches("open_many", 500, limits=LIMITS)
