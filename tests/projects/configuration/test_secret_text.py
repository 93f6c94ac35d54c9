"""A secret-bearing text is filled from the given secrets alone, and shows nothing of itself."""

import pytest

from autofix.projects.configuration import MissingSecretError, SecretText, load_configuration


def test_every_name_is_filled():
    text = SecretText("A=${ONE}-${TWO}-${ONE}")

    assert text.names == ("ONE", "TWO")
    assert text.fill({"ONE": "1", "TWO": "2"}) == "A=1-2-1"


def test_what_a_secret_holds_is_taken_as_it_is():
    assert SecretText("${ONE}").fill({"ONE": r"${TWO}\1", "TWO": "2"}) == r"${TWO}\1"


def test_the_servers_environment_fills_nothing(monkeypatch):
    monkeypatch.setenv("AUTOFIX_SECRET_KEY", "the server's own")

    with pytest.raises(MissingSecretError) as raised:
        SecretText("A=${AUTOFIX_SECRET_KEY}").fill({})

    assert raised.value.names == ("AUTOFIX_SECRET_KEY",)


def test_printing_shows_nothing():
    text = SecretText("https://hooks.example.com/hunter2${ONE}")

    assert {repr(text), str(text), f"{text}"} == {"SecretText(***)"}


def test_a_whole_configuration_shows_nothing_either():
    found = load_configuration("notifications: {slack: {webhook_url: 'https://h.example/hunter2'}}", ())

    assert "hunter2" not in repr(found)
    assert found.notifications.slack.webhook_url.fill({}) == "https://h.example/hunter2"
