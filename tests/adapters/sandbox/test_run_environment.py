from __future__ import annotations

from autofix.sdk.sandbox import Job


def test_the_environment_is_small_and_the_jobs_own(any_box, monkeypatch):
    monkeypatch.setenv("AUTOFIX_SECRET", "x")
    outcome = any_box.run(Job(argv=("env",), env={"MINE": "{root}/deps"}))
    names = {line.split("=")[0] for line in outcome.stdout.decode().splitlines()}
    assert names <= {"HOME", "LANG", "LOGNAME", "MINE", "OLDPWD", "PATH", "PWD", "SHLVL", "TMPDIR", "USER", "_"}
    assert "MINE" in names


def test_home_and_the_temporary_folder_can_be_written(any_box):
    assert any_box.run(Job(argv=("sh", "-c", "touch ~/a $TMPDIR/b"))).exit_code == 0


def test_the_tools_are_on_the_path(any_box):
    python = any_box.tools["python"]
    outcome = any_box.run(Job(argv=(python, "-c", "import shutil, sys; print(shutil.which('sh'), sys.executable)")))
    assert outcome.stdout.decode().split()[1] == python
