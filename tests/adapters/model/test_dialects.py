"""Endpoints that take less are asked for less, and remembered."""

import pytest

from tests.simulators.model import Declines, ModelSimulator, unknown_parameter

LESS = {
    "json_schema": lambda body: body["response_format"] == {"type": "json_object"},
    "max_tokens": lambda body: body["max_completion_tokens"] == 500 and "max_tokens" not in body,
    "temperature": lambda body: "temperature" not in body,
    "stream_options": lambda body: body["stream"] and "stream_options" not in body,
}


@pytest.mark.parametrize("lacking", LESS)
def test_what_an_endpoint_does_not_take_is_left_out(make_model, question, answer, lacking):
    with ModelSimulator(answer, lacks={lacking}) as simulator:
        model = make_model(simulator)

        assert model.ask(question).data == answer
        assert len(simulator.questions) == 2
        assert LESS[lacking](simulator.questions[1].body)

        model.ask(question)
        assert len(simulator.questions) == 3


def test_an_endpoint_that_takes_nothing_but_messages(make_model, question, answer):
    lacks = {"json_schema", "json_object", "response_format", "max_tokens", "temperature", "stream", "stream_options"}
    with ModelSimulator(answer, lacks=lacks) as simulator:
        answered = make_model(simulator).ask(question)

        assert answered.data == answer and answered.usage.is_told
        assert set(simulator.questions[-1].body) == {"model", "messages", "max_completion_tokens"}
        assert '"additionalProperties": false' in simulator.questions[-1].text


@pytest.mark.parametrize(
    "message",
    [
        "[{'type': 'extra_forbidden', 'loc': ('body', 'response_format'), 'msg': 'Extra inputs are not permitted'}]",
        "json_schema is not supported by this engine",
        "Invalid schema for response_format 'cause': In context=(), 'uniqueItems' is not permitted.",
    ],
)
@pytest.mark.parametrize("status", [400, 422])
def test_refusals_of_other_servers_are_understood(model_endpoint, make_model, question, answer, message, status):
    model_endpoint.then(Declines(status, '{"object": "error", "message": ' + f'"{message}"' + "}"), answer)

    assert make_model().ask(question).data == answer
    assert model_endpoint.questions[1].body["response_format"] == {"type": "json_object"}


def test_what_is_learnt_holds_for_that_model_of_that_endpoint(make_model, question, answer):
    with ModelSimulator(answer, lacks={"temperature"}) as simulator:
        make_model(simulator).ask(question)
        simulator.lacks = frozenset()

        make_model(simulator, model="simulated-2").ask(question)

        assert simulator.questions[-1].body["temperature"] == 0.2


def test_a_refusal_without_end_is_an_end(model_endpoint, make_model, failing):
    model_endpoint.script = unknown_parameter("max_tokens")

    assert failing(make_model()).fault.value == "rejected"
    assert len(model_endpoint.questions) == 2


def test_a_limit_that_is_too_high_is_no_lesson(model_endpoint, make_model, failing):
    said = '{"error": {"message": "max_tokens is too large: 500. This model supports at most 256 completion tokens", '
    model_endpoint.script = Declines(400, said + '"param": "max_tokens", "code": "invalid_value"}}')

    assert failing(make_model()).fault.value == "too_long"
    assert len(model_endpoint.questions) == 1
