from __future__ import annotations

SLEEP = "time.sleep(300)"


def test_a_child_waits_until_the_one_before_is_ready(run):
    run.start(
        {"name": "first", "program": SLEEP, "ready_file": "go"},
        {"name": "second", "program": SLEEP},
    )
    run.pid("first")
    assert run.pids("second") == []
    assert "ALL READY" not in run.text
    (run.folder / "go").touch()
    run.until_ready()
    run.pid("second")
    assert run.stop() == 0


def test_one_that_runs_once_is_done_before_the_next_starts(run):
    run.start(
        {"name": "once", "program": "open(os.environ['FOLDER'] + '/made', 'w').close()", "is_once": True},
        {"name": "next", "program": "print('made:', os.path.exists(os.environ['FOLDER'] + '/made'));" + SLEEP},
    )
    run.until_said("made: True")
    assert run.stop() == 0
    assert len(run.pids("once")) == 1, "it was started again"


def test_one_that_runs_once_and_fails_ends_everything(run):
    run.start(
        {"name": "server", "program": SLEEP},
        {"name": "once", "program": "print('the reason'); sys.exit(3)", "is_once": True},
        {"name": "never", "program": SLEEP},
    )
    assert run.wait() == 1
    assert "once       | the reason" in run.text
    assert "START ERROR once failed with status 3" in run.text
    assert run.pids("never") == []
    assert run.living() == []


def test_one_that_keeps_ending_before_it_is_ready_is_given_up(run):
    run.start({"name": "broken", "program": "sys.exit(4)", "ready_file": "never"})
    assert run.wait() == 1
    assert "START ERROR broken ended 5 times before it was ready" in run.text


def test_one_that_is_never_ready_is_given_up(run):
    run.start({"name": "deaf", "program": SLEEP, "ready_file": "never", "ready_seconds": 0.5})
    assert run.wait() == 1
    assert "START ERROR deaf was not ready after 0.5 s" in run.text
    assert run.living() == []


def test_it_can_be_stopped_before_all_are_up(run):
    run.start({"name": "slow", "program": SLEEP, "ready_file": "never"})
    run.pid("slow")
    assert run.stop() == 0
    assert "ALL READY" not in run.text
    assert run.living() == []
