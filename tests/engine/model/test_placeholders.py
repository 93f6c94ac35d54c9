from autofix.engine.model.redaction import Redactor, find_placeholder

ONE, TWO = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8", "gh" + "p_" + "z9Y8x7W6v5U4t3S2r1Q0p9O8n7M6l5K4j3I2"


def test_the_same_value_has_the_same_placeholder_numbered_by_first_sight() -> None:
    redactor = Redactor({})
    assert redactor.redact(f"{ONE} {TWO} {ONE}") == "[secret 1] [secret 2] [secret 1]"
    assert redactor.redact(f"{TWO} jane@shop.dev Jane@shop.dev") == "[secret 2] [email 1] [email 1]"


def test_the_same_texts_come_out_the_same() -> None:
    texts = [f"a {TWO}", f"b {ONE} bob@shop.dev", f"c {TWO}"]
    first, second = Redactor({"X": "copper-Harbor7"}), Redactor({"X": "copper-Harbor7"})
    assert [first.redact(text) for text in texts] == [second.redact(text) for text in texts]


def test_asking_does_not_count() -> None:
    redactor = Redactor({})
    assert redactor.holds(ONE) == "GitHub token"
    assert redactor.redact(TWO) == "[secret 1]"


def test_what_is_redacted_stays_as_it_is() -> None:
    redactor = Redactor({"DB": "copper-Harbor7"})
    once = redactor.redact(f"password = '{ONE}' token: copper-Harbor7 to jane@shop.dev")
    assert redactor.redact(once) == once
    assert redactor.holds(once) == ""


def test_a_placeholder_is_recognised() -> None:
    assert find_placeholder("x = [secret:STRIPE_KEY]") == "[secret:STRIPE_KEY]"
    assert find_placeholder("to [email 12]") == "[email 12]"
    assert find_placeholder("a[secret] list[1]") == ""
