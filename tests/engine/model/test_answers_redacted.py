"""What a model wrote is redacted as it is read, with escapes and without; its form stays."""

import json

import pytest

from autofix.engine.model.redaction import Redactor
from autofix.engine.model.redaction.answers import redacted_data, redacted_text

SECRET = "-".join(("zebra", "4417", "umbra", "lantern", "9x"))
HALVES = f'"{SECRET[:9]}" + "{SECRET[9:]}"'


@pytest.fixture
def redact():
    return Redactor({"TILL": SECRET}).redact


@pytest.mark.parametrize("said", [SECRET, HALVES])
def test_broken_json_shows_none(redact, said):
    text = '{"why": ' + json.dumps(said)

    assert SECRET[:9] not in redacted_text(text, redact) and SECRET[9:] not in redacted_text(text, redact)


def test_the_object_is_written_as_it_was_redacted(redact):
    data = {"why": HALVES, "found": [{"line": 3}]}
    clean = redacted_data(data, redact)
    text = redacted_text(f"Here, {SECRET}: {json.dumps(data)} So {SECRET}.", redact, clean)

    assert text == f"Here, [secret:TILL]: {json.dumps(clean)} So [secret:TILL]."
    assert clean["found"] == [{"line": 3}] and "[secret:TILL]" in clean["why"]


def test_text_without_a_secret_stays_as_it_was_written(redact):
    text = '{"why": "a \\"word\\" and \\u0041\\n'

    assert redacted_text(text, redact) == text
