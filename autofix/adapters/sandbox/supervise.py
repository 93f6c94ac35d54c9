"""Runs as the first process of the weaker backends: starts the job's command and outlives what it leaves.

Orphans of the job come back to this process, and it ends only when none is
left. It is handed over as text and uses the standard library alone.

Arguments: ``loopback`` to bring up the loopback interface of a fresh network
namespace, else ``-``; then the command. Ends with the command's exit code, or
128 and the signal's number.
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import struct
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
SIOCSIFFLAGS = 0x8914
IFF_UP = 1


def bring_up_loopback() -> None:
    """Set IFF_UP on lo, see netdevice(7)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def children() -> list[int]:
    """Return our children's ids, adopted ones included."""
    return [int(word) for word in Path("/proc/thread-self/children").read_text().split()]


def main() -> None:
    """Run the command, then kill and reap whatever is left of it."""
    if sys.argv[1] == "loopback":
        bring_up_loopback()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    command = os.fork()
    if command == 0:
        os.setsid()
        os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606
    # The command alone holds the outputs and the input: their end is then its end.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    status, is_over = 0, False
    with contextlib.suppress(ChildProcessError):
        while True:
            found, how = os.wait()
            if found == command:
                status, is_over = how, True
            if is_over:
                for child in children():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
    os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))


if __name__ == "__main__":
    main()
