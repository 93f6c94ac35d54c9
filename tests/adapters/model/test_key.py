"""The key is in the one header that it is for, and nowhere else."""

import logging
import traceback

import pytest

from autofix.sdk.model import ModelError
from tests.simulators.model import Breaks, Declines, forbidden

KEY = "a-key-made-up-" + "for-this-test-alone"


@pytest.fixture
def model(model_endpoint, make_model):
    model_endpoint.key = KEY
    return make_model()


@pytest.mark.parametrize(
    "reply",
    [
        forbidden(401, KEY),
        forbidden(403, KEY[:8]),
        Declines(400, f'{{"error": {{"message": "wrong header Bearer {KEY}"}}}}'),
        Declines(500, f'{{"error": {{"message": "begins with {KEY[:7]}"}}}}'),
        Declines(418, f"Authorization: Bearer {KEY}", content_type="text/plain"),
        Breaks("cut"),
        Breaks("error"),
    ],
)
def test_no_error_shows_it(model_endpoint, model, question, reply):
    model_endpoint.then(reply)

    with pytest.raises(ModelError) as caught:
        model.ask(question)

    assert model_endpoint.questions[0].headers["authorization"] == f"Bearer {KEY}"
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(vars(caught.value))
    assert not [at for at in range(len(KEY) - 6) if KEY[at : at + 7] in shown]


@pytest.mark.parametrize("status", [401, 403])
def test_not_even_the_ends_of_it_are_shown(model_endpoint, model, question, status):
    model_endpoint.then(forbidden(status, f"{KEY[:4]}********{KEY[-4:]}"))

    with pytest.raises(ModelError, match=f"does not take the key \\({status}\\)") as caught:
        model.ask(question)

    assert "****" not in str(caught.value)


def test_no_log_and_no_repr_shows_it(model_endpoint, model, question, answer, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    model_endpoint.then(answer, forbidden(401, KEY))

    model.ask(question)
    with pytest.raises(ModelError):
        model.ask(question)

    assert KEY not in caplog.text
    assert KEY not in repr(model) + repr(model._server) + str(model)


def test_what_else_an_endpoint_says_is_told_in_short(model_endpoint, model, question):
    model_endpoint.then(Declines(418, '{"error": {"message": "short\\u001b[2J and stout ' + "!" * 9000 + '"}}'))

    with pytest.raises(ModelError, match="short") as caught:
        model.ask(question)

    assert "\x1b" not in str(caught.value) and len(str(caught.value)) < 500
