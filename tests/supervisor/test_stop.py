from __future__ import annotations

import signal

import pytest

# Says when it was asked to end, then ends.
POLITE = (
    "def end(*_):\n    print('asked', os.environ['NAME']); sys.exit(0)\n"
    "signal.signal(signal.SIGTERM, end)\nprint('listens')\ntime.sleep(300)"
)
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('listens')\ntime.sleep(300)"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_children_are_asked_to_end_in_reverse_order(run, number):
    run.start({"name": "first", "program": POLITE}, {"name": "second", "program": POLITE})
    run.until(lambda: run.text.count("listens") == 2)
    run.until_ready()
    run.send(number)
    assert run.wait() == 0
    assert run.text.index("asked second") < run.text.index("asked first")
    assert run.living() == []


def test_each_gets_its_own_signal(run):
    program = (
        "def end(*_):\n    print('interrupted'); sys.exit(0)\n"
        "signal.signal(signal.SIGINT, end)\nprint('listens')\ntime.sleep(300)"
    )
    run.start({"name": "server", "program": program, "stop_signal": "SIGINT"})
    run.until_said("listens")
    assert run.stop() == 0
    assert "server     | interrupted" in run.text


def test_one_that_does_not_listen_is_killed_when_its_time_is_up(run):
    run.start({"name": "stubborn", "program": STUBBORN, "stop_seconds": 0.3})
    run.until_said("listens")
    assert run.stop() == 0
    assert "stubborn did not end in time and is killed" in run.text
    assert run.living() == []


def test_asking_twice_hurries(run):
    run.start({"name": "stubborn", "program": STUBBORN, "stop_seconds": 3000})
    run.until_said("listens")
    run.until_ready()
    run.send(signal.SIGINT)
    run.until_said("stopping")
    run.send(signal.SIGINT)
    assert run.wait() == 0
    assert run.living() == []


def test_what_children_had_started_is_ended_too(run):
    program = (
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'], start_new_session=True)\n"
        "subprocess.Popen(['sh', '-c', 'sleep 300 & setsid sleep 300 &'])\nprint('started')\n" + POLITE
    )
    run.start({"name": "parent", "program": program})
    run.until(lambda: len(run.living()) >= 4)
    run.until_said("listens")
    assert run.stop() == 0
    assert run.living() == []


def test_no_record_is_left(run):
    run.start({"name": "polite", "program": POLITE})
    run.until_said("listens")
    assert (run.folder / "sessions").exists()
    assert run.stop() == 0
    assert not (run.folder / "sessions").exists()
