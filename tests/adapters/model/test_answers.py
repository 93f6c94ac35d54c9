"""The one object in what a model writes, however it wraps it."""

import json

import pytest

from autofix.adapters.model.answers import NoAnswer, read_answer

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "x"}',
        '\ufeff\n {"a": "x"}\n',
        '```json\n{"a": "x"}\n```',
        'Here it is:\n```\n{"a": "x"}\n```\nI hope that {this} helps.',
        '<think>Perhaps {"a": "y"}? No.</think>\n{"a": "x"}',
        'Perhaps {"a": "y"}? No.</think>{"a": "x"}',
        '{"a": "x"}\n{"a": "x"}',
    ],
)
def test_an_object_is_found(text):
    assert read_answer(text, SCHEMA) == {"a": "x"}


@pytest.mark.parametrize(
    "value", ["```js\nlet a = {}\n```", "</think>", '{"a": 1} \\ "', "\\u0000 spelt out", "\U0001f600"]
)
def test_what_looks_like_a_wrapping_inside_of_a_text_is_text(value):
    assert read_answer(json.dumps({"a": value}), SCHEMA) == {"a": value}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing was written"),
        ("I cannot say.", "no JSON object"),
        ('{"a": "x"', "breaks off or is wrong at character 9"),
        ('{"a": {"a": "x"}, {"a": "y"}', "breaks off or is wrong at character 18"),
        ('["x"]', "no JSON object"),
        ('{"a": "x"} or {"a": "y"}', "2 JSON objects"),
        ('<think>Perhaps {"a": "y"}', "comes to no answer"),
        ('<think>{"a": "y"}</think> {"a": ', "breaks off"),
        ('{"a": NaN}', "NaN is no JSON"),
        ('{"a": 1}', "a: 1 is not of type 'string'"),
        ("{}", "'a' is a required property"),
        ('{"a": "x", "b": 1}', "'b' was unexpected"),
        ('{"a": "\\ud800"}', "surrogate"),
        ('{"a": "\\u0000"}', "NUL"),
        ('{"a": ' * 100_000, "cannot be read"),
        ("{" * 1_000_000, "no JSON object"),
    ],
)
def test_anything_else_is_refused_with_what_is_wrong(text, why):
    with pytest.raises(NoAnswer, match=why):
        read_answer(text, SCHEMA)


def test_what_is_wrong_is_said_in_short():
    with pytest.raises(NoAnswer) as caught:
        read_answer(json.dumps({"a": ["x" * 100_000]}), SCHEMA)
    assert len(str(caught.value)) < 400
