"""What is counted of a call, and what an answer may be stored under."""

from dataclasses import replace

from autofix.sdk.model import Message, Question, Usage, digest, upper_bound

QUESTION = Question("cause", (Message("user", "why? ✓"),), {"type": "object"}, max_tokens=10)


def test_two_calls_together_are_told_only_where_both_were():
    both = Usage(1, 2) + Usage(10, 20, is_told=False)

    assert both == Usage(11, 22, is_told=False)
    assert (Usage(1, 2) + Usage(3, 4)).is_told


def test_every_byte_of_a_question_counts_in_its_bound():
    longer = replace(QUESTION, messages=(Message("user", "why? ✓✓"),))

    assert upper_bound(longer).input_tokens == upper_bound(QUESTION).input_tokens + len("✓".encode())
    assert upper_bound(QUESTION).output_tokens == 10
    assert not upper_bound(QUESTION).is_told


def test_a_question_that_differs_anywhere_has_another_digest():
    others = [
        replace(QUESTION, purpose="edits"),
        replace(QUESTION, messages=(Message("system", "why? ✓"),)),
        replace(QUESTION, messages=(*QUESTION.messages, Message("user", ""))),
        replace(QUESTION, schema={"type": "object", "properties": {}}),
        replace(QUESTION, max_tokens=11),
        replace(QUESTION, temperature=0.1),
    ]

    assert len({digest(question) for question in (QUESTION, *others)}) == 7
    assert digest(replace(QUESTION, schema={"type": "object"})) == digest(QUESTION)
