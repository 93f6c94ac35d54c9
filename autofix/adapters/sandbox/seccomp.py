"""Assembles the system call filter a sandboxed process runs under.

A classic BPF program over ``struct seccomp_data``, see seccomp(2) and the
kernel's ``Documentation/userspace-api/seccomp_filter.rst``. What it refuses
was chosen by going through the system calls for those that reach other
processes, the kernel's configuration, new namespaces or mounts, or that are
known for kernel bugs; the lists Docker and Flatpak publish were the cross-check.
"""

from __future__ import annotations

import errno
import platform
import socket
import struct
from dataclasses import dataclass
from functools import cache

from autofix.adapters.sandbox.syscalls import AARCH64, NEWEST_KNOWN, X86_64

# Instruction codes of classic BPF, linux/bpf_common.h.
_LOAD_WORD = 0x20
_JUMP_EQUAL = 0x15
_JUMP_GREATER = 0x25
_JUMP_BITS = 0x45
_RETURN = 0x06

# Verdicts, linux/seccomp.h; the low 16 bits of ERRNO carry the error.
ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
ERRNO = 0x00050000

_NUMBER_AT = 0
_ARCHITECTURE_AT = 4
_ARGUMENTS_AT = 16

# Every CLONE_NEW* flag clone() takes (linux/sched.h); CLONE_NEWTIME exists for clone3 and unshare only.
_NEW_NAMESPACE_FLAGS = 0x7E020000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_NETLINK_ROUTE = 0

# glibc and libuv fall back to older calls on ENOSYS; on EPERM some versions give up.
_ABSENT = ("clone3", "io_uring_setup", "io_uring_enter", "io_uring_register")
_BY_ARGUMENT = ("clone", "ioctl", "personality", "socket")


@dataclass(frozen=True)
class Architecture:
    """An architecture's AUDIT_ARCH number (linux/audit.h) and system call table."""

    audit: int
    syscalls: dict[str, int]


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, X86_64),
    "aarch64": Architecture(0xC00000B7, AARCH64),
}


def _load(offset: int) -> bytes:
    return struct.pack("<HBBI", _LOAD_WORD, 0, 0, offset)


def _load_argument(index: int) -> bytes:
    """Load the low half of an argument; the ones judged here are 32-bit in the kernel too."""
    return _load(_ARGUMENTS_AT + 8 * index)


def _jump(code: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def _return(verdict: int) -> bytes:
    return struct.pack("<HBBI", _RETURN, 0, 0, verdict)


def _refuse(error: int) -> bytes:
    return _return(ERRNO | error)


def _when(number: int, block: bytes) -> bytes:
    """Run ``block``, which always returns, for one system call."""
    return _jump(_JUMP_EQUAL, number, 0, len(block) // 8) + block


def _allow_if(value: int) -> bytes:
    return _jump(_JUMP_EQUAL, value, 0, 1) + _return(ALLOW)


def _refuse_if(value: int) -> bytes:
    return _jump(_JUMP_EQUAL, value, 0, 1) + _refuse(errno.EPERM)


def _clone_block() -> bytes:
    refuse = _jump(_JUMP_BITS, _NEW_NAMESPACE_FLAGS, 0, 1) + _refuse(errno.EPERM)
    return _load_argument(0) + refuse + _return(ALLOW)


def _ioctl_block() -> bytes:
    """Refuse typing into, or reading from, the terminal of whoever started the job."""
    return _load_argument(1) + _refuse_if(_TIOCSTI) + _refuse_if(_TIOCLINUX) + _return(ALLOW)


def _personality_block() -> bytes:
    """Allow Linux's own personality and asking for the current one."""
    return _load_argument(0) + _allow_if(0) + _allow_if(0xFFFFFFFF) + _refuse(errno.EPERM)


def _socket_block() -> bytes:
    """Allow local, IPv4 and IPv6 sockets, and the route queries name resolution makes."""
    families = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
    netlink = _load_argument(2) + _allow_if(_NETLINK_ROUTE) + _refuse(errno.EAFNOSUPPORT)
    return (
        _load_argument(0)
        + b"".join(_allow_if(family) for family in families)
        + _when(socket.AF_NETLINK, netlink)
        + _refuse(errno.EAFNOSUPPORT)
    )


def assemble(architecture: Architecture) -> bytes:
    """Return the filter as an array of ``struct sock_filter``."""
    calls = architecture.syscalls
    program = _load(_ARCHITECTURE_AT)
    # Numbers mean something else under another architecture's entry (int 0x80), so none is judged.
    program += _jump(_JUMP_EQUAL, architecture.audit, 1, 0) + _return(KILL_PROCESS)
    program += _load(_NUMBER_AT)
    program += _jump(_JUMP_GREATER, NEWEST_KNOWN, 0, 1) + _refuse(errno.ENOSYS)
    for name, number in calls.items():
        if name in _ABSENT:
            program += _when(number, _refuse(errno.ENOSYS))
        elif name not in _BY_ARGUMENT:
            program += _when(number, _refuse(errno.EPERM))
    program += _when(calls["clone"], _clone_block())
    program += _when(calls["ioctl"], _ioctl_block())
    program += _when(calls["personality"], _personality_block())
    program += _when(calls["socket"], _socket_block())
    return program + _return(ALLOW)


@cache
def host_filter() -> bytes | None:
    """Return the filter for this machine, or nothing where its numbers are not known."""
    architecture = ARCHITECTURES.get(platform.machine())
    return assemble(architecture) if architecture is not None else None
