"""What has to happen every second happens, whatever the workers and the broker do."""

import signal
import threading
import time

import pytest
import redis

from autofix.core.ids import new_id
from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope
from autofix.issues.models import Signal
from autofix.llm.models import Call
from autofix.service.clock import Chore, run


def until(what, seconds=60.0):
    """Wait for it; false when it did not come."""
    ends = time.monotonic() + seconds
    while not what():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def clock(start_python):
    """Start the process; there is no worker."""
    return lambda **variables: start_python("-m", "autofix.service", "beat", **variables)


@pytest.fixture
def digested(tenant, project):
    """Take in a signal; answers how to see whether it is digested."""
    made = new_id("sig")
    with tenant_scope(tenant):
        Signal.objects.create(
            id=made, tenant_id=tenant, project_id=project, source="sdk", kind="event", delivery=made,
            payload={"message": "disk full"}, correlation="cor_1",
        )  # fmt: skip

    def look():
        with tenant_scope(tenant):
            return Signal.objects.get(pk=made).digested_at is not None

    return look


def test_it_sweeps_and_digests_although_no_worker_is_free(clock, redis_url, project, tenant, digested):
    with redis.Redis.from_url(redis_url) as broker:
        broker.flushall()
        process = clock()

        assert until(digested)
        assert until(lambda: broker.llen("autofix") > 0)
        with tenant_scope(tenant):
            assert Job.objects.filter(subject=project).exclude(nudged_at=None).exists()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def test_it_digests_although_the_broker_is_away(clock, digested):
    clock(REDIS_URL="unix:///nowhere/redis.sock")

    assert until(digested)


def test_one_chore_that_fails_or_hangs_holds_up_no_other():
    stop, held, done = threading.Event(), threading.Event(), []

    def hang():
        held.wait(30)

    def fail():
        done.append("failed")
        raise OSError("away")

    chores = (Chore("hang", hang, 0), Chore("fail", fail, 0.01), Chore("work", lambda: done.append("worked"), 0.01))
    clock = threading.Thread(target=run, args=(chores, stop), daemon=True)
    clock.start()

    assert until(lambda: min(done.count("failed"), done.count("worked")) > 2)
    held.set()
    stop.set()
    clock.join(20)
    assert not clock.is_alive()


def test_it_drops_old_transcripts(clock, tenant, project):
    with tenant_scope(tenant):
        Call.objects.create(
            id=new_id("cal"), tenant_id=tenant, project_id=project, subject="fix_1", round=1, job="j", fence=1,
            month="2020-01", purpose="cause", model="m", digest="d", answer="because", input_tokens=1,
            output_tokens=1, created_at="2020-01-01T00:00:00Z",
        )  # fmt: skip

    def look():
        with tenant_scope(tenant):
            return Call.objects.get().answer == ""

    clock()
    assert until(look)
