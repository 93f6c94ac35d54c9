"""Attach to another process with ptrace(2)."""

import ctypes
import os
import signal
import sys

libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if child == 0:
    signal.pause()
attached = libc.ptrace(16, child, 0, 0)
os.kill(child, signal.SIGKILL)
sys.exit("REACHED" if attached == 0 else 3)
