from __future__ import annotations

import ctypes
import secrets

import pytest

pytestmark = pytest.mark.needs_bwrap
IPC_CREAT, IPC_RMID = 0o1000, 0


@pytest.fixture
def key():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    key = secrets.randbelow(2**30) + 1
    segment = libc.shmget(key, 4096, IPC_CREAT | 0o644)
    ctypes.memmove(libc.shmat(segment, None, 0), b"host", 4)
    yield key
    libc.shmctl(segment, IPC_RMID, None)


def test_shared_memory_of_the_host_is_read_only_without_an_ipc_namespace(attack, key):
    assert attack.reaches("read_shared_memory", key, down=("ipc_namespace",))
    assert not attack.reaches("read_shared_memory", key)
