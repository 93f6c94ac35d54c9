"""A repository's variables try to bring its code into what runs before its server: the programs that drop root."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from plugins.platforms.local import view
from plugins.platforms.local.isolation import Isolation, choose_confinement
from plugins.platforms.local.layout import EnvironmentFolder
from plugins.platforms.local.records import Release

# In place of the program of its name it tells who runs it, then leaves the work to the real one.
IMPOSTOR = """\
#!/bin/sh
echo "{name} as $(/usr/bin/id -u)"
test -w /proc/sys/kernel/core_pattern && echo "may name a program to the kernel"
exec {program} "$@"
"""
REACH = "{root}/bin:/usr/bin:/bin"


def start_once(folder, env):
    """Run one server to its end as the keeper would; answers which impostors ran."""
    confinement = choose_confinement(folder, Isolation.BUBBLEWRAP)
    environment = EnvironmentFolder(folder / "prj_one/production")
    tree = environment.tree("one")
    (tree / "bin").mkdir(parents=True)
    for name in ("setpriv", "prlimit"):
        (tree / "bin" / name).write_text(IMPOSTOR.format(name=name, program=shutil.which(name)))
        (tree / "bin" / name).chmod(0o755)
    release = Release("exec true", "", env, ("PORT",), "", 0.0)
    plan = confinement.plan(environment, "one", release, 20_001)
    argv = [plan["argv"][0], *plan["options"], *plan["argv"][1:]]
    done = subprocess.run(argv, env=plan["env"], cwd="/", capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.needs_bwrap
def test_a_path_of_its_own_puts_nothing_in_the_way(folder):
    assert start_once(folder, {"PATH": REACH}) == ""


@pytest.mark.needs_bwrap
def test_when_the_variables_keep_their_names_its_programs_run_first(folder, monkeypatch):
    monkeypatch.setattr(view, "_carriers", lambda env: {name: name for name in env})
    monkeypatch.setattr(view, "_taking_on", lambda env: 'exec /bin/sh -c "$1"')
    ran = start_once(folder, {"PATH": REACH})
    assert "prlimit as " in ran
    if os.geteuid() == 0:
        assert "setpriv as 0" in ran


@pytest.mark.parametrize("name", ["PATH", "LD_PRELOAD", "_0", "__1", "TEXT"])
def test_the_server_itself_has_every_variable(name, strong_isolation, start_keeper, run_release, target, ask_shell):
    start_keeper("--isolation", strong_isolation)
    values = {"PATH": "/usr/bin:/bin:/nowhere", "LD_PRELOAD": "/nowhere.so"}
    value = values.get(name, "a 'b' \"c\" $d `e`\n\\f")
    run_release("one", env={name: value, "LAST": "last"})
    told = "|" + ask_shell(target, "tr '\\0' '|' < /proc/$PPID/environ")
    assert f"|{name}={value}|" in told
    assert "|LAST=last|" in told
    # The name under which it travelled is gone.
    assert told.count(f"={value}|") == 1


@pytest.mark.parametrize("name", ["OPTIND", "UID", "PPID", "_"])
def test_a_name_that_a_shell_keeps_for_itself_does_no_harm(
    name, strong_isolation, start_keeper, run_release, platform, target, get
):
    start_keeper("--isolation", strong_isolation)
    run_release("one", env={name: "7"})
    assert get(platform.address(target)) == "one"
