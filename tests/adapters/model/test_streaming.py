"""Answers come in pieces, are heard as they come, and are whole or none."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from autofix.sdk.model import Fault, Message
from tests.simulators.model import Breaks, Declines, Says


def test_an_answer_is_heard_as_it_comes(model_endpoint, make_model, question, answer):
    model_endpoint.then(Says(answer, piece=10, reasoning="hm, " * 10))
    heard = []

    answered = make_model().ask(question, heard.append)

    assert answered.data == answer and answered.model == "simulated-1"
    assert heard == sorted(heard) and len(set(heard)) > 5
    assert heard[-1] == len(answered.text) + 40


def test_thoughts_beside_the_answer_are_no_part_of_it(model_endpoint, make_model, question, answer):
    model_endpoint.then(Says(answer, reasoning='{"family": "build_error", "lines": []}'))

    assert make_model().ask(question).data == answer


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("is_streamed", [False, True])
def test_an_endpoint_may_send_all_at_once_or_packed(
    model_endpoint, make_model, question, answer, is_streamed, is_packed
):
    model_endpoint.then(Says(answer, is_streamed=is_streamed, is_packed=is_packed, usage=(21, 9)))

    answered = make_model().ask(question)

    assert answered.data == answer
    assert (answered.usage.input_tokens, answered.usage.output_tokens) == (21, 9)


def test_who_listens_may_end_it(model_endpoint, make_model, question, answer):
    model_endpoint.then(Says(answer, piece=1))

    class Cancelled(Exception):
        pass

    def cancel(size):
        raise Cancelled

    with pytest.raises(Cancelled):
        make_model().ask(question, cancel)


def test_pieces_that_come_twice_are_no_answer_and_are_counted_once(model_endpoint, make_model, failing, answer):
    model_endpoint.then(Says(answer, piece=12, times=2, usage=(21, 9)))

    error = failing(make_model())

    assert error.fault is Fault.MALFORMED
    assert error.usage.tokens == 30


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Breaks("cut"), Fault.UNREACHABLE),
        (Breaks("half"), Fault.UNREACHABLE),
        (Breaks("garbled"), Fault.MALFORMED),
        (Breaks("error"), Fault.OVERLOADED),
        (Breaks("endless"), Fault.MALFORMED),
        (Breaks("huge"), Fault.MALFORMED),
        (Declines(200, "<html>Log in</html>", content_type="text/html; charset=utf-8"), Fault.MALFORMED),
        (Declines(200, "[]"), Fault.MALFORMED),
        (Declines(200, "null"), Fault.MALFORMED),
        (Declines(200, '{"choices": {"delta": 3}}'), Fault.MALFORMED),
        (Declines(200, '{"choices": [{"message": {"content": [1, {"text": 2}]}}, 7]}'), Fault.MALFORMED),
        (Declines(200, "data: 7\n\ndata: {\n\n", content_type="text/event-stream"), Fault.MALFORMED),
        (Declines(200, '{"a": ' * 50_000), Fault.MALFORMED),
        (Declines(200, "", content_type="application/octet-stream"), Fault.UNREACHABLE),
        (Says(text='{"family": "cors', finish="stop"), Fault.MALFORMED),
        (Says(text=""), Fault.MALFORMED),
    ],
)
def test_a_broken_answer_has_its_fault_and_its_bound(model_endpoint, make_model, failing, question, reply, fault):
    model_endpoint.then(reply)

    error = failing(make_model())

    assert error.fault is fault
    assert error.usage.tokens > 0
    if not isinstance(reply, Says):
        assert not error.usage.is_told and error.usage.output_tokens == 500


def test_an_answer_that_is_cut_off_is_told_as_such(model_endpoint, make_model, failing):
    model_endpoint.then(Says(text='{"family": "cors', finish="length", usage=(21, 500)))

    error = failing(make_model())

    assert error.fault is Fault.TRUNCATED and "500 tokens" in str(error)
    assert error.usage.output_tokens == 500 and error.usage.is_told


def test_a_whole_object_before_the_limit_is_an_answer(model_endpoint, make_model, question):
    model_endpoint.then(Says(text='{"family": "x", "lines": []}' + "\n" * 50, finish="length"))

    assert make_model().ask(question).data == {"family": "x", "lines": []}


@pytest.mark.parametrize(
    "says", [Says(refusal="I cannot help with that."), Says(text='{"fam', finish="content_filter")]
)
@pytest.mark.parametrize("is_streamed", [False, True])
def test_a_refusal_is_no_answer(model_endpoint, make_model, failing, says, is_streamed):
    model_endpoint.then(Says(text=says.text, refusal=says.refusal, finish=says.finish, is_streamed=is_streamed))

    error = failing(make_model())

    assert error.fault is Fault.REFUSED
    assert error.text == (says.refusal or says.text)


def test_a_pair_of_surrogates_may_come_in_two_pieces(model_endpoint, make_model, question):
    model_endpoint.then(Says(text='{"family": "\ud83d\ude00", "lines": []}', piece=1))

    assert make_model().ask(question).data["family"] == "\U0001f600"


def test_what_no_database_holds_is_replaced(model_endpoint, make_model, failing):
    model_endpoint.then(Says(text="no\ud800 \0 answer"))

    assert failing(make_model()).text == "no\ufffd \ufffd answer"


def test_half_a_pair_in_the_question_is_replaced(model_endpoint, make_model, question, answer):
    model_endpoint.then(answer)

    make_model().ask(replace(question, messages=(Message("user", "at \ud800"),)))

    assert model_endpoint.questions[0].body["messages"][0]["content"] == "at ?"


def test_many_may_ask_at_once(model_endpoint, make_model, question):
    model_endpoint.script = lambda asked: Says({"family": asked.body["messages"][-1]["content"], "lines": []}, piece=3)
    model = make_model()
    questions = [replace(question, messages=(Message("user", f"n{number}"),)) for number in range(24)]

    with ThreadPoolExecutor(12) as pool:
        families = [answered.data["family"] for answered in pool.map(model.ask, questions)]

    assert families == [f"n{number}" for number in range(24)]
