"""The second model answers where the first one does not."""

from decimal import Decimal

import pytest

from autofix.adapters.model.fallback import Fallback
from autofix.sdk.model import Fault, ModelError, Prices, Usage
from tests.simulators.model import Breaks, Says, forbidden, overloaded, rate_limited, too_long, unknown_model

PRICES = Prices(Decimal(1), Decimal(1))


@pytest.fixture
def both(make_model):
    return Fallback(make_model(prices=PRICES), make_model(model="simulated-2", prices=PRICES))


def asked(model_endpoint):
    return [question.body["model"][-1] for question in model_endpoint.questions]


@pytest.mark.parametrize(
    "reply",
    [
        Says(text="no"),
        Says(refusal="I will not."),
        Says(text="{", finish="length"),
        too_long(),
        forbidden(),
        unknown_model("simulated-1"),
        overloaded(),
        rate_limited(9),
        Breaks("reset"),
    ],
)
def test_the_second_model_answers(model_endpoint, both, question, answer, reply):
    model_endpoint.then(reply, answer)

    answered = both.ask(question)

    assert (answered.data, answered.model) == (answer, "simulated-2")
    assert asked(model_endpoint) == ["1", "2"]


def test_the_first_one_is_enough(model_endpoint, both, question, answer):
    model_endpoint.then(answer)

    assert both.ask(question).model == both.name == "simulated-1"
    assert asked(model_endpoint) == ["1"]


@pytest.mark.parametrize(("reply", "is_out"), [(forbidden(), True), (overloaded(), True), (Says(refusal="no"), False)])
def test_a_model_that_is_away_is_left_alone(model_endpoint, both, question, answer, reply, is_out):
    model_endpoint.then(reply, answer)
    model_endpoint.script = answer

    both.ask(question)
    both.ask(question)

    assert asked(model_endpoint) == ["1", "2", "2" if is_out else "1"]


def test_both_costs_count(model_endpoint, both, question, failing, answer):
    model_endpoint.then(Says(text="no", usage=(10, 1)), Says(answer, usage=(20, 2)))
    answered = both.ask(question)
    assert answered.usage == Usage(30, 3) and answered.usd == pytest.approx(33 / 1_000_000)

    model_endpoint.then(Says(text="no", usage=(10, 1)), Says(text="no", usage=(20, 2)))
    error = failing(both)
    assert error.usage == Usage(30, 3) and error.usd == pytest.approx(33 / 1_000_000)


def test_both_endings_are_told(model_endpoint, both, failing):
    model_endpoint.then(Says(refusal="no"), too_long())

    error = failing(both)

    assert error.fault is Fault.TOO_LONG
    assert "simulated-2" in str(error) and "before it, simulated-1" in str(error) and "refuses" in str(error)


def test_a_spent_budget_is_no_reason_to_ask_another_model(model_endpoint, make_model, question):
    class Spent:
        name = "spent"

        def ask(self, question, heard=None):
            raise ModelError(Fault.BUDGET, "the month's ceiling is reached")

    with pytest.raises(ModelError) as caught:
        Fallback(Spent(), make_model()).ask(question)
    assert caught.value.fault is Fault.BUDGET
    assert model_endpoint.asked == []
