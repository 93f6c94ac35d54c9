"""A process that waits for its supervisor's end, and ends what the supervisor could not.

The kernel ends the supervisor's children with it, but not theirs. Run as
``python -m autofix.supervisor.guard RECORD``, standard input being a pipe whose
other end the supervisor alone holds. After an orderly stop the record is gone,
and there is nothing to do.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from autofix.supervisor.record import sweep


def main() -> None:
    """Wait for the end of the input, then sweep."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    while os.read(0, 4096):
        pass
    sweep(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
