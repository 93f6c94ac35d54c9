"""Read another process's memory with process_vm_readv(2)."""

import ctypes
import os
import signal
import sys


class IoVec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


libc = ctypes.CDLL(None, use_errno=True)
secret = ctypes.create_string_buffer(b"in memory")
child = os.fork()
if child == 0:
    signal.pause()
ctypes.memset(secret, 0, len(secret))
here = IoVec(ctypes.addressof(secret), len(secret))
there = IoVec(ctypes.addressof(secret), len(secret))
libc.process_vm_readv(child, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
os.kill(child, signal.SIGKILL)
sys.exit("REACHED" if secret.value == b"in memory" else 3)
