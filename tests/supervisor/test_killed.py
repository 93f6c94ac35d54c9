"""What is left when the supervisor itself is killed: nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from autofix.supervisor.record import Session, read_record, sweep, write_record

SLEEP = "print('listens')\ntime.sleep(300)"
WITH_HELPERS = (
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\nprint('listens')\ntime.sleep(300)"
)


def guard_of(run) -> int:
    """The guard's process: a child of the supervisor that is no child of the list."""
    supervisor = run.process.pid
    children = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(supervisor)], capture_output=True, text=True)
    return next(int(line.split()[0]) for line in children.stdout.splitlines() if "supervisor.guard" in line)


def test_children_and_what_they_started_end_with_a_killed_supervisor(run):
    run.start({"name": "one", "program": WITH_HELPERS}, {"name": "two", "program": SLEEP})
    run.until(lambda: run.text.count("listens") == 2)
    run.until(lambda: len(run.living()) >= 3)
    run.send(signal.SIGKILL)
    run.wait()
    run.until(lambda: run.living() == [])


def test_the_kernel_ends_the_children_even_without_the_guard(run):
    run.start({"name": "one", "program": SLEEP})
    run.until_said("listens")
    os.kill(guard_of(run), signal.SIGKILL)
    run.send(signal.SIGKILL)
    run.wait()
    run.until(lambda: run.living() == [])


def test_a_child_gets_the_death_signal_it_wants(run):
    program = (
        "def end(*_):\n    open(os.environ['FOLDER'] + '/told', 'w').close(); os._exit(0)\n"
        "signal.signal(signal.SIGQUIT, end)\n" + SLEEP
    )
    run.start({"name": "server", "program": program, "death_signal": "SIGQUIT"})
    run.until_said("listens")
    run.send(signal.SIGKILL)
    run.wait()
    run.until((run.folder / "told").exists)


def test_the_next_run_ends_what_nobody_could(run):
    """The guard was killed as well, and a helper has lost its parent."""
    run.start({"name": "one", "program": WITH_HELPERS})
    run.until_said("listens")
    run.until(lambda: len(run.living()) >= 2)
    os.kill(guard_of(run), signal.SIGKILL)
    run.send(signal.SIGKILL)
    run.wait()
    run.until(lambda: run.pid("one") not in run.living())
    assert run.living(), "nothing is left to show that the sweep works"
    assert sweep(run.folder / "sessions", grace=0) == ["one"]
    assert run.living() == []


def test_the_sweep_leaves_a_session_alone_that_only_has_the_number(tmp_path):
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], start_new_session=True)
    try:
        write_record(tmp_path / "sessions", [Session(stranger.pid, 12345, "web")])
        assert sweep(tmp_path / "sessions", grace=0) == []
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_the_sweep_believes_nothing_written_before_the_machine_started(tmp_path):
    write_record(tmp_path / "sessions", [Session(7, 8, "web server")])
    assert read_record(tmp_path / "sessions") == [Session(7, 8, "web server")]
    text = (tmp_path / "sessions").read_text()
    (tmp_path / "sessions").write_text("another-boot\n" + text.split("\n", 1)[1])
    assert read_record(tmp_path / "sessions") == []
