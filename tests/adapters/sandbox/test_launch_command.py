from __future__ import annotations

from pathlib import Path

from autofix.adapters.sandbox.staging import launch_command

COMMAND = ("bwrap", "--", "true")


def test_without_anything_to_do_it_is_the_command_itself():
    assert launch_command(COMMAND) == COMMAND


TIE = ("setpriv", "--pdeathsig", "KILL", "--")
DROP = ("setpriv", "--pdeathsig", "KILL", "--reuid=7", "--regid=7", "--clear-groups", "--")


def test_a_user_is_dropped_to_without_groups_and_dies_with_us_before_and_after():
    assert launch_command(COMMAND, user=7) == (*TIE, *DROP, *COMMAND)


def test_the_groups_are_joined_first():
    argv = launch_command(COMMAND, ["/sys/fs/cgroup/job/cgroup.procs"])
    assert argv[:2] == ("/bin/sh", "-c")
    assert argv[2].splitlines() == ["set -e", "echo 0 >/sys/fs/cgroup/job/cgroup.procs", 'exec "$@"']
    assert argv[4:] == COMMAND


def test_binds_are_made_in_a_mount_namespace_of_their_own_and_quoted():
    argv = launch_command(COMMAND, first=[(Path("/root/it's"), Path("/tmp/x/0"))], user=7)
    assert argv[:9] == (*TIE, "unshare", "--mount", "--propagation", "private", "--")
    assert """mount --bind '/root/it'"'"'s' /tmp/x/0""" in argv[11]
    assert argv[-10:] == (*DROP, *COMMAND)
