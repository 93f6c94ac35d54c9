"""Each detector finds what no other does: with it off, a secret goes through."""

import pytest

from autofix.engine.model.redaction import DETECTORS, Redactor

LINES = "\n".join("Zk8x" * 6 + f"q{number}" for number in range(4))
# These read a text once more and find what others find.
AGAIN = ("hidden", "detect-secrets")

# The detector, a text, and what of it must not be shown.
ONLY = {
    "private keys": (
        "-----BEGIN RSA PRIVATE" + f" KEY-----\n{LINES}\n-----END RSA PRIVATE" + " KEY-----\n",
        "Zk8xZk8xZk8x",
    ),
    "formats": ("it used " + "gl" + "pat-" + "k9Xw2LmZ7rTkWb4cVn8H then", "k9Xw2LmZ7rTk"),
    "credentials": ("DATABASE=postgresql://app:hunter27@localhost/shop", "hunter27"),
    "assignments": ("  smtp_password: hunter27\n", "hunter27"),
    "hidden": ("const key = 'sk_' + 'live_' + '9fXq2LmZ7rTk' + 'Wb4cVn8Hs3Jd';", "9fXq2LmZ7rTk"),
    "random": ("connect('k9Xw2LmZ7rTkWb4cVn8Hs3JdQ5yP')", "k9Xw2LmZ7rTk"),
    "personal": ("reported by jane.doe@shop.dev", "jane.doe"),
}


@pytest.mark.parametrize("name", sorted(ONLY))
def test_what_one_detector_finds_goes_through_without_it(name: str) -> None:
    text, secret = ONLY[name]
    without = {
        other: detect
        for other, detect in DETECTORS.items()
        if other not in (name, *AGAIN) or (name in AGAIN and other != name)
    }
    assert secret in text
    assert secret in Redactor({}, without).redact(text)
    assert secret not in Redactor({}).redact(text)


def test_a_form_that_detect_secrets_has_and_we_do_not() -> None:
    text = 'x = "AKC' + 'p8k2Lm9Xw4rTk"'
    without = {name: detect for name, detect in DETECTORS.items() if name != "detect-secrets"}
    assert "p8k2Lm9Xw4rTk" in Redactor({}, without).redact(text)
    assert "p8k2Lm9Xw4rTk" not in Redactor({}).redact(text)
