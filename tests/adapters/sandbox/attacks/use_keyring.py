"""Leave a key in the kernel, where namespaces do not keep jobs apart."""

import ctypes
import os
import sys

number = {"x86_64": 248, "aarch64": 217}[os.uname().machine]
libc = ctypes.CDLL(None, use_errno=True)
key = libc.syscall(number, b"user", b"autofix-test", b"x", ctypes.c_size_t(1), -1)
sys.exit("REACHED" if key > 0 else 3)
