import pytest

from autofix.engine.model.redaction import DETECTORS, Redactor
from bench.redaction.planted import planted


def test_a_disguised_secret_goes_through_where_the_project_did_not_name_it() -> None:
    known = [one for one in planted() if one.known and one.kind == "known, of words"]
    assert len(known) >= 30
    assert sum(bool(one.leaks(Redactor({}).redact(one.text))) for one in known) >= 20
    assert [one.place for one in known if one.leaks(Redactor(one.known, {}).redact(one.text))] == []


def test_it_is_named() -> None:
    assert Redactor({"DB_PASSWORD": "copper-Harbor7"}).redact("got copper-Harbor7!") == "got [secret:DB_PASSWORD]!"
    assert (
        Redactor({"DB_PASSWORD": "copper-Harbor7"}).holds("got copper-harbor7") == "secret of the project DB_PASSWORD"
    )


@pytest.mark.parametrize("value", ["production", "true", "3000", "http://localhost:5173", "https://shop.example.dev"])
def test_a_setting_that_nobody_can_keep_secret_stays(value: str) -> None:
    text = f"app.use(cors({{ origin: '{value}' }}))"
    assert Redactor({"SETTING": value}, DETECTORS).redact(text) == text


def test_the_host_of_a_secret_address_stays_elsewhere() -> None:
    redactor = Redactor({"DATABASE_URL": "postgresql://app:Kp7vv2xQ@localhost:5432/shop"})
    assert redactor.redact("fetch('http://localhost:5432/shop')") == "fetch('http://localhost:5432/shop')"
    assert "Kp7vv2xQ" not in redactor.redact("password authentication failed: Kp7vv2xQ")


def test_a_short_secret_is_found_as_a_word_alone() -> None:
    redactor = Redactor({"PIN": "x9k2"}, {})
    assert redactor.redact("x9k2 ax9k2b") == "[secret:PIN] ax9k2b"
