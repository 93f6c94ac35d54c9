"""Personal data and credentials do not reach the table."""

from __future__ import annotations

from typing import Any

SECRETS = ("jane@example.com", "10.1.2.3", "hunter2", "abc123", "s3ss10n", "Bearer xyz", "0170-1234")


def test_is_taken_out_of_an_event(sender: Any, event_envelope: Any) -> None:
    event = {
        "message": "no account for jane@example.com",
        "user": {"id": "42", "email": "jane@example.com", "ip_address": "10.1.2.3"},
        "request": {
            "url": "https://shop.example.com/cart?token=abc123&page=2",
            "cookies": {"sid": "s3ss10n"},
            "headers": [["Authorization", "Bearer xyz"], ["Accept", "text/html"]],
            "data": {"password": "hunter2", "quantity": 3},
            "env": {"REMOTE_ADDR": "10.1.2.3"},
        },
        "extra": {"contact": {"phone": "0170-1234"}, "package": "@scope/pkg@1.2.3", "left": "Unexpected token '<'"},
    }
    assert sender.envelope(event_envelope(event)).status == 200
    stored = sender.signals()[0].payload
    assert not [secret for secret in SECRETS if secret in str(stored)]
    assert stored["message"] == "no account for [Filtered]"
    assert stored["user"]["id"] == "42"
    assert stored["request"]["url"] == "https://shop.example.com/cart?token=[Filtered]&page=2"
    assert stored["request"]["headers"][1] == ["Accept", "text/html"]
    assert stored["request"]["data"]["quantity"] == 3
    assert stored["extra"]["package"] == "@scope/pkg@1.2.3"
    assert stored["extra"]["left"] == "Unexpected token '<'"
