"""While the database does not take signals, none is said to be accepted; afterwards all goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any


def _end_connections(owner: Any) -> int:
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'autofix intake'"
    return len(owner.execute(ended).fetchall())


def test_a_locked_table_is_told_to_the_sender(sender: Any, owner_connection: Any) -> None:
    sender.assert_alive()
    with owner_connection.transaction():
        owner_connection.execute("LOCK TABLE issues_signal IN ACCESS EXCLUSIVE MODE")
        reply = sender.github({"action": "opened"}, "meanwhile")
    assert (reply.status, reply.code) == (503, "busy")
    assert int(reply.headers["retry-after"]) > 0
    assert "meanwhile" not in [signal.delivery for signal in sender.signals()]
    assert sender.github({"action": "opened"}, "meanwhile").json["data"]["duplicate"] is False


def test_a_locked_tenant_does_not_hold_up_the_others(sender: Any, make_sender: Any, connect: Any) -> None:
    others = [make_sender(sender.server, name=f"other {number}") for number in range(4)]
    sender.assert_alive()
    locking = connect("autofix_app", sender.tenant)
    with locking.transaction(), ThreadPoolExecutor(20) as pool:
        locking.execute("SELECT id FROM tenants_tenant FOR UPDATE")
        senders = [sender, *others] * 4
        replies = list(pool.map(lambda each: each.github({"action": "opened"}).status, senders))
    assert {status for each, status in zip(senders, replies, strict=True) if each is sender} == {503}
    assert {status for each, status in zip(senders, replies, strict=True) if each is not sender} == {202}
    sender.assert_alive()


def test_broken_connections_are_opened_anew(sender: Any, make_sender: Any, connect: Any) -> None:
    sender.assert_alive()
    assert _end_connections(connect("autofix_app")) > 0
    other = make_sender(sender.server, name="other")
    sender.assert_alive()
    other.assert_alive()
