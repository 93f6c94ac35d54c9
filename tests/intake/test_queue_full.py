"""What cannot be stored in time is turned away at once, and what was taken is stored."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from autofix.core.ids import new_id
from autofix.intake import writer as module
from autofix.intake.arrivals import Arrival
from autofix.intake.entrance import database_address
from autofix.intake.errors import Busy


def test_more_than_the_queue_holds(sender: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUEUE_ROWS", 3)
    arrivals = [
        Arrival(new_id("sig"), sender.tenant, sender.project, "github", "ping", f"d{number}", b"{}", "cor-00001")
        for number in range(10)
    ]

    async def accept() -> list[bool | BaseException]:
        writer = module.Writer(database_address(), lambda tenants: None)
        first = await asyncio.gather(*map(writer.accept, arrivals), return_exceptions=True)
        again = await asyncio.gather(*map(writer.accept, arrivals[3:6]))
        await writer.close()
        return [*first, *again]

    outcomes = asyncio.run(accept())
    assert outcomes[:3] == outcomes[10:] == [True] * 3
    assert all(isinstance(outcome, Busy) for outcome in outcomes[3:10])
    assert [signal.delivery for signal in sender.signals()] == [f"d{number}" for number in range(6)]
