"""Becomes a command that ends when its parent does. A script of its own: it uses the standard library alone.

Arguments: the parent's process id, the number of the signal to get when the
parent is gone, the user id to become or ``-``, then the command, its program by
its whole path.

The order counts. A change of user clears the death signal, so it is asked for
afterwards; and a parent that was gone before that is noticed by its id. The
interpreter runs with our rights until then, for the other user may be unable
to read it.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Change user, ask for the death signal, become the command."""
    parent, death_signal, user = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    if user != "-":
        os.setgroups([])
        os.setresgid(int(user), int(user), int(user))
        os.setresuid(int(user), int(user), int(user))
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0):
        sys.exit(f"cannot be tied to process {parent}: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != parent:
        sys.exit(f"process {parent}, which wanted this started, is gone")
    # Python ignores SIGPIPE, and a shell's & ignores SIGINT: the command begins with neither.
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    try:
        # Not execvp: it imports, and the other user may be unable to read what.
        os.execv(sys.argv[4], sys.argv[4:])  # noqa: S606
    except OSError as error:
        sys.exit(f"{sys.argv[4]} cannot be started: {error.strerror}")


if __name__ == "__main__":
    main()
