from __future__ import annotations

import pytest

pytestmark = pytest.mark.needs_bwrap

PROGRAMS = ("trace_process", "read_process_memory", "odd_socket", "use_keyring")


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_system_call_filter_alone_refuses_it(attack, program):
    assert attack.reaches(program, down=("seccomp",))
    assert not attack.reaches(program)
