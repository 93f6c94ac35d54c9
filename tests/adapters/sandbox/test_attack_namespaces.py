from __future__ import annotations

import pytest

pytestmark = pytest.mark.needs_bwrap

BOTH = ("seccomp", "nested_namespaces_refused")


def test_namespaces_of_ones_own_are_made_only_without_both_refusals(attack):
    """The filter refuses the call, and the kernel allows no more user namespaces: two defences for one
    attack, because new namespaces are where most of the kernel's privilege bugs were reached from."""
    assert attack.reaches("new_user_namespace", down=BOTH)
    for one in BOTH:
        assert not attack.reaches("new_user_namespace", down=(one,))
    assert not attack.reaches("new_user_namespace")
