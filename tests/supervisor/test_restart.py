from __future__ import annotations

import os
import signal

SLEEP = "time.sleep(300)"


def test_a_child_that_was_killed_comes_back_and_the_others_stay(run):
    run.start({"name": "one", "program": SLEEP}, {"name": "two", "program": SLEEP})
    run.until_ready()
    other = run.pid("two")
    os.kill(run.pid("one"), signal.SIGKILL)
    run.pid("one", 1)
    assert "one ended with signal SIGKILL; again in 0.2 s" in run.text
    assert run.pids("two") == [other]
    assert run.stop() == 0


def test_one_that_ends_well_comes_back_too(run):
    run.start({"name": "short", "program": "time.sleep(0.05)"})
    run.pid("short", 1)
    assert "short ended with status 0" in run.text
    assert run.stop() == 0


def test_the_pause_grows(run):
    run.start({"name": "short", "program": ""})
    run.pid("short", 2)
    run.until_said("again in 0.8 s")
    assert run.text.index("again in 0.2 s") < run.text.index("again in 0.4 s") < run.text.index("again in 0.8 s")
    assert run.stop() == 0


def test_what_a_dead_child_had_started_goes_with_it(run):
    """In its own session, and in another one."""
    program = (
        "child = [sys.executable, '-c', 'import time; time.sleep(300)']\n"
        "if not os.path.exists(os.environ['FOLDER'] + '/helpers'):\n"
        "    helpers = [subprocess.Popen(child), subprocess.Popen(child, start_new_session=True)]\n"
        "    with open(os.environ['FOLDER'] + '/helpers', 'w') as file:\n"
        "        file.write(' '.join(str(helper.pid) for helper in helpers))\n"
        "time.sleep(300)\n"
    )
    run.start({"name": "leaver", "program": program})
    run.until_ready()
    helpers = run.folder / "helpers"
    run.until(lambda: helpers.exists() and len(helpers.read_text().split()) == 2)
    left = {int(word) for word in helpers.read_text().split()}
    assert left <= set(run.living())
    os.kill(run.pid("leaver"), signal.SIGKILL)
    run.pid("leaver", 1)
    assert not left & set(run.living())
    assert run.stop() == 0


def test_one_that_cannot_be_started_again_is_tried_again(run):
    """Here because its program has gone for a while."""
    program = run.folder / "program"
    program.write_text('#!/bin/sh\necho $$ >>"$FOLDER/it.pids"\nsleep 300\n')
    program.chmod(0o755)
    run.start({"name": "it", "program": f"os.execv({str(program)!r}, ['program'])"})
    run.until_ready()
    run.pid("it", 1)
    program.rename(run.folder / "away")
    os.kill(run.pids("it")[-1], signal.SIGKILL)
    run.until_said("again in 0.4 s")
    (run.folder / "away").rename(program)
    run.until(lambda: len(run.pids("it")) >= 4 and run.pids("it")[-1] == run.pids("it")[-2])
    assert run.stop() == 0
