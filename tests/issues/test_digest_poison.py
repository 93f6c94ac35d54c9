"""A signal that nobody foresaw is set aside with its reason, and the others go on."""

from __future__ import annotations

from typing import Any

import pytest

ODD: list[object] = [
    [],
    "text",
    7,
    {},
    {"message": 7},
    {"message": None, "logentry": []},
    {"exception": 7},
    {"exception": {"values": [None, 7, {"type": 7, "value": {"a": 1}, "stacktrace": []}]}},
    {"exception": {"values": [{"stacktrace": {"frames": [None, {}, {"lineno": "x", "filename": 7}]}}]}},
    {"breadcrumbs": [7, {"category": "console", "message": 7, "data": 7}, {"category": "console"}]},
    {"tags": [[1], None, [1, 2]], "request": {"url": 7}, "fingerprint": [None, {}], "level": {}},
    {"timestamp": 1e300, "message": "late"},
    {"timestamp": "yesterday", "message": "late"},
    {"fingerprint": "text", "message": "m"},
    {"message": "m" * 500_000},
    {"request": {"url": "http://[broken", "method": "GET"}, "message": "http://[broken"},
]


@pytest.mark.parametrize("payload", ODD, ids=lambda payload: str(payload)[:40])
def test_the_others_are_digested(desk: Any, type_error: dict[str, Any], payload: object) -> None:
    odd = desk.signal("sdk", "event", payload)
    stored = desk.read(odd).payload
    good = desk.sdk(type_error)
    assert desk.digest() == 2
    odd, good = desk.read(odd), desk.read(good)
    assert good.issue_id is not None
    assert odd.digested_at is not None
    # An event is an object, and every object is at least an issue; what is none is set aside with a word.
    assert (odd.issue_id is not None) if isinstance(payload, dict) else odd.note.startswith("it cannot be read")
    assert odd.payload == stored


def test_what_the_database_refuses_is_set_aside(
    desk: Any, type_error: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from autofix.issues import sdk_report

    monkeypatch.setattr(sdk_report, "MAX_LEVEL", 1000)
    odd = desk.signal("sdk", "event", type_error | {"level": "l" * 500})
    same_cause = desk.sdk(type_error)
    assert desk.digest() == 2
    (issue,) = desk.issues()
    assert (issue.count, desk.read(same_cause).issue_id) == (1, issue.pk)
    assert desk.read(odd).digested_at is not None
    assert "value too long" in desk.read(odd).note
