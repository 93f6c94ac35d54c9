"""Workers that digest at the same time make one issue of one cause, and count every signal once."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connections

from autofix.core.tenancy import tenant_scope
from autofix.issues.digest import digest_batch


def test_many_workers_make_one_issue(desk: Any, type_error: dict[str, Any]) -> None:
    for number in range(60):
        desk.sdk(type_error if number % 2 else {"message": f"disk {number} is full"})
    barrier = threading.Barrier(4)
    digested: list[int] = []

    def work() -> None:
        barrier.wait()
        try:
            while done := digest_batch(desk.tenant, limit=5):
                digested.append(done)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(digested) == 60
    assert [issue.count for issue in desk.issues()] == [30, 30]
    for issue in desk.issues():
        assert [event.name for event in desk.events(issue)].count("issue.opened") == 1


def test_an_issue_that_another_has_just_opened_is_taken(desk: Any, type_error: dict[str, Any]) -> None:
    """Both look for the issue before either has made it: the second waits for the first, and joins it."""
    first, second = desk.sdk(type_error), desk.sdk(type_error)
    done = threading.Event()

    def work() -> None:
        try:
            digest_batch(desk.tenant, limit=1)
        finally:
            done.set()
            connections.close_all()

    other = threading.Thread(target=work)
    with tenant_scope(desk.tenant):
        digest_batch(desk.tenant, limit=1)
        other.start()
        assert not done.wait(0.5)
    other.join()
    (issue,) = desk.issues()
    assert issue.count == 2
    assert desk.read(first).issue_id == desk.read(second).issue_id == issue.pk
