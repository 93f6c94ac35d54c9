from __future__ import annotations

import uuid

import pytest

pytestmark = pytest.mark.needs_bwrap


def test_a_command_line_of_another_process_is_read_only_without_a_process_namespace(attack, victim):
    name = uuid.uuid4().hex
    victim("/bin/sh", "-c", "sleep 30; :", f"secret-of-{name}")
    assert attack.reaches("read_command_lines", name, down=("pid_namespace",))
    assert not attack.reaches("read_command_lines", name)


def test_an_environment_of_another_process_is_read_only_without_namespaces(attack, victim, as_root):
    """Three defences stand in the way one behind the other, so three are down: the processes are not
    seen, the job is another user, and the kernel keeps a user namespace from looking into its parent."""
    name = uuid.uuid4().hex
    victim("/bin/sh", "-c", "sleep 30; :", env={"PATH": "/usr/bin:/bin", "SECRET": f"secret-of-{name}"})
    down = ("pid_namespace", "user_namespace", "non_root")
    assert attack.reaches("read_environments", name, down=down)
    assert not attack.reaches("read_environments", name, down=("user_namespace", "non_root"))
    assert not attack.reaches("read_environments", name, down=("pid_namespace",))
    assert not attack.reaches("read_environments", name)
