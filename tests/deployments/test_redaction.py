"""Which words are taken out of what is recorded."""

from autofix.deployments.phases import PhaseResult
from autofix.deployments.redaction import redact, redacted

SECRETS = {"SHORT": "noon", "LONG": "noon-at-the-ledger", "TINY": "at", "EMPTY": ""}


def test_the_longest_first_and_none_that_is_found_by_chance():
    assert redact("noon-at-the-ledger at noon", SECRETS) == "[secret LONG] at [secret SHORT]"
    assert redact("at noon", {}) == "at noon"


def test_everything_that_a_phase_says():
    said = PhaseResult(
        "noon",
        {"log": ["noon", {"deep": ("noon", 12)}], "address": "http://noon"},
        errors=("noon",),
        warnings=("noon",),
    )

    told = redacted(said, SECRETS)

    assert (told.message, told.errors, told.warnings) == ("[secret SHORT]", ("[secret SHORT]",), ("[secret SHORT]",))
    assert told.data["log"] == ["[secret SHORT]", {"deep": ["[secret SHORT]", 12]}]
    # What the deployment goes on with stays as it is.
    assert told.data["address"] == "http://noon"
