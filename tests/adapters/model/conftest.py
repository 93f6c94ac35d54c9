"""A question, and the adapter before a simulated endpoint."""

import pytest

from autofix.adapters.http.addresses import Endpoint
from autofix.adapters.http.connections import Bounds
from autofix.adapters.model.dialect import Dialects
from autofix.adapters.model.openai_model import OpenAIModel
from autofix.adapters.model.server import ModelServer
from autofix.sdk.model import Fault, Message, ModelError, Question

SCHEMA = {
    "type": "object",
    "properties": {"family": {"type": "string"}, "lines": {"type": "array", "items": {"type": "integer"}}},
    "required": ["family", "lines"],
    "additionalProperties": False,
}
ANSWER = {"family": "cors_error", "lines": [3, 14]}
SHORT = Bounds(most_bytes=400_000, seconds=8, connect_seconds=2, quiet_seconds=4)


@pytest.fixture
def question():
    messages = (Message("system", "You find causes."), Message("user", "Access to fetch has been blocked ✗"))
    return Question("cause", messages, SCHEMA, max_tokens=500, temperature=0.2)


@pytest.fixture
def answer():
    """What the schema of the question accepts."""
    return dict(ANSWER)


@pytest.fixture
def make_model(model_endpoint):
    """The adapter before the simulator; anything of the server may be given otherwise."""

    def make(simulator=model_endpoint, **given):
        given.setdefault("allowed", frozenset({Endpoint("127.0.0.1", simulator.port)}))
        given.setdefault("bounds", SHORT)
        settings = {"base_url": simulator.base_url, "model": simulator.models[0], "key": simulator.key, **given}
        return OpenAIModel(ModelServer(**settings), dialects=Dialects())

    return make


@pytest.fixture
def failing(question):
    """The error that asking ends with."""

    def fail(model, asked=question):
        with pytest.raises(ModelError) as caught:
            model.ask(asked)
        assert isinstance(caught.value.fault, Fault)
        # What was raised by the way holds the request, with the key in it.
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None or caught.value.__suppress_context__
        return caught.value

    return fail
