"""A broker that is away is worth a line in the log; what was to be done is in the database."""

import contextlib
import socket
import threading

import pytest

from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope

SCRIPT = """
    import sys
    from autofix.core.jobs import JobKind, enqueue, register
    from autofix.core.tenancy import tenant_scope

    register(JobKind("test", print))
    with tenant_scope(sys.argv[1]):
        enqueue("test", "sub_1", tenant_id=sys.argv[1])
    print("committed")
"""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("unix:///nowhere/redis.sock", "the broker did not take autofix.run_job"),
        ("redis://127.0.0.1:1/0", "the broker did not take autofix.run_job"),
        ("", "there is no broker for autofix.run_job"),
    ],
)
def test_the_commit_stands(tenant, start_process, address, words):
    process = start_process(SCRIPT, tenant, REDIS_URL=address)

    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (0, "committed\n"), err
    assert words in err
    with tenant_scope(tenant):
        assert Job.objects.get().state == "pending"


def test_it_is_asked_once_and_not_waited_for(tenant, start_process):
    """Who nudges is in the middle of a request; the client would try for six seconds otherwise."""
    with socket.create_server(("127.0.0.1", 0)) as broken:
        asked = []

        def hang_up():
            with contextlib.suppress(OSError):
                while True:
                    broken.accept()[0].close()
                    asked.append(True)

        threading.Thread(target=hang_up, daemon=True).start()
        process = start_process(SCRIPT, tenant, REDIS_URL=f"redis://127.0.0.1:{broken.getsockname()[1]}/0")
        out, err = process.communicate(timeout=60)
        broken.shutdown(socket.SHUT_RDWR)

    assert (process.returncode, out) == (0, "committed\n"), err
    assert len(asked) == 1
