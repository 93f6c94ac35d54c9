"""Killed at any point and called again, publishing has its effect once."""

import os
import random
import signal
import time

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.publish import merge_branch

PUBLISH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import commit_changes, merge_branch, push_branch, revert_merge
from autofix.adapters.git.remote import open_remote
address, root, state, base = sys.argv[1:]
mirror = Mirror(Path(state), open_remote(address, [Path(root)]))
when = datetime(2026, 1, 2, tzinfo=UTC)
print("ready", flush=True)
mirror.fetch()
for number in range(4):
    change = commit_changes(mirror, base, {f"new{number}.js": b"1"}, f"Fix {number}", when)
    if mirror.head(f"autofix/{number}") is None:
        push_branch(mirror, f"autofix/{number}", change, None)
    merge = merge_branch(mirror, f"autofix/{number}", "main", f"Merge {number}", when, commit=change)
    revert = revert_merge(mirror, merge.commit, "main", f"Revert {number}", when)
    print(change, merge.commit, revert, flush=True)
"""


def test_each_step_is_done_once_however_often_its_process_is_killed(origin, python):
    arguments = (str(origin.bare), str(origin.root), str(origin.state / "mirror"), origin.head())
    chance = random.Random(7)
    killed = 0
    for attempt in range(14):
        process = python(PUBLISH, *arguments)
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.12 * (attempt + 1)))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
    assert killed

    outputs = []
    for _ in range(2):
        process = python(PUBLISH, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
        outputs.append(out)

    assert outputs[0] == outputs[1]
    subjects = origin.git("log", "--first-parent", "--format=%s", "main").splitlines()
    wanted = [f"{word} {number}" for number in range(4) for word in ("Merge", "Revert")]
    assert sorted(subjects) == sorted([*wanted, "first"])
    assert origin.git("ls-tree", "--name-only", "main").split() == ["latest", "server.js", "start.sh"]
    origin.git("fsck", "--no-dangling")


def test_the_git_of_a_killed_caller_keeps_others_out_until_it_ends(origin, python, tmp_path):
    """git may still be writing to the mirror when its caller is dead."""
    mirror = origin.mirror(lock_seconds=0.3)
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    pid = tmp_path / "pid"
    slow.write_text(f"#!/bin/sh\necho $$ > {pid}.part; mv {pid}.part {pid}; exec sleep 60\n")
    slow.chmod(0o755)
    code = f"import os; os.environ['PATH'] = '{slow.parent}:' + os.environ['PATH']\n" + PUBLISH
    process = python(code, str(origin.bare), str(origin.root), str(mirror.folder), origin.head())
    while not pid.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.communicate()

    try:
        with pytest.raises(GitError, match="in use") as caught:
            mirror.fetch()
        assert not caught.value.permanent
    finally:
        os.kill(int(pid.read_text()), signal.SIGKILL)

    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    assert merge_branch(mirror, "autofix/1", "main", "Merge", origin.when).commit == origin.head()
