"""Attach a System V shared memory segment of the host by its key."""

import ctypes
import sys

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
segment = libc.shmget(int(sys.argv[1]), 0, 0o444)
if segment < 0:
    sys.exit(3)
address = libc.shmat(segment, None, 0o10000)
sys.exit("REACHED" if ctypes.string_at(address, 4) == b"host" else 3)
