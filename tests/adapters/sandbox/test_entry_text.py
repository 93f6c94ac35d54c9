from __future__ import annotations

from pathlib import Path

from autofix.adapters.sandbox.entry import entry_command, job_environment, tar_command
from autofix.sdk.sandbox import Job, Mount


def test_the_root_is_filled_in_and_other_braces_are_left():
    job = Job(argv=("run", "{root}/deps", "{other}"), env={"AT": "{root}/work"})
    assert entry_command(job, "/r", "/dev/null")[-3:] == ("run", "/r/deps", "{other}")
    assert job_environment(job, "/r", ())["AT"] == "/r/work"


def test_the_tools_come_first_on_the_path_and_once():
    path = job_environment(Job(argv=("x",)), "", ("/opt/node/bin", "/usr/bin"))["PATH"]
    assert path == "/opt/node/bin:/usr/bin:/usr/local/bin:/bin"


def test_the_job_may_set_its_own_variables():
    assert job_environment(Job(argv=("x",), env={"LANG": "de"}), "", ())["LANG"] == "de"


def test_what_a_mount_covers_is_not_sent():
    mounts = (Mount(Path("/cache"), "work/node_modules"), Mount(Path("/python"), "deps/python"))
    argv = tar_command(Job(argv=("x",), tree=Path("/tree"), mounts=mounts))
    assert argv == (
        *("tar", "-C", "/tree", "--anchored", "--no-wildcards", "--exclude=./node_modules", "-cf", "-", "."),
    )
