from __future__ import annotations

import errno
import struct

import pytest

from autofix.adapters.sandbox.seccomp import ALLOW, ARCHITECTURES, ERRNO, KILL_PROCESS, assemble
from autofix.adapters.sandbox.syscalls import NEWEST_KNOWN

REFUSED = ERRNO | errno.EPERM
ABSENT = ERRNO | errno.ENOSYS
NO_FAMILY = ERRNO | errno.EAFNOSUPPORT


@pytest.fixture(params=sorted(ARCHITECTURES))
def architecture(request):
    return ARCHITECTURES[request.param]


def verdict(architecture, call, *arguments, audit=None):
    """Interpret the program the way the kernel does, bpf(4) of the BSDs describes the machine."""
    number = architecture.syscalls[call] if isinstance(call, str) else call
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<iIQ6Q", number, audit or architecture.audit, 0, *padded)
    program = list(struct.iter_unpack("<HBBI", assemble(architecture)))
    at, accumulator = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif code == 0x06:
            return value
        else:
            holds = {0x15: accumulator == value, 0x25: accumulator > value, 0x45: bool(accumulator & value)}
            at += if_true if holds[code] else if_false


@pytest.mark.parametrize(
    "name", ["ptrace", "mount", "unshare", "setns", "bpf", "keyctl", "kexec_load", "process_vm_readv", "fsopen"]
)
def test_it_refuses(architecture, name):
    assert verdict(architecture, name) == REFUSED


@pytest.mark.parametrize("name", ["clone3", "io_uring_setup", "io_uring_enter"])
def test_it_hides_what_programs_can_do_without(architecture, name):
    assert verdict(architecture, name) == ABSENT


def test_it_allows_an_ordinary_call(architecture):
    ordinary = {"x86_64": 0, "aarch64": 63}  # read
    name = next(name for name, one in ARCHITECTURES.items() if one is architecture)
    assert verdict(architecture, ordinary[name]) == ALLOW


def test_it_refuses_calls_newer_than_it_knows(architecture):
    assert verdict(architecture, NEWEST_KNOWN) == ALLOW
    assert verdict(architecture, NEWEST_KNOWN + 1) == ABSENT
    assert verdict(architecture, 0x40000000 | 101) == ABSENT


def test_it_kills_what_enters_by_another_architectures_door(architecture):
    assert verdict(architecture, "ioctl", audit=0x40000003) == KILL_PROCESS


@pytest.mark.parametrize("flag", [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000])
def test_clone_makes_processes_and_threads_but_no_namespace(architecture, flag):
    assert verdict(architecture, "clone", 0x3D0F00) == ALLOW
    assert verdict(architecture, "clone", 17) == ALLOW
    assert verdict(architecture, "clone", 17 | flag) == REFUSED


@pytest.mark.parametrize(
    ("family", "expected"), [(1, ALLOW), (2, ALLOW), (10, ALLOW), (17, NO_FAMILY), (40, NO_FAMILY)]
)
def test_sockets_are_of_few_families(architecture, family, expected):
    assert verdict(architecture, "socket", family, 1, 0) == expected


def test_netlink_is_for_routes(architecture):
    assert verdict(architecture, "socket", 16, 3, 0) == ALLOW
    assert verdict(architecture, "socket", 16, 3, 15) == NO_FAMILY


def test_terminals_are_not_typed_into(architecture):
    assert verdict(architecture, "ioctl", 0, 0x5412) == REFUSED
    # The kernel looks at the low half of the request only, so must the filter.
    assert verdict(architecture, "ioctl", 0, 0x1_0000_5412) == REFUSED
    assert verdict(architecture, "ioctl", 0, 0x541C) == REFUSED
    assert verdict(architecture, "ioctl", 0, 0x5413) == ALLOW


def test_the_personality_stays(architecture):
    assert verdict(architecture, "personality", 0) == ALLOW
    assert verdict(architecture, "personality", 0xFFFFFFFF) == ALLOW
    assert verdict(architecture, "personality", 0x0040000) == REFUSED
