"""Runs a supervisor over the children described in JSON. Arguments: a folder, the description."""

import json
import os
import signal
import sys
from functools import partial
from pathlib import Path

from autofix.adapters.embedded import Launch
from autofix.supervisor.child import Child
from autofix.supervisor.log import Log
from autofix.supervisor.supervisor import StartError, Supervisor

# What a child's program begins with: it tells its process id, and may end when told to.
BEGIN = """
import os, signal, subprocess, sys, time
def tell(name):
    with open(os.path.join(os.environ['FOLDER'], name + '.pids'), 'a') as file:
        file.write(f'{os.getpid()}\\n')
tell(os.environ['NAME'])
"""


def build(folder, about):
    environment = {**os.environ, "MARK": str(folder), "FOLDER": str(folder), "NAME": about["name"]}
    is_ready = partial(Path.exists, folder / about["ready_file"]) if "ready_file" in about else None
    return Child(
        about["name"],
        Launch(
            (sys.executable, "-u", "-c", BEGIN + about["program"]),
            environment,
            stop_signal=signal.Signals[about.get("stop_signal", "SIGTERM")],
            death_signal=signal.Signals[about.get("death_signal", "SIGKILL")],
        ),
        is_once=about.get("is_once", False),
        is_ready=is_ready,
        ready_seconds=about.get("ready_seconds", 20),
        stop_seconds=about.get("stop_seconds", 20),
    )


def main():
    folder, described = Path(sys.argv[1]), json.loads(sys.argv[2])
    log = Log(folder / "logs" / "autofix.log", sys.stdout)
    supervisor = Supervisor([build(folder, about) for about in described], log, folder / "sessions")
    try:
        supervisor.run(lambda: print("ALL READY", flush=True))
    except StartError as error:
        print(f"START ERROR {error}", flush=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
